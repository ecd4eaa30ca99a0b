"""The answer while it is made: its progress, and what happens when the browser goes away."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

import httpx
import pytest
from starlette.types import ASGIApp, Message, Scope

from espace import db, routes
from espace.documents import archive
from espace.documents.statement_data import Statement
from espace.web import progress, steps
from tests import factories
from tests.web.conftest import ORIGIN, People
from tests.web.test_progress import parsed

COUNT = 60
ZIP = f"{routes.ALL_STATEMENTS}?format=zip&periode=dates&du=01/01/2026&au=31/12/2026"
ASKED = {"Accept": progress.MEDIA_TYPE}
LogIn = Callable[..., str]


@pytest.fixture
def paid(people: People) -> int:
    with db.transaction(writes=True) as session:
        for number in range(COUNT):
            factories.payment(session, people.alice, paid_on=date(2026, 1, 1) + timedelta(days=number))
    return COUNT


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the statements drawn so far."""
    numbers: list[str] = []
    render = archive.render

    def counted(statement: Statement) -> bytes:
        numbers.append(statement.payment_number)
        return render(statement)

    monkeypatch.setattr(archive, "render", counted)
    return numbers


@pytest.mark.parametrize("form", ["pdf", "zip"])
async def test_the_same_address_tells_its_progress_to_the_page_s_script(
    browser: httpx.AsyncClient, people: People, paid: int, logged_in: LogIn, form: str
) -> None:
    logged_in(people.alice)
    plain = await browser.get(ZIP.replace("zip", form))
    answer = await browser.get(ZIP.replace("zip", form), headers=ASKED)
    assert (answer.status_code, answer.headers["content-type"]) == (200, progress.MEDIA_TYPE)
    assert answer.headers["cache-control"] == "private, no-store"
    assert "content-disposition" not in answer.headers
    frames, file = parsed(answer.content)
    assert file == plain.content
    assert frames[0] == {
        "name": f"releves-2026-01-01-2026-12-31.{form}",
        "type": plain.headers["content-type"],
        "of": paid,
    }
    assert [frame["done"] for frame in frames if "done" in frame] == list(range(1, paid + 1))
    assert frames[-1] == {"end": True}


async def test_a_refusal_is_a_sentence_for_the_script_too(
    browser: httpx.AsyncClient, people: People, logged_in: LogIn
) -> None:
    logged_in(people.chloe)
    answer = await browser.get(ZIP, headers=ASKED)
    assert (answer.status_code, answer.headers["content-type"]) == (200, progress.MEDIA_TYPE)
    ((frame,), file) = parsed(answer.content)
    assert "Aucun paiement" in frame["error"]
    assert file == b""


async def _until_gone(app: ASGIApp, cookie: str, after: int) -> list[Message]:
    """Ask as a server would, and hang up after so many parts of the body."""
    sent: list[Message] = []
    gone = asyncio.Event()
    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        if request := next(requests, None):
            return request
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if len(sent) > after:
            gone.set()

    path, _, query = ZIP.partition("?")
    scope: Scope = {
        "type": "http", "method": "GET", "http_version": "1.1", "scheme": "http", "path": path, "root_path": "",
        "raw_path": path.encode(), "query_string": query.encode(), "server": ("localhost", 8000), "client": ("::1", 1),
        "headers": [(b"host", ORIGIN.removeprefix("http://").encode()), (b"cookie", f"espace={cookie}".encode())],
        "asgi": {"version": "3.0", "spec_version": "2.3"},
    }  # fmt: skip
    await asyncio.wait_for(app(scope, receive, send), 10)
    return sent


async def test_nothing_more_is_drawn_once_the_browser_has_gone(
    app: ASGIApp, browser: httpx.AsyncClient, people: People, paid: int, logged_in: LogIn, drawn: list[str]
) -> None:
    logged_in(people.alice)
    sent = await _until_gone(app, browser.cookies["espace"], after=3)
    assert len(drawn) <= len(sent) + 1 < paid / 2
    before = len(drawn)
    assert [step async for step in steps.each(iter(["the thread is free"]))] == ["the thread is free"]
    assert len(drawn) <= before + 1


async def test_a_single_statement_does_not_wait_for_a_long_download(
    app: ASGIApp, browser: httpx.AsyncClient, people: People, paid: int, logged_in: LogIn, drawn: list[str]
) -> None:
    logged_in(people.alice)
    with db.transaction(writes=True) as session:
        one = factories.payment(session, people.alice)
    long = asyncio.create_task(browser.get(ZIP))
    while not drawn:
        await asyncio.sleep(0)
    answer = await browser.get(f"{routes.STATEMENT_PDF}?paiement={one.public_id}")
    assert answer.content.startswith(b"%PDF-")
    assert len(drawn) < paid
    assert (await long).status_code == 200
