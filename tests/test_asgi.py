import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from espace import asgi
from espace.web import background
from espace.web.mail_sender import MailSender


async def _live(app: object, happened: list[str]) -> None:
    """Start and stop an application as a server does."""
    asked: list[Message] = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive() -> Message:
        return asked.pop(0)

    async def send(message: Message) -> None:
        happened.append(str(message["type"]))

    await app({"type": "lifespan", "asgi": {}, "state": {}}, receive, send)  # type: ignore[operator]


class _Sender(MailSender):
    def __init__(self, happened: list[str]) -> None:
        super().__init__()
        self._happened = happened

    def start(self) -> None:
        self._happened.append("e-mails begin")

    async def stop(self) -> None:
        self._happened.append("e-mails end")


async def test_events_and_emails_in_hand_finish_before_reflex_stops_and_the_database_goes_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    happened: list[str] = []

    @asynccontextmanager
    async def reflex(_app: Starlette) -> AsyncIterator[None]:
        yield
        happened.append("reflex stopped")

    async def finish_events() -> None:
        await asyncio.sleep(0)
        happened.append("events finished")

    monkeypatch.setattr(asgi, "_let_go", lambda: happened.append("database let go"))
    await _live(asgi._with_clean_end(Starlette(lifespan=reflex), finish_events, _Sender(happened)), happened)
    assert happened == [
        "e-mails begin",
        "lifespan.startup.complete",
        "e-mails end",
        "events finished",
        "reflex stopped",
        "database let go",
        "lifespan.shutdown.complete",
    ]


def test_letting_go_twice_or_before_anything_was_used_is_harmless() -> None:
    asgi._let_go()
    asgi._let_go()


def test_the_servers_limit_leaves_events_and_emails_their_time() -> None:
    cli = (Path(asgi.__file__).parent / "cli" / "__init__.py").read_text(encoding="utf-8")
    (limit,) = [line for line in cli.splitlines() if line.startswith("SECONDS_TO_STOP = ")]
    assert max(asgi.SECONDS_TO_FINISH, background.SECONDS_TO_FINISH) < int(limit.partition(" = ")[2]) <= 5
