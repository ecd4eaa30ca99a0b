from datetime import date

import pytest
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.services import coverage_tables
from tests.contracts import ROWS, contract, table
from tests.factories import alice, chloe

TODAY = date(2026, 11, 23)


def test_the_document_tells_the_contract_and_its_table_by_heading(session: Session) -> None:
    member = alice(session)
    table(session, member.plan)

    found = coverage_tables.build(session, member.id, member.contract.public_id, TODAY)

    assert (found.member_number, found.contract_number, found.plan) == ("0472318", "C-0472318", "Horizon 3")
    assert (found.issued_on, found.valid_on, found.addressee[0]) == (TODAY, TODAY, "Alice Martin")
    assert [section.heading for section in found.sections] == [
        "Hospitalisation",
        "Soins courants",
        "Optique",
        "Médecines douces",
    ]
    rows = {row.label: row for section in found.sections for row in section.rows}
    assert len(rows) == len(ROWS)
    assert rows["Cure thermale"].level.replace("\u00a0", " ") == "5 % du PMSS, soit 200,25 € en 2026"
    assert rows["Cure thermale"].note == "En plus de l’Assurance Maladie"
    assert rows["Équipement 100 % Santé"].full_cover


def test_every_example_adds_up_and_rows_without_one_have_none(session: Session) -> None:
    member = alice(session)
    table(session, member.plan)

    found = coverage_tables.build(session, member.id, member.contract.public_id, TODAY)

    assert len(found.examples) == 6  # the doctors' row has two, the spa's none
    for one in found.examples:
        assert one.charged == one.social_security + one.mutual + one.out_of_pocket


def test_an_ended_contract_is_told_as_it_was_on_its_last_day(session: Session) -> None:
    member = alice(session)
    old = contract(session, member, "old", ends_on=date(2022, 12, 31))
    table(session, member.plan)

    found = coverage_tables.build(session, member.id, old.public_id, TODAY)

    assert (found.issued_on, found.valid_on) == (TODAY, date(2022, 12, 31))


@pytest.mark.parametrize("public_id", ["", "missing-missing-", "' OR 1=1 --"])
def test_a_missing_contract_has_no_document(session: Session, public_id: str) -> None:
    with pytest.raises(NotFound):
        coverage_tables.build(session, alice(session).id, public_id, TODAY)


def test_the_stranger_gets_no_document_of_anothers_contract(session: Session) -> None:
    member = alice(session)

    with pytest.raises(NotFound):
        coverage_tables.build(session, chloe(session).id, member.contract.public_id, TODAY)
