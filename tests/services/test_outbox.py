from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session, select

from espace import db
from espace.domain.errors import NotFound, PortalError
from espace.models import OutboxEmail
from espace.services import outbox
from espace.services.outbox import Draft
from espace.settings import settings

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HEADER = "\r\nBcc: tous@exemple.fr"


@pytest.fixture(autouse=True)
def with_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_host", "smtp.exemple.fr")


@pytest.fixture
def without_server(with_server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_host", "")


def _queue(session: Session, now: datetime, recipient: str = "alice@exemple.fr", subject: str = "Bonjour") -> None:
    outbox.queue(session, [Draft(recipient, subject, "texte", "<p>html</p>")], now)


def _row(session: Session) -> OutboxEmail:
    session.expire_all()
    return session.exec(select(OutboxEmail)).one()


def _claimed(session: Session, now: datetime, limit: int = 10) -> list[str]:
    return [envelope.public_id for envelope in outbox.claim(session, now, limit)]


def test_a_queued_email_is_due_at_once_and_carries_what_was_written(session: Session, now: datetime) -> None:
    assert not outbox.is_due(session, now)
    _queue(session, now)
    assert outbox.is_due(session, now)
    (envelope,) = outbox.claim(session, now, 10)
    assert (envelope.recipient, envelope.subject, envelope.text, envelope.html, envelope.created_at) == (
        "alice@exemple.fr",
        "Bonjour",
        "texte",
        "<p>html</p>",
        now,
    )


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "alice",
        "alice@exemple.fr" + HEADER,
        "alice@exemple.fr\nBcc: tous@exemple.fr",
        "alice@exemple.fr\r",
        "alice\x00@exemple.fr",
        "alice@exemple.fr, bob@exemple.fr",
        "alice@exemple.fr;bob@exemple.fr",
        "Alice <alice@exemple.fr>",
        "alice@bob@exemple.fr",
        "alice@exemple.fr\u2028x",
        "alice@exemple.fr\u202e",
        "a" * 250 + "@exemple.fr",
    ],
)
def test_anything_but_one_address_is_refused(session: Session, now: datetime, recipient: str) -> None:
    with pytest.raises(PortalError):
        _queue(session, now, recipient=recipient)
    assert session.exec(select(OutboxEmail)).all() == []


@pytest.mark.parametrize("subject", ["", "x" * 201, "x" + HEADER, "x\ny", "x\ry", "x\x00y", "x\x85y", "x\u2028y"])
def test_a_subject_is_one_line(session: Session, now: datetime, subject: str) -> None:
    with pytest.raises(PortalError):
        _queue(session, now, subject=subject)


def test_nobody_else_gets_a_claimed_email_until_its_sender_must_be_dead(session: Session, now: datetime) -> None:
    _queue(session, now)
    first = _claimed(session, now)
    assert len(first) == 1
    assert _claimed(session, now + outbox.LEASE - SECOND) == []
    assert _claimed(session, now + outbox.LEASE) == first


def test_the_oldest_leave_first_a_few_at_a_time(session: Session, now: datetime) -> None:
    for minute in (3, 1, 2):
        _queue(session, now - minute * MINUTE, subject=str(minute))
        session.flush()
    assert {envelope.subject for envelope in outbox.claim(session, now, 2)} == {"3", "2"}
    assert [envelope.subject for envelope in outbox.claim(session, now, 2)] == ["1"]


def test_a_sent_email_is_never_claimed_again_and_forgets_its_links(session: Session, now: datetime) -> None:
    _queue(session, now)
    (public_id,) = _claimed(session, now)
    outbox.mark_sent(session, public_id, now)
    row = _row(session)
    assert (row.sent_at, row.next_try_at, row.text, row.html) == (now, None, "", "")
    assert not outbox.is_due(session, now + timedelta(days=3))


def test_tries_grow_further_apart_then_end_after_two_days(session: Session, now: datetime) -> None:
    _queue(session, now)
    instant, waits = now, []
    while outbox.is_due(session, instant):
        (public_id,) = _claimed(session, instant)
        again = outbox.mark_failed(session, public_id, "SMTPConnectError", instant)
        row = _row(session)
        assert again == (row.next_try_at is not None)
        if row.next_try_at:
            waits.append(row.next_try_at - instant)
            instant = row.next_try_at
    assert waits[:6] == [wait * MINUTE for wait in (1, 5, 15, 60, 240, 240)]
    assert timedelta(days=1, hours=18) < instant - now <= timedelta(days=2)
    row = _row(session)
    assert (row.sent_at, row.fault, row.text, row.html) == (None, "SMTPConnectError", "", "")


def test_a_failed_email_is_not_due_before_its_next_try(session: Session, now: datetime) -> None:
    _queue(session, now)
    (public_id,) = _claimed(session, now)
    assert outbox.mark_failed(session, public_id, "down", now)
    assert not outbox.is_due(session, now + MINUTE - SECOND)
    assert outbox.is_due(session, now + MINUTE)
    outbox.mark_sent(session, *_claimed(session, now + MINUTE), now + MINUTE)
    assert _row(session).fault == ""


def test_a_refusal_for_ever_ends_the_tries(session: Session, now: datetime) -> None:
    _queue(session, now)
    (public_id,) = _claimed(session, now)
    assert not outbox.mark_failed(session, public_id, "SMTPRecipientsRefused 550", now, permanent=True)
    assert not outbox.is_due(session, now + timedelta(days=1))


def test_a_portal_that_was_off_for_days_still_tries_once(session: Session, now: datetime) -> None:
    _queue(session, now)
    assert len(_claimed(session, now + timedelta(days=5))) == 1


@pytest.mark.usefixtures("without_server")
def test_without_a_server_emails_are_kept_and_never_due(session: Session, now: datetime) -> None:
    _queue(session, now, subject="Premier")
    session.flush()
    _queue(session, now, subject="Second")
    assert not outbox.is_due(session, now + timedelta(days=9))
    newest, oldest = outbox.kept(session, 10)
    assert (newest.subject, oldest.subject) == ("Second", "Premier")
    assert [mail.subject for mail in outbox.kept(session, 1)] == ["Second"]
    assert outbox.kept_one(session, oldest.public_id).text == "texte"


def test_the_mailbox_shows_nothing_that_has_left_or_waits(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        _queue(session, now)
    waiting, sent, given_up = _claimed(session, now)
    outbox.mark_sent(session, sent, now)
    outbox.mark_failed(session, given_up, "refused", now, permanent=True)
    monkeypatch.setattr(settings(), "smtp_host", "")
    assert outbox.kept(session, 10) == []
    for public_id in (waiting, sent, given_up, "missing"):
        with pytest.raises(NotFound):
            outbox.kept_one(session, public_id)


def test_a_purge_takes_what_is_over_and_old(session: Session, now: datetime) -> None:
    for age in (31, 29):
        _queue(session, now - timedelta(days=age))
    for public_id in _claimed(session, now):
        outbox.mark_sent(session, public_id, now)
    _queue(session, now - timedelta(days=40), subject="attend encore")
    session.flush()
    assert outbox.purge(session, now) == 1
    assert len(session.exec(select(OutboxEmail)).all()) == 2


@pytest.mark.usefixtures("without_server")
@pytest.mark.parametrize(("setting", "value"), [("environment", "production"), ("smtp_host", "smtp.exemple.fr")])
def test_there_is_no_mailbox_outside_a_demonstration_without_a_server(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    _queue(session, now)
    (mail,) = outbox.kept(session, 10)
    monkeypatch.setattr(settings(), setting, value)
    with pytest.raises(NotFound):
        outbox.kept(session, 10)
    with pytest.raises(NotFound):
        outbox.kept_one(session, mail.public_id)


@pytest.fixture
def committed(engine: Engine, now: datetime) -> Iterator[int]:
    count = 40
    with db.transaction(engine, writes=True) as session:
        for number in range(count):
            _queue(session, now, subject=str(number))
    yield count
    with db.transaction(engine, writes=True) as session:
        session.execute(delete(OutboxEmail))


def test_two_workers_never_claim_the_same_email(engine: Engine, committed: int, now: datetime) -> None:
    def worker(_number: int) -> list[str]:
        taken: list[str] = []
        while True:
            with db.transaction(engine, writes=True) as session:
                claimed = _claimed(session, now, limit=3)
            if not claimed:
                return taken
            taken += claimed

    with ThreadPoolExecutor(4) as workers:
        taken = [public_id for some in workers.map(worker, range(4)) for public_id in some]
    assert len(taken) == len(set(taken)) == committed


def test_a_rolled_back_transaction_sends_nothing(engine: Engine, now: datetime) -> None:
    def fail_after_queueing() -> None:
        with db.transaction(engine, writes=True) as session:
            _queue(session, now)
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_queueing()
    with db.transaction(engine) as session:
        assert not outbox.is_due(session, now)
