from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from espace.domain.errors import NotFound
from espace.models import AuditEntry
from espace.services import downloads, sessions
from espace.services.sessions import Who
from tests import factories


def _who(session: Session, person: factories.Person, now: datetime) -> Who:
    found = sessions.who_is(session, sessions.hash_token(sessions.open_session(session, person.account_id, now)), now)
    assert found is not None
    return found


def _trail(session: Session) -> list[tuple[str, str]]:
    entries = session.exec(select(AuditEntry).where(col(AuditEntry.action) != "login"))
    return [(entry.action, entry.target) for entry in entries]


def test_a_member_takes_their_own_statement_and_the_trail_knows(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    paid = factories.payment(session, alice)
    statement = downloads.statement(session, _who(session, alice, now), paid.public_id, now)
    assert statement.payment_number == paid.payment.payment_number
    assert _trail(session) == [("download", f"payment:{paid.public_id}")]


def test_nobody_takes_anothers_statement(session: Session, now: datetime) -> None:
    paid = factories.payment(session, factories.alice(session))
    chloe = _who(session, factories.chloe(session), now)
    with pytest.raises(NotFound):
        downloads.statement(session, chloe, paid.public_id, now)
    assert _trail(session) == []


def test_a_member_takes_one_prestation_and_the_trail_knows(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    line = factories.payment(session, alice, factories.care(), factories.care()).lines[1]
    extract = downloads.line_statement(session, _who(session, alice, now), line.public_id, now)
    assert (extract.is_extract, extract.line_number) == (True, 2)
    assert _trail(session) == [("download", f"payment_line:{line.public_id}")]


def test_nobody_takes_anothers_prestation(session: Session, now: datetime) -> None:
    line = factories.payment(session, factories.alice(session)).lines[0]
    chloe = _who(session, factories.chloe(session), now)
    with pytest.raises(NotFound):
        downloads.line_statement(session, chloe, line.public_id, now)
    assert _trail(session) == []


def test_a_member_takes_the_table_of_their_own_contract_and_the_trail_knows(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    table = downloads.coverage_table(session, _who(session, alice, now), alice.contract.public_id, now)
    assert table.contract_number == alice.contract.contract_number
    assert _trail(session) == [("download", f"contract:{alice.contract.public_id}")]


def test_nobody_takes_the_table_of_anothers_contract(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    chloe = _who(session, factories.chloe(session), now)
    with pytest.raises(NotFound):
        downloads.coverage_table(session, chloe, alice.contract.public_id, now)
    assert _trail(session) == []
