from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from espace import db
from espace.domain.labels import AccountStatus
from espace.models import Account, AuditEntry, LoginSession
from espace.services import sessions
from espace.settings import settings
from tests import factories
from tests.at_once import empty

SECOND = timedelta(seconds=1)
NEW_HASH = "a hash under today's parameters"


def _actions(session: Session) -> list[tuple[str, int | None]]:
    return [(entry.action, entry.account_id) for entry in session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))]


def _opened(session: Session, person: factories.Person, now: datetime) -> str:
    return sessions.hash_token(sessions.open_session(session, person.account_id, now))


def test_an_open_session_tells_whose_it_is(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    who = sessions.who_is(session, _opened(session, alice, now), now)
    assert who is not None
    assert (who.member_id, who.account_id) == (alice.id, alice.account_id)
    assert (who.first_name, who.full_name, who.initials) == ("Alice", "Alice Martin", "AM")


def test_the_table_never_holds_the_token(session: Session, now: datetime) -> None:
    token = sessions.open_session(session, factories.alice(session).account_id, now)
    row = session.exec(select(LoginSession)).one()
    assert token not in repr(row)
    assert row.id_hash == sessions.hash_token(token)
    assert len(token) >= 43  # 256 bits


def test_every_login_gets_another_token_and_closes_the_one_it_replaces(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    first = sessions.open_session(session, alice.account_id, now)
    second = sessions.open_session(session, alice.account_id, now, replaces=sessions.hash_token(first))
    assert second != first
    assert sessions.who_is(session, sessions.hash_token(first), now) is None
    assert sessions.who_is(session, sessions.hash_token(second), now) is not None


@pytest.mark.parametrize("id_hash", ["", "0" * 64, "' OR 1=1 --"])
def test_an_unknown_hash_is_nobody(session: Session, now: datetime, id_hash: str) -> None:
    factories.alice(session)
    assert sessions.who_is(session, id_hash, now) is None


def test_a_session_lives_until_its_last_idle_second(session: Session, now: datetime) -> None:
    opened = _opened(session, factories.alice(session), now)
    end = now + settings().session_idle
    assert sessions.who_is(session, opened, end - SECOND) is not None
    assert sessions.who_is(session, opened, end) is None


def test_a_sign_of_life_prolongs_a_session_but_never_beyond_its_lifetime(session: Session, now: datetime) -> None:
    opened = _opened(session, factories.alice(session), now)
    last = now + settings().session_lifetime - SECOND
    instant = now
    while instant < last:
        sessions.touch(session, opened, instant)
        instant += settings().session_idle - SECOND
    sessions.touch(session, opened, last)
    assert sessions.who_is(session, opened, last) is not None
    assert sessions.who_is(session, opened, last + SECOND) is None


def test_a_late_touch_does_not_turn_time_back(session: Session, now: datetime) -> None:
    opened = _opened(session, factories.alice(session), now)
    sessions.touch(session, opened, now - timedelta(minutes=5))
    assert session.exec(select(LoginSession.last_seen_at)).one() == now


def test_signs_of_life_are_written_at_most_once_a_minute(session: Session, now: datetime) -> None:
    who = sessions.who_is(session, _opened(session, factories.alice(session), now), now)
    assert who is not None
    assert not who.due_for_touch(now + timedelta(seconds=59))
    assert who.due_for_touch(now + timedelta(seconds=60))


def test_freezing_an_account_ends_its_sessions_at_once(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    opened = _opened(session, alice, now)
    alice.account.status = AccountStatus.FROZEN
    session.flush()
    assert sessions.who_is(session, opened, now) is None


def test_the_death_of_a_member_ends_their_sessions_at_once(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    opened = _opened(session, alice, now)
    alice.member.deceased_on = date(2026, 11, 20)
    session.flush()
    assert sessions.who_is(session, opened, now) is None


@pytest.mark.parametrize("login", ["0472318", " 04 72 318 ", "alice.martin@exemple.fr", " Alice.MARTIN@Exemple.fr "])
def test_a_member_number_or_an_email_finds_the_account(session: Session, login: str) -> None:
    alice = factories.alice(session)
    found = sessions.candidate(session, login)
    assert (found.account_id, found.password_hash) == (alice.account_id, alice.account.password_hash)


@pytest.mark.parametrize(
    "login", ["", "   ", "9999999", "nobody@exemple.fr", "0472318\x00", "x" * 10_000, "%", "🙂", "<b>"]
)
def test_any_other_login_finds_nobody(session: Session, login: str) -> None:
    factories.alice(session)
    assert sessions.candidate(session, login) == sessions.Candidate()


@pytest.mark.parametrize("change", [{"status": AccountStatus.FROZEN}, {"deceased_on": date(2026, 1, 1)}])
def test_a_frozen_account_answers_like_an_unknown_one(session: Session, change: dict[str, object]) -> None:
    person = factories.person(session, "Denis", "Gelé", **change)  # type: ignore[arg-type]
    assert sessions.candidate(session, person.member.member_number) == sessions.Candidate()


def test_an_older_hash_is_replaced_at_login(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    sessions.open_session(session, alice.account_id, now, new_password_hash=NEW_HASH)
    assert session.exec(select(Account.password_hash)).one() == NEW_HASH


def test_logout_closes_that_session_only(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    here, elsewhere = _opened(session, alice, now), _opened(session, alice, now)
    assert sessions.close(session, here, now)
    assert sessions.who_is(session, here, now) is None
    assert sessions.who_is(session, elsewhere, now) is not None
    assert not sessions.close(session, here, now)


def test_logout_everywhere_may_keep_one_and_leaves_others_alone(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    kept, closed, strangers = _opened(session, alice, now), _opened(session, alice, now), _opened(session, chloe, now)
    assert sessions.close_all(session, alice.account_id, now, keep=kept) == 1
    assert sessions.who_is(session, kept, now) is not None
    assert sessions.who_is(session, closed, now) is None
    assert sessions.who_is(session, strangers, now) is not None


def test_a_purge_takes_only_dead_sessions(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    dead = _opened(session, alice, now - timedelta(hours=9))
    alive = _opened(session, alice, now)
    assert sessions.purge(session, now) == 1
    assert session.exec(select(LoginSession.id_hash)).all() == [alive]
    assert dead != alive


def test_logins_and_logouts_are_audited(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    opened = _opened(session, alice, now)
    sessions.close(session, opened, now)
    assert _actions(session) == [("login", alice.account_id), ("logout", alice.account_id)]


def test_the_last_login_is_written_down(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    sessions.open_session(session, alice.account_id, now)
    session.expire_all()
    assert (alice.account.last_login_at, chloe.account.last_login_at) == (now, None)


@pytest.fixture
def committed_alice(engine: Engine) -> Iterator[int]:
    with db.transaction(engine, writes=True) as session:
        account_id = factories.alice(session).account_id
    yield account_id
    empty(engine)


def test_eight_writers_at_once_all_get_through(engine: Engine, committed_alice: int, now: datetime) -> None:
    def log_in_and_out(number: int) -> None:
        for step in range(10):
            with db.transaction(engine, writes=True) as session:
                opened = sessions.hash_token(sessions.open_session(session, committed_alice, now))
            if (number + step) % 2:
                with db.transaction(engine, writes=True) as session:
                    assert sessions.close(session, opened, now)

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(log_in_and_out, range(8)))
    with db.transaction(engine) as session:
        assert len(session.exec(select(LoginSession.id_hash)).all()) == 40
        assert len(_actions(session)) == 120
