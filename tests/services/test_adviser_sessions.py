from datetime import datetime, timedelta

from sqlmodel import Session, select

from espace.models import AdviserSession
from espace.services import adviser_sessions, sessions
from espace.settings import settings
from tests import advisers as people
from tests import factories

SECOND = timedelta(seconds=1)


def test_a_session_says_whose_it_is(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    who = adviser_sessions.who_is(session, people.hashed(session, nadia, now), now)
    assert who is not None
    assert (who.adviser_id, who.full_name) == (nadia.id, "Nadia Ben Amar")


def test_the_table_never_holds_the_token(session: Session, now: datetime) -> None:
    token = people.opened(session, people.nadia(session), now)
    (kept,) = session.exec(select(AdviserSession.id_hash)).all()
    assert kept == sessions.hash_token(token) != token


def test_a_members_session_is_no_advisers_and_the_reverse(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), people.nadia(session)
    members = sessions.hash_token(sessions.open_session(session, alice.account_id, now))
    hers = people.hashed(session, nadia, now)
    assert adviser_sessions.who_is(session, members, now) is None
    assert sessions.who_is(session, hers, now) is None


def test_it_dies_idle_to_the_second_and_old_however_busy(session: Session, now: datetime) -> None:
    id_hash = people.hashed(session, people.nadia(session), now)
    idle, old = settings().session_idle, settings().session_lifetime
    assert adviser_sessions.who_is(session, id_hash, now + idle - SECOND)
    assert adviser_sessions.who_is(session, id_hash, now + idle) is None
    adviser_sessions.touch(session, id_hash, now + old - SECOND)
    assert adviser_sessions.seconds_left(session, id_hash, now + old - SECOND) == 1
    assert adviser_sessions.who_is(session, id_hash, now + old) is None
    assert adviser_sessions.seconds_left(session, id_hash, now + old) == 0


def test_logging_in_again_closes_the_session_of_this_browser(session: Session, now: datetime) -> None:
    nadia = people.nadia(session)
    first = people.hashed(session, nadia, now)
    adviser_sessions.open_session(session, nadia.id, now, replaces=first)
    assert adviser_sessions.who_is(session, first, now) is None


def test_closing_ends_one_session_and_says_whether_there_was_one(session: Session, now: datetime) -> None:
    id_hash = people.hashed(session, people.nadia(session), now)
    assert adviser_sessions.close(session, id_hash, now) is True
    assert adviser_sessions.close(session, id_hash, now) is False
    assert adviser_sessions.who_is(session, "", now) is None


def test_the_purge_forgets_what_is_over(session: Session, now: datetime) -> None:
    id_hash = people.hashed(session, people.nadia(session), now)
    assert adviser_sessions.purge(session, now) == 0
    assert adviser_sessions.purge(session, now + settings().session_idle) == 1
    assert adviser_sessions.who_is(session, id_hash, now) is None
