from datetime import datetime, timedelta

from sqlmodel import Session, select

from espace.domain.labels import TokenPurpose
from espace.models import Attempt, EmailToken, LoginSession
from espace.services import purges, sessions, throttles, tokens
from tests.factories import alice


def test_what_is_over_goes_and_what_lives_stays(session: Session, now: datetime) -> None:
    member = alice(session)
    for at in (now - timedelta(days=60), now):
        sessions.open_session(session, member.account_id, at)
        tokens.issue(session, TokenPurpose.EMAIL_CHANGE, member.id, "a@example.org", at)
        throttles.allow(session, throttles.CODE, "0472318", at)
    tokens.issue(session, TokenPurpose.PASSWORD_RESET, member.id, "a@example.org", now - timedelta(days=60))

    assert purges.run(session, now) >= 2
    assert purges.run(session, now) == 0
    assert len(session.exec(select(LoginSession)).all()) == 1
    assert [link.purpose for link in session.exec(select(EmailToken))] == [TokenPurpose.EMAIL_CHANGE]
    assert len(session.exec(select(Attempt)).all()) == 1
