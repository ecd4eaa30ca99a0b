import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlmodel import select
from time_machine import Traveller, travel

from espace import db
from espace.adapters import logs
from espace.models import OutboxEmail
from espace.services import emails, outbox
from espace.settings import settings
from espace.web import background, mail_sender
from espace.web.mail_sender import MailSender, send_due
from tests.smtp import Postbox, smtp_server

ALICE, BRUNO = "alice.martin@exemple.fr", "bruno.keller@exemple.fr"
SECRET = "le-mot-de-passe-smtp"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_sender, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(background, "SECONDS_AFTER_FAILURE", 0.01)


@pytest.fixture
def reaches(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[[Postbox], None]:
    """Point the settings to a server."""
    monkeypatch.setattr(settings(), "smtp_host", "127.0.0.1")
    monkeypatch.setattr(settings(), "smtp_security", "none")

    def point(server: Postbox) -> None:
        monkeypatch.setattr(settings(), "smtp_port", server.port)

    return point


@pytest.fixture
def clock(now: datetime) -> Iterator[Traveller]:
    with travel(now, tick=False) as coordinates:
        yield coordinates


def _write(now: datetime, *recipients: str) -> None:
    with db.transaction(writes=True) as session:
        for recipient in recipients:
            link = "/activer?jeton=jeton-secret"
            emails.activation(session, recipient, first_name="Alice", link=link, expires_at=now, now=now)


def _rows() -> dict[str, OutboxEmail]:
    with db.transaction() as session:
        return {row.recipient: row for row in session.exec(select(OutboxEmail))}


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def test_what_waits_arrives_and_is_never_sent_twice(reaches: Callable, clock: object, now: datetime) -> None:
    async with smtp_server(Postbox()) as server:
        reaches(server)
        _write(now, ALICE, BRUNO)
        assert await send_due() == 2
        assert await send_due() == 0
    assert sorted(server.recipients) == [[ALICE], [BRUNO]]
    assert {row.sent_at for row in _rows().values()} == {now}


async def test_one_refused_address_does_not_hold_up_the_others(
    reaches: Callable, clock: Traveller, now: datetime
) -> None:
    async with smtp_server(Postbox(refuse_recipient={ALICE: "550 unknown alice.martin@exemple.fr"})) as server:
        reaches(server)
        _write(now, ALICE, BRUNO)
        await send_due()
        clock.shift(timedelta(days=1))
        assert await send_due() == 0
    assert server.recipients == [[BRUNO]]
    assert (_rows()[ALICE].fault, _rows()[ALICE].sent_at) == ("SMTPRecipientsRefused 550", None)


async def test_a_busy_server_gets_the_email_a_minute_later(reaches: Callable, clock: Traveller, now: datetime) -> None:
    async with smtp_server(Postbox(refuse_text="451 try later")) as server:
        reaches(server)
        _write(now, ALICE)
        assert await send_due() == 1
        server.refuse_text = ""
        clock.shift(timedelta(seconds=59))
        assert await send_due() == 0
        clock.shift(timedelta(seconds=1))
        assert await send_due() == 1
    assert server.recipients == [[ALICE]]


async def test_a_server_down_for_ten_minutes_loses_nothing(reaches: Callable, clock: Traveller, now: datetime) -> None:
    postbox = Postbox()
    async with smtp_server(postbox):
        reaches(postbox)
    _write(now, ALICE)
    tried = 0
    for _ in range(10):
        tried += await send_due()
        clock.shift(timedelta(minutes=1))
    assert (tried, _rows()[ALICE].fault) == (3, "SMTPConnectError: Connection refused")
    async with smtp_server(postbox, port=postbox.port):
        clock.shift(timedelta(minutes=15))
        assert await send_due() == 1
    assert postbox.recipients == [[ALICE]]
    assert _rows()[ALICE].sent_at is not None


async def test_a_sender_killed_after_the_server_took_it_sends_the_same_message_again(
    reaches: Callable, clock: Traveller, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: object) -> None:
        raise SystemError

    async with smtp_server(Postbox()) as server:
        reaches(server)
        _write(now, ALICE)
        with monkeypatch.context() as patched:
            patched.setattr(outbox, "mark_sent", killed)
            with pytest.raises(SystemError):
                await send_due()
        assert await send_due() == 0
        clock.shift(outbox.LEASE)
        assert await send_due() == 1
    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


async def test_two_workers_share_the_work(reaches: Callable, clock: object, now: datetime) -> None:
    recipients = [f"adherent{number}@exemple.fr" for number in range(20)]
    async with smtp_server(Postbox()) as server:
        reaches(server)
        _write(now, *recipients)
        first, second = MailSender(), MailSender()
        first.start()
        second.start()
        await _until(lambda: len(server.recipients) >= 20)
        await asyncio.gather(first.stop(), second.stop())
    assert sorted(server.recipients) == sorted([recipient] for recipient in recipients)


async def test_a_running_sender_notices_what_is_written_later(reaches: Callable) -> None:
    async with smtp_server(Postbox()) as server:
        reaches(server)
        sender = MailSender()
        sender.start()
        _write(datetime.now(UTC), ALICE)
        await _until(lambda: bool(server.recipients))
        await sender.stop()
    assert _rows()[ALICE].sent_at is not None


async def test_a_database_that_was_away_does_not_end_the_sender(
    reaches: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def away(*_args: object) -> bool:
        asked.append(1)
        raise ConnectionError

    async with smtp_server(Postbox()) as server:
        reaches(server)
        _write(datetime.now(UTC), ALICE)
        sender = MailSender()
        with monkeypatch.context() as patched:
            patched.setattr(outbox, "is_due", away)
            sender.start()
            await _until(lambda: len(asked) > 1)
        await _until(lambda: bool(server.recipients))
        await sender.stop()


async def test_stopping_lets_the_email_in_hand_leave(reaches: Callable) -> None:
    gate = asyncio.Event()
    async with smtp_server(Postbox(hold=gate)) as server:
        reaches(server)
        _write(datetime.now(UTC), ALICE)
        sender = MailSender()
        sender.start()
        await _until(lambda: _rows()[ALICE].tries == 1)
        stopping = asyncio.create_task(sender.stop())
        await asyncio.sleep(0)
        gate.set()
        await stopping
    assert server.recipients == [[ALICE]]
    assert _rows()[ALICE].sent_at is not None


async def test_a_server_that_hangs_does_not_hold_up_the_stop(
    reaches: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "SECONDS_TO_FINISH", 0.05)
    gate = asyncio.Event()
    async with smtp_server(Postbox(hold=gate)) as server:
        reaches(server)
        _write(datetime.now(UTC), ALICE)
        sender = MailSender()
        sender.start()
        await _until(lambda: _rows()[ALICE].tries == 1)
        await sender.stop()
        gate.set()
    row = _rows()[ALICE]
    assert row.sent_at is None
    assert row.next_try_at is not None


async def test_a_server_too_slow_to_answer_counts_as_a_failed_try(
    reaches: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for the greetings: wait_for of Python 3.11 loses a cancellation that meets an answer (bpo-42130).
    monkeypatch.setattr(mail_sender, "SECONDS_A_MAIL", 0.5)
    gate = asyncio.Event()
    async with smtp_server(Postbox(hold=gate)) as server:
        reaches(server)
        _write(datetime.now(UTC), ALICE)
        await send_due()
        gate.set()
    assert _rows()[ALICE].fault == "too slow"


async def test_without_a_server_nothing_is_started(database: Engine, now: datetime) -> None:
    sender = MailSender()
    sender.start()
    _write(now, ALICE)
    await sender.stop()
    assert _rows()[ALICE].next_try_at is None


async def test_what_is_sent_and_over_is_forgotten_in_the_end(reaches: Callable) -> None:
    async with smtp_server(Postbox()) as server:
        reaches(server)
        _write(datetime.now(UTC) - timedelta(days=31), ALICE)
        sender = MailSender()
        sender.start()
        await _until(lambda: bool(server.recipients) and not _rows())
        await sender.stop()


async def test_logs_tell_what_happened_without_address_link_or_password(
    reaches: Callable, clock: object, now: datetime, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "smtp_password", SecretStr(SECRET))
    caplog.set_level(logging.DEBUG)
    async with smtp_server(Postbox(refuse_recipient={ALICE: "450 alice.martin@exemple.fr is busy"})) as server:
        reaches(server)
        _write(now, ALICE, BRUNO)
        await send_due()
    written = "\n".join(map(logs.JsonLines().format, caplog.records))
    assert '"event": "e-mail sent"' in written
    assert '"fault": "SMTPRecipientsRefused 450"' in written
    assert not [told for told in (ALICE, BRUNO, "exemple.fr", "jeton", SECRET, "Alice") if told in written]
