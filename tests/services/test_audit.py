from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from espace import db
from espace.models import AuditEntry
from espace.services import audit
from espace.services.audit import Action
from tests import factories


def test_a_fact_keeps_who_what_and_when(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    audit.record(session, Action.DOWNLOAD, account_id=alice.account_id, target="payment:abc", detail="pdf", now=now)
    entry = session.exec(select(AuditEntry)).one()
    assert (entry.action, entry.account_id, entry.target, entry.detail) == (
        "download",
        alice.account_id,
        "payment:abc",
        "pdf",
    )
    assert entry.at == now


def test_a_fact_fits_its_columns_whatever_its_length(session: Session, now: datetime) -> None:
    audit.record(session, Action.LOGIN, target="x" * 1000, detail="y" * 1000, now=now)
    session.flush()
    entry = session.exec(select(AuditEntry)).one()
    assert (len(entry.target), len(entry.detail)) == (100, 500)


def test_a_fact_goes_when_its_act_is_rolled_back(engine: Engine, now: datetime) -> None:
    def fail_after_recording() -> None:
        with db.transaction(engine, writes=True) as session:
            audit.record(session, Action.LOGIN, now=now)
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_recording()
    with db.transaction(engine) as session:
        assert session.exec(select(AuditEntry)).all() == []
