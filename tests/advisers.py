"""Advisers for tests: `nadia = advisers.nadia(session)` may log in; `nadia.code(now)` is what her telephone shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from espace.domain import one_time_codes
from espace.models import Adviser
from espace.services import adviser_sessions, advisers
from espace.services.sessions import hash_token
from tests import factories

EMAIL, PASSWORD = "nadia@vieux-port.example", factories.PASSWORD


@dataclass(frozen=True, slots=True)
class Somebody:
    """An adviser, with the secret of their telephone."""

    id: int
    email: str
    secret: bytes

    def code(self, now: datetime, *, steps: int = 0) -> str:
        return one_time_codes.code(self.secret, one_time_codes.step_of(now) + steps)


def nadia(session: Session) -> Somebody:
    """Nadia Ben Amar, who treats requests."""
    return somebody(session, EMAIL, "Nadia Ben Amar")


def paul(session: Session) -> Somebody:
    """Paul Durand, her colleague."""
    return somebody(session, "paul@vieux-port.example", "Paul Durand")


def somebody(session: Session, email: str, full_name: str) -> Somebody:
    """Any adviser, with the password of everybody in tests."""
    secret = advisers.add(session, email, full_name, factories.password_hash(), factories.OPENED)
    adviser_id = session.exec(select(Adviser.id).where(col(Adviser.email) == email)).one()
    return Somebody(adviser_id or 0, email, secret)


def opened(session: Session, who: Somebody, now: datetime) -> str:
    """The token of a session of theirs."""
    return adviser_sessions.open_session(session, who.id, now)


def hashed(session: Session, who: Somebody, now: datetime) -> str:
    """The hash of a session of theirs."""
    return hash_token(opened(session, who, now))
