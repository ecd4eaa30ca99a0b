from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from espace import db
from espace.models import AuditEntry, KnownDevice, LoginSession
from espace.services import logins, sessions
from espace.services.sessions import hash_token
from tests import factories
from tests.at_once import empty

NUMBER = "0472318"


def _begun(session: Session, now: datetime, login: str = NUMBER, visitor: str = "home", *devices: str) -> bool:
    return logins.begin(session, login, visitor, [hash_token(token) for token in devices], now).allowed


def test_a_try_within_the_limits_is_checked_against_the_accounts_hash(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    attempt = logins.begin(session, NUMBER, "home", [], now)
    assert (attempt.account_id, attempt.password_hash) == (alice.account_id, alice.account.password_hash)


def test_a_try_beyond_them_is_checked_against_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    assert all(_begun(session, now, visitor=str(number)) for number in range(10))
    attempt = logins.begin(session, NUMBER, "home", [], now)
    assert (attempt.account_id, attempt.password_hash, attempt.allowed) == (alice.account_id, "", False)


def test_nobody_has_no_hash_and_is_limited_by_name_too(session: Session, now: datetime) -> None:
    assert [_begun(session, now, " Nobody@exemple.fr", str(number)) for number in range(11)] == [True] * 10 + [False]
    assert logins.begin(session, "another@exemple.fr", "home", [], now).password_hash == ""


def test_a_success_opens_a_session_and_makes_the_device_known(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    opened = logins.succeed(session, logins.begin(session, NUMBER, "home", [], now), now, device="Firefox sur Linux")
    who = sessions.who_is(session, hash_token(opened.token), now)
    assert who is not None
    assert who.account_id == alice.account_id
    again = logins.begin(session, NUMBER, "home", [hash_token(opened.device_token)], now)
    assert again.device == hash_token(opened.device_token)
    assert logins.succeed(session, again, now).device_token == ""


def test_refusals_are_audited_without_a_name(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    for number in range(11):
        logins.refuse(session, logins.begin(session, NUMBER, str(number), [], now), now)
    logins.refuse(session, logins.begin(session, "nobody", "home", [], now), now)
    entries = session.exec(select(AuditEntry)).all()
    assert {entry.action for entry in entries} == {"login_refused"}
    assert [(entry.account_id, entry.detail) for entry in entries[-2:]] == [
        (alice.account_id, "too many tries"),
        (None, ""),
    ]


@pytest.fixture
def committed_alice(engine: Engine) -> Iterator[int]:
    with db.transaction(engine, writes=True) as session:
        account_id = factories.alice(session).account_id
    yield account_id
    empty(engine)


def test_logins_and_refusals_in_parallel_never_block_each_other(
    engine: Engine, committed_alice: int, now: datetime
) -> None:
    def one(number: int) -> bool:
        with db.transaction(engine, writes=True) as session:
            attempt = logins.begin(session, NUMBER, f"visitor {number % 7}", [], now)
        with db.transaction(engine, writes=True) as session:
            if attempt.allowed and number % 2:
                return bool(logins.succeed(session, attempt, now).token)
            logins.refuse(session, attempt, now)
        return False

    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(one, range(60)))
    with db.transaction(engine) as session:
        assert len(session.exec(select(LoginSession.id_hash)).all()) == sum(done) > 0
        assert len(session.exec(select(KnownDevice.id_hash)).all()) == min(10, sum(done))
        assert len(session.exec(select(AuditEntry.id)).all()) == 60
