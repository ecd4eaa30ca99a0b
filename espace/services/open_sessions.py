"""The sessions a member has open, as they know them: on which device, since when; and how to end one.

The browser gets a reference that opens nothing: a hash of the stored hash, good only to name a session of one's own.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, select
from sqlmodel import Session, col

from espace.domain import devices as device_names
from espace.domain import formats
from espace.domain.errors import NotFound
from espace.models import LoginSession
from espace.services import devices, session_lives, sessions

REFERENCE_LENGTH = 16

_sessions: Table = LoginSession.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out


class SessionGone(NotFound):
    """The session was closed in the meantime, or is somebody else's."""

    sentence = "Cet appareil n’est plus connecté : rechargez la page pour voir ceux qui le sont."


@dataclass(frozen=True)
class OpenSession:
    """An open session, ready to show."""

    reference: str
    device: str
    opened: str
    last_seen: str
    is_this_one: bool


def listed(session: Session, account_id: int, current: str, now: datetime) -> tuple[OpenSession, ...]:
    """Return the live sessions of an account, the one that asks (`current`, an id hash) first, then the latest."""
    rows = session.execute(
        select(
            col(LoginSession.id_hash),
            col(LoginSession.device),
            col(LoginSession.created_at),
            col(LoginSession.last_seen_at),
        )
        .where(col(LoginSession.account_id) == account_id, session_lives.is_live(_sessions))
        .order_by(col(LoginSession.last_seen_at).desc(), col(LoginSession.created_at).desc()),
        session_lives.at(now),
    ).all()
    shown = [
        OpenSession(
            reference=_reference(row.id_hash),
            device=row.device or device_names.UNKNOWN,
            opened=f"Connecté {_lower(formats.moment(row.created_at, now))}",
            last_seen=f"Utilisé {_lower(formats.moment(row.last_seen_at, now))}",
            is_this_one=row.id_hash == current,
        )
        for row in rows
    ]
    return tuple(sorted(shown, key=lambda one: not one.is_this_one))


def close(session: Session, account_id: int, reference: str, now: datetime) -> None:
    """End one session of the account.

    Raises:
        SessionGone: when the account has no session of that reference.
    """
    own = session.execute(select(col(LoginSession.id_hash)).where(col(LoginSession.account_id) == account_id))
    id_hash = next((one for one in own.scalars() if _reference(one) == reference), "")
    if not id_hash or not sessions.close(session, id_hash, now):
        raise SessionGone


def close_everywhere(session: Session, id_hash: str, now: datetime) -> None:
    """End every session of the account whose session this is, itself included; an unknown one ends nothing."""
    owner = select(col(LoginSession.account_id)).where(col(LoginSession.id_hash) == id_hash)
    account_id = session.execute(owner).scalar_one_or_none()
    if account_id is not None:
        sessions.close_all(session, account_id, now)
        devices.forget_all(session, account_id)


def _lower(moment: str) -> str:
    return moment[0].lower() + moment[1:]


def _reference(id_hash: str) -> str:
    return sessions.hash_token(f"shown {id_hash}")[:REFERENCE_LENGTH]
