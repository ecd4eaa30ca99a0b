"""The chain of the audit trail: each fact is sealed with a keyed hash of itself and of the seal before (SECURITY 28).

Facts are sealed in the transaction that wrote them, as the last thing before its commit: on PostgreSQL an advisory
lock lets one transaction at a time through that door, and as nothing is locked behind it, nobody waits in a circle.
SQLite lets one transaction write at a time anyway.

Who can write to the database but has no key can neither change, remove, add nor swap a fact unnoticed. What was cut off
at the very end can only be told by whoever kept the last seal elsewhere: `verify` returns it to be noted.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, event, exists, func, inspect, select
from sqlmodel import Session

from espace.adapters.crypto import lookup_hash
from espace.models import AuditEntry, AuditSeal

_PENDING = "audit entries to seal"
_LOCK = (28, 1)  # of PostgreSQL's two-number advisory locks, which never meet those of one number
_AT_ONCE = 1000

_entries: Table = AuditEntry.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_seals: Table = AuditSeal.__table__  # type: ignore[attr-defined]
_fact, _seal = _entries.c, _seals.c
_CONTENT = (_fact.id, _fact.at, _fact.account_id, _fact.adviser_id, _fact.action, _fact.target, _fact.detail)
_LAST = select(_seal.position, _seal.mac).order_by(_seal.position.desc()).limit(1)
_ALL = (
    select(_seal.position, _seal.entry_id, _seal.mac, *_CONTENT)
    .outerjoin_from(_seals, _entries, _fact.id == _seal.entry_id)
    .order_by(_seal.position)
)
_UNSEALED = select(_fact.id).where(~exists().where(_seal.entry_id == _fact.id)).order_by(_fact.id)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole chain found: how many facts are sealed, the last seal, a French sentence a fault."""

    count: int
    last_mac: str
    faults: tuple[str, ...]


def expect_seal(session: Session, entry: AuditEntry) -> None:
    """Have a fact sealed when its transaction commits."""
    session.info.setdefault(_PENDING, []).append(entry)


@event.listens_for(Session, "before_commit")
def _seal_pending(session: Session) -> None:
    """Seal what the transaction wrote; the end of a savepoint is not its end."""
    if session.in_nested_transaction() or not session.info.get(_PENDING):
        return
    session.flush()
    written = [entry.id for entry in session.info.pop(_PENDING) if inspect(entry).persistent]
    if written:
        _append(session, written)


def _append(session: Session, entry_ids: list[int]) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(*_LOCK)))
    last = session.execute(_LAST).first()
    position, mac = (last.position, last.mac) if last else (0, "")
    if last is None:  # the very first time, the facts written before there was a chain come with it
        entry_ids = list(session.execute(_UNSEALED).scalars())
    for start in range(0, len(entry_ids), _AT_ONCE):
        rows = []
        some = entry_ids[start : start + _AT_ONCE]
        for fact in session.execute(select(*_CONTENT).where(_fact.id.in_(some)).order_by(_fact.id)):
            position, mac = position + 1, _mac(mac, fact)
            rows.append({"position": position, "entry_id": fact.id, "mac": mac})
        session.execute(_seals.insert(), rows)


def verify(session: Session) -> Verdict:
    """Check every seal against its fact and the seal before it."""
    count, last_mac, faults = 0, "", []
    for row, before, expected in _walk(session):
        count, last_mac = count + 1, row.mac
        if row.position != expected:
            faults.append(f"Maillon {expected} : il manque, avec ceux qui le suivent jusqu’au maillon {row.position}.")
        elif row.id is None:
            faults.append(f"Entrée {row.entry_id} : elle a été supprimée.")
        elif row.mac != _mac(before, row):
            faults.append(f"Entrée {row.entry_id} : elle a été modifiée ou déplacée.")
    outside = session.execute(_UNSEALED).scalars()
    faults += [f"Entrée {entry_id} : elle a été ajoutée hors de la chaîne." for entry_id in outside]
    return Verdict(count, last_mac, tuple(faults))


def _walk(session: Session) -> Iterator[tuple[Row[Any], str, int]]:
    """Yield each seal with its fact, the seal it follows, and the position it should have."""
    before, expected = "", 1
    for row in session.execute(_ALL.execution_options(yield_per=_AT_ONCE)):
        yield row, before, expected
        before, expected = row.mac, row.position + 1


def _mac(before: str, fact: Row[Any]) -> str:
    content = [fact.id, fact.at.isoformat(), fact.account_id, fact.adviser_id, fact.action, fact.target, fact.detail]
    return lookup_hash(f"audit:{before}:{json.dumps(content, ensure_ascii=False)}")
