from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import ContractKind, Heading
from espace.services import contracts
from espace.services.contracts import Standing
from tests.contracts import contract, table
from tests.factories import Person, alice, bruno, chloe

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def _numbers(session: Session, person: Person) -> list[str]:
    return [one.number for one in contracts.of_member(session, person.id, TODAY)]


def test_a_contract_says_all_its_terms(session: Session) -> None:
    member = alice(session)

    (found,) = contracts.of_member(session, member.id, TODAY)

    assert (found.number, found.plan, found.kind) == ("C-0472318", "Horizon 3", ContractKind.INDIVIDUAL)
    assert (found.starts_on, found.ends_on, found.premium) == (date(2023, 3, 1), None, 12640)
    assert (found.fund_code, found.fund_name) == ("011310000", "CPAM des Bouches-du-Rhône")
    assert found.electronic_transmission
    assert found.responsible


def test_people_come_by_rank_removed_ones_too(session: Session) -> None:
    member = alice(session)
    julien = member.beneficiary("Julien")
    julien.ends_on = date(2025, 6, 30)
    session.flush()

    (found,) = contracts.of_member(session, member.id, TODAY)

    assert [one.first_name for one in found.people] == ["Alice", "Julien", "Inès", "Noé"]
    assert found.people[1].ends_on == date(2025, 6, 30)
    # The member's own number is known; the relatives' are not in these tests.
    assert [one.is_woman for one in found.people] == [True, None, None, None]


def test_a_contract_that_covers_nobody_yet_has_no_people(session: Session) -> None:
    member = bruno(session)
    session.delete(member.beneficiaries[0])
    session.flush()

    (found,) = contracts.of_member(session, member.id, TODAY)

    assert found.people == ()


def test_running_contracts_come_first_then_those_to_come_then_the_ended_ones(session: Session) -> None:
    member = alice(session)
    contract(session, member, "old", ends_on=date(2022, 12, 31))
    contract(session, member, "older", starts_on=date(2019, 1, 1), ends_on=date(2020, 12, 31))
    contract(session, member, "next", starts_on=date(2027, 1, 1))
    contract(session, member, "new", starts_on=date(2026, 11, 23))

    assert _numbers(session, member) == ["new", "C-0472318", "next", "old", "older"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "standing"),
    [
        (TODAY, None, Standing.RUNNING),
        (date(2020, 1, 1), TODAY, Standing.RUNNING),
        (date(2020, 1, 1), YESTERDAY, Standing.ENDED),
        (TOMORROW, None, Standing.COMING),
    ],
)
def test_both_days_of_a_contract_are_included(
    session: Session, starts_on: date, ends_on: date | None, standing: Standing
) -> None:
    member = alice(session)
    contract(session, member, "edge", starts_on=starts_on, ends_on=ends_on)

    (found,) = (one for one in contracts.of_member(session, member.id, TODAY) if one.number == "edge")

    assert found.standing(TODAY) is standing
    assert found.starts_on <= found.told_on(TODAY) <= (found.ends_on or date.max)


def test_a_table_is_read_by_heading_its_full_cover_part_first(session: Session) -> None:
    member = alice(session)
    table(session, member.plan)

    rows = contracts.coverage(session, member.id, member.contract.public_id)

    assert list(dict.fromkeys(row.heading for row in rows)) == [
        Heading.HOSPITAL,
        Heading.ROUTINE,
        Heading.OPTICAL,
        Heading.ALTERNATIVE,
    ]
    assert [row.label for row in rows if row.heading is Heading.OPTICAL] == [
        "Équipement 100 % Santé",
        "Autre équipement",
    ]


def test_the_contract_named_is_the_one_read_and_the_first_without_a_name(session: Session) -> None:
    member = alice(session)
    group = contract(session, member, "group", kind=ContractKind.GROUP, employer="Ateliers de la Calanque")

    named = contracts.read(session, member.id, group.public_id, TODAY)
    first = contracts.read(session, member.id, "", TODAY)

    assert named is not None
    assert (named.chosen.number, named.chosen.kind, len(named.every)) == ("group", ContractKind.GROUP, 2)
    assert first is not None
    assert first.chosen.number == "C-0472318"


def test_the_stranger_sees_nothing_of_anothers_contract(session: Session) -> None:
    member, stranger = alice(session), chloe(session)
    table(session, member.plan)

    assert _numbers(session, stranger) == ["C-0600127"]
    assert contracts.coverage(session, stranger.id, member.contract.public_id) == ()
    for public_id in (member.contract.public_id, "missing-missing-", "' OR 1=1 --"):
        with pytest.raises(NotFound):
            contracts.read(session, stranger.id, public_id, TODAY)


def test_a_member_without_a_contract_has_nothing_to_read_and_nothing_to_find(session: Session) -> None:
    member = bruno(session)
    session.delete(member.beneficiaries[0])
    session.flush()
    session.delete(member.contract)
    session.flush()

    assert contracts.read(session, member.id, "", TODAY) is None
    with pytest.raises(NotFound):
        contracts.read(session, member.id, "missing-missing-", TODAY)


def test_a_view_asks_the_database_twice_whatever_it_shows(session: Session) -> None:
    member = alice(session)
    table(session, member.plan)
    contract(session, member, "old", ends_on=date(2022, 12, 31))
    asked: list[str] = []
    listen = (session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    event.listen(*listen)
    try:
        contracts.read(session, member.id, "", TODAY)
    finally:
        event.remove(*listen)

    assert len(asked) == 2
