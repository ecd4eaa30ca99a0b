"""What a family's care cost and who paid it: every sum is that of its lines."""

from collections import Counter
from dataclasses import astuple, replace
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from espace.domain.labels import CareKind, Recipient
from espace.domain.searches import Search
from espace.domain.spending import Sums
from espace.models import Beneficiary, Contract, PaymentLine
from espace.services import spending
from espace.services.spending import Spending
from tests.factories import Person, alice, bruno, care, chloe, correction, payment, pharmacy, recovered_deduction

YEAR = Search(date(2025, 11, 23), date(2026, 11, 23))
KINDS = (CareKind.CONSULTATION, CareKind.DENTAL, CareKind.PHARMACY, CareKind.OPTICAL)


def _spent(session: Session, member: Person, wanted: Search = YEAR) -> Spending:
    return spending.between(session, member.id, wanted)


def _names(found: Spending) -> dict[str, Sums]:
    return {patient.first_name: sums for patient, sums in found.by_person}


def _sum_of(lines: list[PaymentLine]) -> Sums:
    return sum(
        (Sums(row.charged, row.social_security, row.mutual, row.other_insurer, row.out_of_pocket) for row in lines),
        Sums(),
    )


def _history(session: Session, member: Person, seed: int) -> list[PaymentLine]:
    """Pay care of every sort, some of it corrected, some of its deductions recovered; inside and outside the year."""
    luck, rows = Random(seed), []  # noqa: S311 - makes up amounts
    for _ in range(60):
        charged = luck.randrange(0, 30_000)
        first_name = luck.choice([one.first_name for one in member.beneficiaries])
        cared = care(
            charged,
            luck.randrange(0, 5_000),
            luck.choice((0, 1500, 6500, 7000, 10_000)),
            other_insurer=luck.choice((0, 0, 350)),
            first_name=first_name,
            care_kind=luck.choice(KINDS),
        )
        paid = payment(
            session,
            member,
            cared,
            paid_on=date.fromordinal(luck.randrange(date(2025, 6, 1).toordinal(), date(2026, 12, 31).toordinal())),
            recipient=luck.choice(list(Recipient)),
        )
        rows += paid.lines
        if luck.random() < 0.3:
            undone = luck.choice((correction, recovered_deduction))(paid.lines[0])
            undone = replace(undone, first_name=first_name, care_kind=paid.lines[0].care_kind)
            rows += payment(session, member, undone, paid_on=date(2026, 11, luck.randrange(1, 28))).lines
    return rows


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("by_care_date", [False, True])
def test_every_sum_is_that_of_its_lines_and_each_view_adds_up_to_the_whole(
    session: Session, seed: int, by_care_date: bool
) -> None:
    member, other = alice(session), bruno(session)
    _history(session, other, seed + 100)
    rows = [
        row
        for row in _history(session, member, seed)
        if YEAR.first <= (row.care_date if by_care_date else row.paid_on) <= YEAR.last
    ]
    names = {one.id: one.first_name for one in member.beneficiaries}

    found = _spent(session, member, replace(YEAR, by_care_date=by_care_date))

    assert found.line_count == len(rows) > 0
    assert found.whole == _sum_of(rows)
    assert found.whole == sum((sums for _, sums in found.by_kind), Sums())
    assert found.whole == sum((sums for _, sums in found.by_person), Sums())
    for first_name, sums in _names(found).items():
        assert sums == _sum_of([row for row in rows if names[row.beneficiary_id] == first_name])
    shown = {kind: sums for kind, sums in found.by_kind if kind is not None}
    for kind in KINDS:
        told = [row for row in rows if row.care_kind is kind and names[row.beneficiary_id] != "Julien"]
        assert shown.get(kind, Sums()) == _sum_of(told)
    for sums in (found.whole, *(sums for _, sums in (*found.by_kind, *found.by_person))):
        charged, *parts = astuple(sums)
        assert charged == sum(parts)


def test_what_professionals_were_paid_counts_as_much_as_what_the_member_was(session: Session) -> None:
    member = alice(session)
    payment(session, member, care())
    payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")

    found = _spent(session, member)

    assert found.whole == Sums(3209, 1936, 973, 0, 300)
    assert [(kind, sums.charged) for kind, sums in found.by_kind] == [
        (CareKind.CONSULTATION, 3000),
        (CareKind.PHARMACY, 209),
    ]


def test_the_stranger_sees_only_what_is_theirs(session: Session) -> None:
    payment(session, alice(session), care(first_name="Noé"))

    assert _spent(session, chloe(session)) == Spending()


def test_a_period_includes_both_its_days(session: Session) -> None:
    member = alice(session)
    for day in (date(2025, 11, 22), date(2025, 11, 23), date(2026, 11, 23), date(2026, 11, 24)):
        payment(session, member, care(care_date=date(2026, 5, 1)), paid_on=day)

    assert _spent(session, member).line_count == 2
    assert _spent(session, member, replace(YEAR, by_care_date=True)).line_count == 4


def test_another_adults_care_is_counted_without_its_kind(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(), care(first_name="Julien", care_kind=CareKind.DENTAL))

    found = _spent(session, member)

    assert {kind for kind, _ in found.by_kind} == {CareKind.CONSULTATION, None}
    assert _names(found) == dict.fromkeys(("Alice", "Julien"), Sums(3000, 1900, 900, 0, 200))


def test_another_adults_care_that_is_shared_has_its_kind(session: Session) -> None:
    member = alice(session)
    member.beneficiary("Julien").care_shared_on = date(2026, 1, 1)
    payment(session, member, care(first_name="Julien", care_kind=CareKind.DENTAL))

    assert [kind for kind, _ in _spent(session, member).by_kind] == [CareKind.DENTAL]


def test_a_child_who_comes_of_age_hides_the_kind_from_that_day_on(session: Session) -> None:
    member = alice(session)  # Inès was born on 27 August 2013
    for day in (date(2031, 8, 26), date(2031, 8, 27)):
        payment(session, member, care(first_name="Inès", care_date=day), paid_on=date(2031, 9, 1))

    found = _spent(session, member, Search(date(2031, 1, 1), date(2031, 12, 31)))

    assert Counter(kind for kind, _ in found.by_kind) == {CareKind.CONSULTATION: 1, None: 1}
    assert _names(found) == {"Inès": Sums(6000, 3800, 1800, 0, 400)}


def test_a_period_of_nothing_but_a_correction_keeps_its_sign(session: Session) -> None:
    member = alice(session)
    earlier = payment(session, member, paid_on=date(2025, 1, 10))
    payment(session, member, correction(earlier.lines[0]))

    assert _spent(session, member).whole == Sums(-3000, -1900, -900, 0, -200)


def test_a_recovered_deduction_moves_an_amount_from_the_assurance_maladie_to_the_patient(session: Session) -> None:
    member = alice(session)
    earlier = payment(session, member, care(deduction=200), paid_on=date(2025, 1, 10))
    payment(session, member, recovered_deduction(earlier.lines[0]))

    assert _spent(session, member).whole == Sums(0, -200, 0, 0, 200)


def test_people_stand_in_the_order_of_the_contract_and_kinds_from_the_dearest(session: Session) -> None:
    member = alice(session)
    for first_name, charged, kind in (
        ("Noé", 9000, CareKind.DENTAL), ("Inès", 3000, CareKind.IMAGING), ("Alice", 5000, CareKind.OPTICAL),
        ("Noé", 5000, CareKind.HEARING),
    ):  # fmt: skip
        payment(session, member, care(charged, first_name=first_name, care_kind=kind))

    found = _spent(session, member)

    assert list(_names(found)) == ["Alice", "Inès", "Noé"]
    assert [patient.is_member for patient, _ in found.by_person] == [True, False, False]
    kinds = [kind for kind, _ in found.by_kind]
    assert kinds == [CareKind.DENTAL, CareKind.HEARING, CareKind.OPTICAL, CareKind.IMAGING]


def test_who_changed_contracts_is_still_one_person(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(first_name="Noé"))
    noe, former = member.beneficiary("Noé"), member.contract
    contract = Contract(
        contract_number="C-2", member_id=member.id, plan_id=former.plan_id, kind=former.kind, starts_on=date(2026, 1, 1)
    )
    session.add(contract)
    session.flush()
    again = Beneficiary(
        contract_id=contract.id, rank=2, relationship=noe.relationship, first_name="Noé", last_name=noe.last_name,
        birth_date=noe.birth_date, starts_on=date(2026, 1, 1),
    )  # fmt: skip
    session.add(again)
    session.flush()
    payment(session, replace(member, contract=contract, beneficiaries=[again]), care(first_name="Noé"))

    assert _names(_spent(session, member)) == {"Noé": Sums(6000, 3800, 1800, 0, 400)}


def test_one_statement_answers_and_finds_the_period_in_the_index(session: Session) -> None:
    member, asked = alice(session), []
    connection = session.connection()

    @event.listens_for(connection, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    _spent(session, member)
    event.remove(connection, "before_cursor_execute", note)

    ((statement, parameters),) = asked
    if connection.dialect.name == "sqlite":  # PostgreSQL chooses its plan by how much there is: here, next to nothing
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        range_read = "ix_payment_line_search (member_id=? AND recipient=? AND paid_on>? AND paid_on<?)"
        assert any(range_read in row.detail for row in plan)
