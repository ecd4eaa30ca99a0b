from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from espace import db, routes
from espace.adapters import attachments as folder
from espace.adapters import clock
from espace.models import Attachment, AuditEntry, Letter
from espace.services import letters
from espace.settings import settings
from tests import advisers, asked
from tests.pieces import pdf
from tests.web.conftest import People

NOTHING = "A" * 16


@pytest.fixture
def document(people: People, attachments_folder: Path) -> str:
    """A document of Alice's, joined to a request of hers."""
    return _document(people, sent=True)


@pytest.fixture
def letter(people: People, outgoing_folder: Path) -> str:
    """A letter for Alice."""
    now = clock.now()
    with db.transaction(writes=True) as session:
        letters.queue_code(session, people.alice.id, letters.new_code(), "/activation/code", now + timedelta(30), now)
        return session.exec(select(Letter.public_id)).one()


def _document(people: People, *, sent: bool) -> str:
    now = clock.now()
    with db.transaction(writes=True) as session:
        made = Attachment(
            member_id=people.alice.id,
            request_id=asked.request_id(session, asked.ask(session, people.alice, now)) if sent else None,
            form_key="k" * 22,
            file_name="acte d’état civil.pdf",
            media_type="application/pdf",
            size=len(pdf()),
            stored_name=folder.keep(pdf()),
            created_at=now,
        )
        session.add(made)
        return made.public_id


def _taken() -> list[tuple[int | None, str]]:
    with db.transaction() as session:
        query = select(AuditEntry.adviser_id, AuditEntry.target).where(col(AuditEntry.action) == "download")
        return [(row[0], row[1]) for row in session.exec(query)]


async def test_an_adviser_takes_a_document_as_an_attachment_and_it_is_written_down(
    browser: httpx.AsyncClient, adviser_in: advisers.Somebody, document: str
) -> None:
    answer = await browser.get(f"{routes.ADVISER_ATTACHMENT}?id={document}")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/pdf", pdf())
    assert answer.headers["content-disposition"].startswith('attachment; filename="acte d_')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert _taken() == [(adviser_in.id, f"attachment:{document}")]


async def test_an_adviser_takes_a_letter_and_it_is_written_down(
    browser: httpx.AsyncClient, adviser_in: advisers.Somebody, letter: str
) -> None:
    answer = await browser.get(f"{routes.LETTER_PDF}?id={letter}")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert _taken() == [(adviser_in.id, f"letter:{letter}")]


async def test_neither_nobody_nor_the_member_takes_them_there(
    browser: httpx.AsyncClient, people: People, document: str, letter: str, logged_in: Callable[..., str]
) -> None:
    for _ in ("nobody", "the member"):
        for address in (f"{routes.ADVISER_ATTACHMENT}?id={document}", f"{routes.LETTER_PDF}?id={letter}"):
            answer = await browser.get(address)
            assert (answer.status_code, answer.headers["location"]) == (303, routes.ADVISER_LOGIN.path)
        logged_in(people.alice)
    assert _taken() == []


async def test_a_document_of_a_form_that_was_never_sent_is_the_same_404_as_a_missing_one(
    browser: httpx.AsyncClient, people: People, adviser_in: advisers.Somebody, attachments_folder: Path
) -> None:
    waiting = _document(people, sent=False)
    answers = [
        await browser.get(f"{path}?id={public_id}")
        for path in (routes.ADVISER_ATTACHMENT, routes.LETTER_PDF)
        for public_id in (waiting, NOTHING, "", "../../etc/passwd", "%00")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert _taken() == []


async def test_a_letter_whose_file_is_gone_is_a_404(
    browser: httpx.AsyncClient, adviser_in: advisers.Somebody, letter: str
) -> None:
    for file in settings().outgoing.iterdir():
        file.unlink()
    assert (await browser.get(f"{routes.LETTER_PDF}?id={letter}")).status_code == 404
