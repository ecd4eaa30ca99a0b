from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select, update

from espace import db
from espace.models import AuditEntry, AuditSeal
from espace.services import audit, audit_chain
from espace.services.audit import Action


@pytest.fixture
def trail(session: Session, now: datetime) -> list[int]:
    """Five facts, written and sealed: two in one transaction, then one each."""
    for table in (AuditSeal, AuditEntry):
        session.execute(delete(table))
    for number in range(5):
        audit.record(session, Action.DOWNLOAD, target=f"payment:{number}", now=now)
        if number:
            session.commit()
    return list(session.exec(select(AuditEntry.id).order_by(col(AuditEntry.id))))


def _faults(session: Session) -> tuple[str, ...]:
    return tuple(fault.replace("\u00a0", " ") for fault in audit_chain.verify(session).faults)


def test_an_untouched_trail_has_no_fault(session: Session, trail: list[int]) -> None:
    verdict = audit_chain.verify(session)
    assert (verdict.count, verdict.faults) == (5, ())
    assert len(verdict.last_mac) == 64


@pytest.mark.parametrize(
    "forged",
    [
        {"action": "login"},
        {"target": "payment:x"},
        {"detail": "x"},
        {"at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")},
    ],
)
def test_a_changed_fact_is_named(session: Session, trail: list[int], forged: dict[str, object]) -> None:
    session.execute(update(AuditEntry).where(col(AuditEntry.id) == trail[2]).values(forged))
    assert _faults(session) == (f"Entrée {trail[2]} : elle a été modifiée ou déplacée.",)


def test_a_removed_fact_is_named(session: Session, trail: list[int]) -> None:
    session.execute(delete(AuditEntry).where(col(AuditEntry.id) == trail[1]))
    assert _faults(session) == (f"Entrée {trail[1]} : elle a été supprimée.",)


def test_a_fact_removed_with_its_seal_leaves_a_hole(session: Session, trail: list[int]) -> None:
    session.execute(delete(AuditEntry).where(col(AuditEntry.id) == trail[1]))
    session.execute(delete(AuditSeal).where(col(AuditSeal.position) == 2))
    assert _faults(session) == ("Maillon 2 : il manque, avec ceux qui le suivent jusqu’au maillon 3.",)


def test_swapped_facts_are_both_named(session: Session, trail: list[int]) -> None:
    for position, entry_id in ((2, trail[2]), (3, trail[1])):
        session.execute(update(AuditSeal).where(col(AuditSeal.position) == position).values(entry_id=entry_id))
    assert set(_faults(session)) == {f"Entrée {one} : elle a été modifiée ou déplacée." for one in trail[1:3]}


def test_a_fact_written_by_hand_is_named(session: Session, trail: list[int], now: datetime) -> None:
    session.add(AuditEntry(at=now, action="login"))
    session.commit()
    (fault,) = _faults(session)
    assert fault.endswith("elle a été ajoutée hors de la chaîne.")


def test_what_was_written_before_there_was_a_chain_comes_with_the_first_seal(
    session: Session, trail: list[int], now: datetime
) -> None:
    session.execute(delete(AuditSeal))
    assert len(_faults(session)) == 5
    audit.record(session, Action.LOGIN, now=now)
    session.commit()
    assert (audit_chain.verify(session).count, _faults(session)) == (6, ())


def test_a_rolled_back_savepoint_leaves_neither_fact_nor_seal(
    session: Session, trail: list[int], now: datetime
) -> None:
    savepoint = session.begin_nested()
    audit.record(session, Action.LOGIN, now=now)
    session.flush()
    savepoint.rollback()
    audit.record(session, Action.LOGOUT, now=now)
    session.commit()
    assert (audit_chain.verify(session).count, _faults(session)) == (6, ())


@pytest.fixture
def bare(engine: Engine) -> Iterator[Engine]:
    def clear() -> None:
        with db.transaction(engine, writes=True) as session:
            for table in (AuditSeal, AuditEntry):
                session.execute(delete(table))

    clear()
    yield engine
    clear()


def test_a_hundred_transactions_at_once_make_one_chain(bare: Engine, now: datetime) -> None:
    def act(number: int) -> None:
        with db.transaction(bare, writes=True) as session:
            audit.record(session, Action.LOGIN, detail=str(number), now=now)
            session.flush()
            audit.record(session, Action.LOGOUT, detail=str(number), now=now)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(act, range(100)))
    with db.transaction(bare) as session:
        verdict = audit_chain.verify(session)
    assert (verdict.count, verdict.faults) == (200, ())
