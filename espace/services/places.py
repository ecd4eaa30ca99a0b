"""Where addresses are, as a geocoder once answered: what is asked twice leaves the portal once.

The address is kept as a keyed hash only, for it may be a member's home. What somebody asked for is forgotten after
`KEPT_FOR`; what the directory needs stays, whoever else asks for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Insert, case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from espace.adapters.crypto import lookup_hash
from espace.domain.labels import Precision
from espace.domain.places import compared
from espace.domain.positions import Position
from espace.models import AddressPosition

KEPT_FOR = timedelta(days=90)
_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True, slots=True)
class Known:
    """Where an address is, and how exactly."""

    position: Position
    precision: Precision


def address_hash(text: str) -> str:
    """Return the keyed hash that an address is found by, however it is spelt (`domain.places.compared`)."""
    return lookup_hash(f"address:{compared(text)}")


def known(session: Session, text: str, now: datetime) -> Known | None:
    """Return where an address is, if that is known and not to be forgotten yet."""
    found = session.execute(
        select(col(AddressPosition.latitude), col(AddressPosition.longitude), col(AddressPosition.precision)).where(
            col(AddressPosition.address_hash) == address_hash(text),
            or_(col(AddressPosition.expires_at).is_(None), col(AddressPosition.expires_at) > now),
        )
    ).first()
    return Known(Position(found.latitude, found.longitude), found.precision) if found else None


def remember(session: Session, text: str, known: Known, now: datetime, *, lasts: timedelta | None = KEPT_FOR) -> None:
    """Keep where an address is, for a while, or for good (`lasts=None`); what is kept for good stays so."""
    values = {
        "address_hash": address_hash(text),
        "latitude": known.position.latitude,
        "longitude": known.position.longitude,
        "precision": known.precision,
        "expires_at": None if lasts is None else now + lasts,
    }
    session.execute(keeping(session.get_bind().dialect.name), values)


def keeping(dialect: str) -> Insert:
    """Return the statement that keeps a position, whoever else keeps the same at that moment."""
    adding = _INSERTS[dialect](AddressPosition)
    kept = col(AddressPosition.expires_at)
    changes = {name: adding.excluded[name] for name in AddressPosition.model_fields}
    changes["expires_at"] = case((kept.is_(None), None), else_=adding.excluded.expires_at)
    statement: Insert = adding.on_conflict_do_update(index_elements=["address_hash"], set_=changes)
    return statement


def purge(session: Session, now: datetime) -> int:
    """Forget the addresses that nobody has asked for lately; return how many."""
    old = delete(AddressPosition).where(col(AddressPosition.expires_at) <= now)
    return len(session.execute(old.returning(col(AddressPosition.address_hash))).all())
