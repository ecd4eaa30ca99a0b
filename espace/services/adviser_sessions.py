"""Sessions of advisers: apart from members' in every way, of the same shape and with the same two ends.

How a login comes to one is in `espace.services.adviser_logins`; what a session is, in `espace.services.sessions`, and
when it ends, in `espace.services.session_lives`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, bindparam, delete, select
from sqlmodel import Session, col

from espace.models import Adviser, AdviserSession
from espace.services import audit, session_lives
from espace.services.audit import Action
from espace.services.session_lives import LiveSession
from espace.services.sessions import hash_token, new_token


@dataclass(frozen=True, slots=True)
class AdviserWho(LiveSession):
    """Whose session it is: the name that colleagues read, and the id that every act is signed with."""

    adviser_id: int
    full_name: str


_sessions: Table = AdviserSession.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_advisers: Table = Adviser.__table__  # type: ignore[attr-defined]

# Runs before every event of an adviser: built once, of Core columns.
_WHOSE = (
    select(_sessions.c.last_seen_at, _sessions.c.adviser_id, _advisers.c.full_name)
    .join_from(_sessions, _advisers, _advisers.c.id == _sessions.c.adviser_id)
    .where(
        _sessions.c.id_hash == bindparam("id_hash"),
        session_lives.is_live(_sessions),
        _advisers.c.active,
    )
)
_ENDS = _WHOSE.with_only_columns(_sessions.c.last_seen_at, _sessions.c.expires_at, maintain_column_froms=True)


def who_is(session: Session, id_hash: str, now: datetime) -> AdviserWho | None:
    """Return whose live session `id_hash` is; `None` when unknown, closed, expired, or its adviser disabled."""
    if not id_hash:
        return None
    row = session.execute(_WHOSE, {"id_hash": id_hash, **session_lives.at(now)}).first()
    return AdviserWho(id_hash, *row) if row else None


def seconds_left(session: Session, id_hash: str, now: datetime) -> int:
    """Return how long a session still lives if its adviser does nothing; 0 when it is over."""
    return session_lives.seconds_left(session, _ENDS, id_hash, now)


def touch(session: Session, id_hash: str, now: datetime) -> None:
    """Write down that the adviser of a session was active at `now`; this never prolongs `expires_at`."""
    session_lives.touch(session, _sessions, id_hash, now)


def open_session(session: Session, adviser_id: int, now: datetime, *, replaces: str = "") -> str:
    """Open a session for an adviser whose password and code were just verified, and return its token.

    `replaces` is the id hash of the session this browser held until now, closed by the login.
    """
    token = new_token()
    if replaces:
        session.execute(delete(AdviserSession).where(col(AdviserSession.id_hash) == replaces))
    session.add(
        AdviserSession(
            id_hash=hash_token(token),
            adviser_id=adviser_id,
            created_at=now,
            last_seen_at=now,
            expires_at=session_lives.latest_end(now),
        )
    )
    audit.record(session, Action.ADVISER_LOGIN, adviser_id=adviser_id, now=now)
    return token


def close(session: Session, id_hash: str, now: datetime) -> bool:
    """Close a session; tell whether there was one to close."""
    one = delete(AdviserSession).where(col(AdviserSession.id_hash) == id_hash)
    adviser_id = session.execute(one.returning(col(AdviserSession.adviser_id))).scalar_one_or_none()
    if adviser_id is None:
        return False
    audit.record(session, Action.ADVISER_LOGOUT, adviser_id=adviser_id, now=now)
    return True


def close_all(session: Session, adviser_id: int) -> None:
    """Close every session of an adviser."""
    session.execute(delete(AdviserSession).where(col(AdviserSession.adviser_id) == adviser_id))


def purge(session: Session, now: datetime) -> int:
    """Delete the sessions that can never be used again; return how many."""
    return session_lives.purge(session, _sessions, now)
