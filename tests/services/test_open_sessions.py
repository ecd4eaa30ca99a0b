from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from espace.services import open_sessions, sessions
from espace.services.open_sessions import SessionGone
from espace.settings import settings
from tests import factories


def _opened(session: Session, person: factories.Person, now: datetime, device: str = "") -> str:
    return sessions.hash_token(sessions.open_session(session, person.account_id, now, device=device))


def test_a_member_sees_their_sessions_this_one_first(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    this = _opened(session, alice, now - timedelta(minutes=5), "Firefox sur Windows")
    _opened(session, alice, now - timedelta(minutes=1))
    _opened(session, alice, now - settings().session_idle)
    _opened(session, factories.chloe(session), now)

    shown = open_sessions.listed(session, alice.account_id, this, now)
    assert [(one.device, one.is_this_one) for one in shown] == [
        ("Firefox sur Windows", True),
        ("Appareil inconnu", False),
    ]
    assert shown[0].opened == "Connecté aujourd’hui à\u00a012\u00a0h\u00a055"


def test_what_the_browser_gets_opens_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    this = _opened(session, alice, now)
    (shown,) = open_sessions.listed(session, alice.account_id, this, now)
    assert this not in repr(shown)
    assert sessions.who_is(session, shown.reference, now) is None
    assert sessions.who_is(session, sessions.hash_token(shown.reference), now) is None


def test_a_member_ends_one_session(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    this, other = _opened(session, alice, now), _opened(session, alice, now)
    reference = open_sessions.listed(session, alice.account_id, this, now)[1].reference
    open_sessions.close(session, alice.account_id, reference, now)
    assert sessions.who_is(session, other, now) is None
    assert sessions.who_is(session, this, now) is not None
    with pytest.raises(SessionGone):
        open_sessions.close(session, alice.account_id, reference, now)


@pytest.mark.parametrize("reference", ["", "x", "0" * 16])
def test_an_unknown_reference_ends_nothing(session: Session, now: datetime, reference: str) -> None:
    with pytest.raises(SessionGone):
        open_sessions.close(session, factories.alice(session).account_id, reference, now)


def test_nobody_ends_anothers_session(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    hers = _opened(session, alice, now)
    (shown,) = open_sessions.listed(session, alice.account_id, hers, now)
    with pytest.raises(SessionGone):
        open_sessions.close(session, chloe.account_id, shown.reference, now)
    assert sessions.who_is(session, hers, now) is not None


def test_disconnecting_everywhere_ends_this_session_too_and_nobody_elses(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    this, other, hers = _opened(session, alice, now), _opened(session, alice, now), _opened(session, chloe, now)
    open_sessions.close_everywhere(session, this, now)
    open_sessions.close_everywhere(session, this, now)
    assert [sessions.who_is(session, one, now) is None for one in (this, other, hers)] == [True, True, False]
