"""How the two databases find a member's payments: by the indexes made for it, never by reading everybody's."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, text
from sqlmodel import Session

from espace.domain.labels import CareKind, Recipient
from espace.domain.searches import Search
from espace.services import payment_search, payments
from tests.factories import Person, alice

YEAR = Search(date(2025, 11, 23), date(2026, 11, 23))
PLAIN_OR_SHORTER = {
    "the period alone": YEAR,
    "a person": replace(YEAR, person="0123456789abcdef"),
    "a kind of care": replace(YEAR, care_kind=CareKind.DENTAL),
    "amounts": replace(YEAR, at_least=100, at_most=100_000),
}
WITH_NAMES = {
    "a practitioner": replace(YEAR, practitioner="castaing"),
    "everything": replace(
        YEAR, person="0123456789abcdef", care_kind=CareKind.DENTAL, practitioner="cas", at_least=1, at_most=9
    ),
}
EVERY = PLAIN_OR_SHORTER | WITH_NAMES


@pytest.fixture
def member(session: Session) -> Person:
    """A member of a database that has no figures of itself, as a new one."""
    if _is_postgresql(session):
        # It reads a small table whole, and bits of a table that was never vacuumed: asked here is which index serves.
        session.execute(text("SET LOCAL enable_seqscan = off"))
        session.execute(text("SET LOCAL enable_bitmapscan = off"))
    return alice(session)


def _is_postgresql(session: Session) -> bool:
    return session.connection().dialect.name == "postgresql"


def _plan(session: Session, ask: Callable[[], object]) -> str:
    """Return how the database runs the statement that `ask` sends."""
    connection = session.connection()
    sent: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        sent.append((statement, given))

    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    (statement, given), explain = sent[0], "EXPLAIN" if _is_postgresql(session) else "EXPLAIN QUERY PLAN"
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", given))


def _search(session: Session, member: Person, wanted: Search) -> str:
    return _plan(session, lambda: payment_search.search(session, member.id, wanted, Recipient.MEMBER))


@pytest.mark.parametrize("wanted", EVERY.values(), ids=EVERY)
def test_a_search_reads_the_period_of_one_member_in_its_index(session: Session, member: Person, wanted: Search) -> None:
    plan = _search(session, member, wanted)

    if _is_postgresql(session):
        condition = r"ix_payment_line_search.*\n +Index Cond: \(\(member_id = .*recipient.*paid_on >= .*paid_on <= "
        assert re.search(condition, plan), plan
    else:
        asked = "ix_payment_line_search (member_id=? AND recipient=? AND paid_on>? AND paid_on<?)"
        assert plan.count(asked) == 1, plan  # once in all, not once for each payment found


@pytest.mark.parametrize("wanted", PLAIN_OR_SHORTER.values(), ids=PLAIN_OR_SHORTER)
def test_without_a_name_the_index_alone_chooses_the_payments(session: Session, member: Person, wanted: Search) -> None:
    plan = _search(session, member, wanted)

    if _is_postgresql(session):
        assert "Index Only Scan Backward using ix_payment_line_search" in plan, plan
    else:
        assert "payment_line USING COVERING INDEX ix_payment_line_search" in plan, plan


def test_a_search_by_days_of_care_reads_one_member_in_the_same_index(session: Session, member: Person) -> None:
    plan = _search(session, member, replace(YEAR, by_care_date=True))

    if _is_postgresql(session):
        condition = (
            r"Only Scan Backward using ix_payment_line_search.*\n +Index Cond: \(\(member_id = .*care_date >= .*"
        )
        assert re.search(condition, plan), plan
    else:
        assert "USING COVERING INDEX ix_payment_line_search (member_id=? AND recipient=?)" in plan, plan


@pytest.mark.parametrize("wanted", EVERY.values(), ids=EVERY)
def test_payments_are_grouped_in_the_order_of_the_index_and_their_lines_found_by_payment(
    session: Session, member: Person, wanted: Search
) -> None:
    plan = _search(session, member, wanted)

    if _is_postgresql(session):
        assert "GroupAggregate" in plan, plan
        assert plan.count("Sort Key") == 1, plan  # of the page's lines, at the end
    else:
        assert "TEMP B-TREE FOR GROUP BY" not in plan, plan
        assert re.search(r"SEARCH payment_line USING INDEX \w+ \(payment_id=\?\)", plan), plan
    assert not re.search(r"Seq Scan|SCAN (payment|payment_line|beneficiary|contract|twin)\b", plan), plan


def test_the_latest_payments_are_the_first_of_their_index(session: Session, member: Person) -> None:
    plan = _plan(session, lambda: payments.latest(session, member.id))

    if _is_postgresql(session):
        assert re.search(r"Limit.*\n *-> +Index Scan Backward using ix_payment_latest", plan), plan
    else:
        assert "SEARCH payment USING INDEX ix_payment_latest (member_id=? AND recipient=?)" in plan, plan
        assert plan.count("TEMP B-TREE FOR ORDER BY") == 1, plan  # of the few that are shown, with their lines
