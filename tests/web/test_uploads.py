import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from sqlmodel import col, select
from starlette.requests import ClientDisconnect

from espace import db, routes
from espace.adapters import clock
from espace.domain.uploads import MAX_BYTES, TooManyFiles
from espace.models import Attachment, AuditEntry
from espace.services import requests
from espace.web import uploads
from espace.web.turns import AT_ONCE
from tests import pieces
from tests.asked import ask
from tests.web.conftest import ORIGIN, People

KEY = requests.new_form_key()
LogIn = Callable[..., str]


@pytest.fixture(autouse=True)
def folder(attachments_folder: Path, database: object) -> Iterator[Path]:
    yield attachments_folder
    uploads.close()


async def _send(
    browser: httpx.AsyncClient, content: bytes | AsyncIterator[bytes], name: str = "devis.pdf", **headers: str
) -> httpx.Response:
    said = {"X-Formulaire": KEY, "X-Nom-Fichier": quote(name)} | headers
    return await browser.post(routes.ATTACHMENT, content=content, headers=said)


def _trail() -> list[tuple[str, str]]:
    with db.transaction() as session:
        entries = session.exec(select(AuditEntry).where(col(AuditEntry.action) != "login").order_by(col(AuditEntry.id)))
        return [(entry.action, entry.target or entry.detail) for entry in entries]


def _rows() -> list[Attachment]:
    with db.transaction() as session:
        return list(session.exec(select(Attachment).order_by(col(Attachment.id))))


def _files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.exists() else []


async def test_a_member_sends_a_document_and_takes_it_back(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, folder: Path
) -> None:
    logged_in(people.alice)
    answer = await _send(browser, pieces.pdf(), "Devis d’Inès « 2 ».pdf")
    assert (answer.status_code, answer.json(), answer.headers["cache-control"]) == (201, {}, "no-store")
    (row,) = _rows()
    assert (row.member_id, row.form_key, row.file_name) == (people.alice.id, KEY, "Devis d’Inès « 2 ».pdf")
    assert _files(folder) == [row.stored_name]
    back = await browser.get(f"{routes.ATTACHMENT}?id={row.public_id}")
    assert (back.status_code, back.content) == (200, pieces.pdf())
    assert back.headers["content-type"] == "application/pdf"
    plain, full = '"Devis d_In_s _ 2 _.pdf"', quote("Devis d’Inès « 2 ».pdf", safe="")
    assert back.headers["content-disposition"] == f"attachment; filename={plain}; filename*=UTF-8''{full}"
    assert back.headers["cache-control"] == "private, no-store"
    assert back.headers["x-content-type-options"] == "nosniff"
    assert [action for action, _ in _trail()] == ["attachment_added", "download"]


async def test_a_photo_is_kept_without_what_hides_in_it(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.alice)
    assert (await _send(browser, pieces.picture_with_place(), "photo.jpg")).status_code == 201
    (row,) = _rows()
    back = (await browser.get(f"{routes.ATTACHMENT}?id={row.public_id}")).content
    assert (row.media_type, row.size, b"chez Alice" in back) == ("image/jpeg", len(back), False)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.pdf", "est vide"),
        (b"<html><script>alert(1)</script></html>", "page.pdf", "ni un PDF, ni une photo"),
        (pieces.archive(), "archive.pdf", "ni un PDF, ni une photo"),
        (pieces.pdf(), "devis.exe", "ni un PDF, ni une photo"),
        (pieces.pdf(), "", "ni un PDF, ni une photo"),
        (pieces.locked_pdf(), "secret.pdf", "protégé par un mot de passe"),
        (pieces.pdf_with_script(), "actif.pdf", "contient un programme"),
        (pieces.pdf_with_file(), "facture.pdf", "contient un programme ou un autre fichier"),
        (pieces.bomb(), "bombe.png", "trop grande"),
        (pieces.picture()[:300], "coupee.jpg", "abîmé"),
    ],
)
async def test_what_is_not_taken_is_refused_in_a_sentence_and_leaves_nothing(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, folder: Path, content: bytes, name: str, words: str
) -> None:
    logged_in(people.alice)
    answer = await _send(browser, content, name)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/json")
    assert words in answer.json()["sentence"]
    assert (_rows(), _files(folder)) == ([], [])
    ((action, detail),) = _trail()
    assert action == "attachment_refused"
    assert name not in detail or not name


async def test_a_file_that_says_it_is_too_large_is_refused_before_a_byte_is_read(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, folder: Path
) -> None:
    logged_in(people.alice)
    answer = await _send(browser, pieces.pdf(), **{"Content-Length": str(30 * 1024 * 1024)})
    assert (answer.status_code, "dépasse 5\u00a0Mo" in answer.json()["sentence"]) == (413, True)
    assert _rows() == []


async def test_a_file_that_does_not_say_its_size_is_cut_off_while_it_comes(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.alice)
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield b"%PDF-1.7\n"
        while read < 30 * 1024 * 1024:
            read += 64 * 1024
            yield b"0" * 64 * 1024

    assert await uploads_body(browser, endless()) == 413
    assert read <= MAX_BYTES + 128 * 1024
    assert _rows() == []


async def uploads_body(browser: httpx.AsyncClient, parts: AsyncIterator[bytes]) -> int:
    """Send a body in parts, each read only when the portal asks for it: `httpx` alone would read them all."""
    transport = browser._transport
    assert isinstance(transport, httpx.ASGITransport)
    headers = {"host": "localhost:8000", "origin": ORIGIN}
    headers["cookie"] = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers |= {"x-formulaire": KEY, "x-nom-fichier": "devis.pdf"}
    told: list[int] = []

    async def receive() -> dict[str, object]:
        try:
            return {"type": "http.request", "body": await anext(parts), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, int]) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])

    scope = {
        "type": "http", "method": "POST", "path": routes.ATTACHMENT, "raw_path": routes.ATTACHMENT.encode(),
        "query_string": b"", "scheme": "http", "http_version": "1.1", "client": ("127.0.0.1", 1), "server": ("x", 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    await transport.app(scope, receive, send)
    return told[0]


async def test_files_of_one_browser_come_two_at_a_time(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.alice)
    coming = most = 0

    async def slow() -> AsyncIterator[bytes]:
        nonlocal coming, most
        coming += 1
        most = max(most, coming)
        for _ in range(5):  # long enough for another one to come in
            await browser.get(f"{routes.ATTACHMENT}?id=AAAAAAAAAAAAAAAA")
        coming -= 1
        yield pieces.pdf()

    answers = await asyncio.gather(*(uploads_body(browser, slow()) for _ in range(4)))
    assert (most, answers) == (AT_ONCE, [201] * 4)


async def test_a_file_that_stops_coming_is_refused_and_can_be_sent_again(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.alice)

    async def cut() -> AsyncIterator[bytes]:
        yield b"%PDF-1.7\n"
        raise ClientDisconnect

    assert await uploads_body(browser, cut()) == 422
    assert _rows() == []
    assert (await _send(browser, pieces.pdf())).status_code == 201


async def test_a_form_filled_by_another_tab_meanwhile_leaves_no_file_behind(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged_in(people.alice)

    def full(*_: object) -> None:
        raise TooManyFiles

    monkeypatch.setattr("espace.services.attachments.add", full)
    assert (await _send(browser, pieces.pdf())).status_code == 422
    assert _files(folder) == []


async def test_a_form_takes_five_documents_and_no_more(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, folder: Path
) -> None:
    logged_in(people.alice)
    for _ in range(5):
        assert (await _send(browser, pieces.pdf())).status_code == 201
    answer = await _send(browser, pieces.pdf())
    assert (answer.status_code, "cinq fichiers au plus" in answer.json()["sentence"]) == (422, True)
    assert len(_files(folder)) == 5


async def test_a_day_has_its_limit_even_for_files_that_are_refused(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.alice)
    for _ in range(40):
        assert (await _send(browser, b"nonsense")).status_code == 422
    answer = await _send(browser, pieces.pdf())
    assert (answer.status_code, "Réessayez demain" in answer.json()["sentence"]) == (422, True)
    assert len(_trail()) == 40


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Origin": "https://pirate.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Formulaire": ""}, 400),
        ({"X-Formulaire": "../../../etc"}, 400),
    ],
)
async def test_a_post_of_another_site_or_of_no_form_is_refused(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, changes: dict[str, str], status: int
) -> None:
    logged_in(people.alice)
    answer = await _send(browser, pieces.pdf(), **changes)
    assert (answer.status_code, "Rechargez la page" in answer.json()["sentence"]) == (status, True)
    assert _rows() == []


async def test_a_visitor_sends_nothing_and_is_told_to_log_in(browser: httpx.AsyncClient, people: People) -> None:
    answer = await _send(browser, pieces.pdf())
    assert (answer.status_code, "Reconnectez-vous" in answer.json()["sentence"]) == (401, True)
    back = await browser.get(f"{routes.ATTACHMENT}?id=AAAAAAAAAAAAAAAA")
    there = "/connexion?suite=/documents/piece-jointe%3Fid%3DAAAAAAAAAAAAAAAA"
    assert (back.status_code, back.headers["location"]) == (303, there)


async def test_anothers_document_is_the_same_404_as_a_missing_one_and_is_audited(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.alice)
    await _send(browser, pieces.pdf())
    (row,) = _rows()
    browser.cookies.clear()
    logged_in(people.chloe)
    wanted = [row.public_id, "AAAAAAAAAAAAAAAA", "", "..%2F..%2Fetc%2Fpasswd", "%00", row.stored_name, f"{row.id}"]
    answers = [await browser.get(f"{routes.ATTACHMENT}?id={one}") for one in wanted]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert _trail()[1:] == [("access_refused", f"attachment:{row.public_id}")]


async def test_a_document_sent_with_somebody_elses_form_key_never_joins_their_request(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.chloe)
    await _send(browser, pieces.pdf())
    with db.transaction(writes=True) as session:
        made = ask(session, people.alice, clock.now(), form_key=KEY)
    with db.transaction() as session:
        assert requests.one(session, people.alice.id, made.public_id).documents == ()


async def test_a_full_disk_is_a_failure_of_ours_that_leaves_nothing(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged_in(people.alice)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = await _send(browser, pieces.pdf())
    assert answer.status_code == 500
    assert (_rows(), _files(folder)) == ([], [])
