"""How long a session lives, a member's and an adviser's alike: two ends, and the signs of life between.

It ends `session_idle` after the last sign of life and `session_lifetime` after it was opened, whichever comes first.
Whose it is, and what else ends it, is in `espace.services.sessions` and `espace.services.adviser_sessions`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, not_, update
from sqlmodel import Session

from espace.settings import settings

TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that lives: the hash that names it, and when its person was last active."""

    id_hash: str
    last_seen_at: datetime

    def due_for_touch(self, now: datetime) -> bool:
        """Tell whether an act at `now` is worth writing down: at most once a minute."""
        return now - self.last_seen_at >= min(TOUCH_EVERY, settings().session_idle / 15)


def is_live(table: Table) -> ColumnElement[bool]:
    """Return the condition that neither end is reached; run what holds it with `at(now)`."""
    return and_(table.c.expires_at > bindparam("now"), table.c.last_seen_at > bindparam("active_since"))


def at(now: datetime) -> dict[str, Any]:
    """Return what `is_live` is asked with."""
    return {"now": now, "active_since": now - settings().session_idle}


def latest_end(now: datetime) -> datetime:
    """Return when a session opened at `now` ends, however busy its person is."""
    return now + settings().session_lifetime


def seconds_left(session: Session, ends: Select[Any], id_hash: str, now: datetime) -> int:
    """Return how long the session that `ends` finds still lives if its person does nothing; 0 when it is over.

    Args:
        ends: selects `last_seen_at` and `expires_at` of the live session named by the parameter `id_hash`.
    """
    row = session.execute(ends, {"id_hash": id_hash, **at(now)}).first()
    if row is None:
        return 0
    return int((min(row.last_seen_at + settings().session_idle, row.expires_at) - now).total_seconds())


def touch(session: Session, table: Table, id_hash: str, now: datetime) -> None:
    """Write down that the person of a session was active at `now`; this never prolongs `expires_at`."""
    one = (table.c.id_hash == id_hash, table.c.last_seen_at < now)
    session.execute(update(table).where(*one).values(last_seen_at=now))


def purge(session: Session, table: Table, now: datetime) -> int:
    """Delete the sessions that can never be used again; return how many."""
    dead = delete(table).where(not_(is_live(table))).returning(table.c.id_hash)
    return len(session.execute(dead, at(now)).all())
