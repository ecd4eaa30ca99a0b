from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from espace import db
from espace.models import AdviserSession, AuditEntry
from espace.services import adviser_logins, adviser_sessions
from espace.services.adviser_logins import AdviserAttempt
from espace.services.sessions import hash_token
from tests import advisers as people
from tests import factories
from tests.at_once import empty

STEP = timedelta(seconds=30)


def _begun(session: Session, now: datetime, login: str = people.EMAIL, visitor: str = "home") -> AdviserAttempt:
    return adviser_logins.begin(session, login, visitor, now)


def test_the_address_finds_the_hash_whatever_its_case(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    attempt = _begun(session, now, " Nadia@Vieux-Port.example ")
    assert (attempt.adviser_id, attempt.password_hash) == (nadia.id, factories.password_hash())


@pytest.mark.parametrize(
    "login", ["", "personne@exemple.fr", "0472318", "alice.martin@exemple.fr", "x" * 300, "a\x00b"]
)
def test_nobody_else_has_one_members_included(session: Session, now: datetime, login: str) -> None:
    factories.alice(session)
    people.nadia(session)
    attempt = _begun(session, now, login)
    assert (attempt.adviser_id, attempt.password_hash) == (0, "")


def test_the_right_code_opens_a_session_and_serves_once(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    token = adviser_logins.succeed(session, _begun(session, now), nadia.code(now), now)
    who = adviser_sessions.who_is(session, hash_token(token), now)
    assert who is not None
    assert who.adviser_id == nadia.id
    assert adviser_logins.succeed(session, _begun(session, now), nadia.code(now), now) == ""
    assert adviser_logins.succeed(session, _begun(session, now), nadia.code(now, steps=-1), now) == ""
    later = now + STEP
    assert adviser_logins.succeed(session, _begun(session, later), nadia.code(later), later)


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_code_of_another_time_opens_nothing(session: Session, now: datetime, steps: int) -> None:
    nadia = people.nadia(session)
    assert adviser_logins.succeed(session, _begun(session, now), nadia.code(now, steps=steps), now) == ""
    assert session.exec(select(AdviserSession)).all() == []


def test_a_colleagues_code_opens_nothing(session: Session, now: datetime) -> None:
    people.nadia(session)
    paul = people.paul(session)
    assert adviser_logins.succeed(session, _begun(session, now), paul.code(now), now) == ""


def test_ten_tries_in_five_minutes_then_not_even_the_right_one(session: Session, now: datetime) -> None:
    people.nadia(session)
    assert all(_begun(session, now, visitor=str(number)).allowed for number in range(10))
    refused = _begun(session, now, visitor="elsewhere")
    assert (refused.allowed, refused.password_hash) == (False, "")
    assert _begun(session, now + timedelta(minutes=5), visitor="elsewhere").allowed


def test_a_success_forgets_the_tries_before_it(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    for number in range(9):
        adviser_logins.refuse(session, _begun(session, now, visitor=str(number)), now)
    assert adviser_logins.succeed(session, _begun(session, now), nadia.code(now), now)
    assert all(_begun(session, now, visitor=f"after {number}").allowed for number in range(10))


def test_refusals_are_written_down_without_what_was_typed(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    adviser_logins.succeed(session, _begun(session, now), "123 456", now)
    adviser_logins.refuse(session, _begun(session, now, "personne@exemple.fr"), now)
    refused = session.exec(select(AuditEntry).where(AuditEntry.action == "adviser_login_refused")).all()
    assert [entry.adviser_id for entry in refused] == [nadia.id, None]
    assert "exemple" not in repr(refused)
    assert "123" not in repr([entry.detail for entry in refused])


@pytest.fixture
def committed_nadia(engine: Engine) -> Iterator[people.Somebody]:
    with db.transaction(engine, writes=True) as session:
        made = people.nadia(session)
    yield made
    empty(engine)


def test_of_ten_logins_at_once_with_the_same_code_one_gets_in(
    engine: Engine, committed_nadia: people.Somebody, now: datetime
) -> None:
    def log_in(number: int) -> bool:
        with db.transaction(engine, writes=True) as session:
            attempt = _begun(session, now, visitor=str(number))
        with db.transaction(engine, writes=True) as session:
            return bool(adviser_logins.succeed(session, attempt, committed_nadia.code(now), now))

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(log_in, range(10))) == 1
