from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import Engine

from espace import db
from espace.domain.labels import Recipient
from espace.state.third_parties import ThirdPartiesState
from tests.factories import Person, alice, care, chloe, payment, pharmacy
from tests.state.conftest import Open

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def member(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        person = alice(session)
        for number, payee in enumerate(("Pharmacie du Port", "Laboratoire des Embruns")):
            day = date(2026, 11, 18 - number)
            payment(session, person, pharmacy(), recipient=Recipient.THIRD_PARTY, payee=payee, paid_on=day)
        payment(session, person)
    return person


@time_machine.travel(NOON, tick=False)
async def test_what_was_paid_to_professionals_is_listed_with_its_totals(member: Person, opened: Open) -> None:
    state = await opened(ThirdPartiesState, member, "/remboursements/tiers")
    await ThirdPartiesState.load.fn(state)

    assert [row.payee for row in state.rows] == ["Pharmacie du Port", "Laboratoire des Embruns"]
    assert state.heading == f"2\u00a0remboursements, {state.mutual} versés"
    assert (state.social_security, state.mutual) == ("0,72\u00a0€", "1,46\u00a0€")


@time_machine.travel(NOON, tick=False)
async def test_the_search_is_the_same_as_for_the_members_own_payments(member: Person, opened: Open) -> None:
    state = await opened(ThirdPartiesState, member, "/remboursements/tiers?pro=embruns")
    await ThirdPartiesState.load.fn(state)

    assert [row.payee for row in state.rows] == ["Laboratoire des Embruns"]
    assert state.carried == "&pro=embruns"


@time_machine.travel(NOON, tick=False)
async def test_who_cared_for_another_adult_is_not_named(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        hidden = care(first_name="Julien")
        payment(session, member, hidden, recipient=Recipient.THIRD_PARTY, payee="Clinique Sainte-Estelle")

    state = await opened(ThirdPartiesState, member, "/remboursements/tiers")
    await ThirdPartiesState.load.fn(state)

    assert [(row.payee, row.act) for row in state.rows] == [("Professionnel de santé", "Acte confidentiel")]


@time_machine.travel(NOON, tick=False)
async def test_the_stranger_and_a_wrong_search_see_no_row(member: Person, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        stranger = chloe(session)
    for who, query, status in ((stranger, "", "empty"), (member, "?min=abc", "refused")):
        state = await opened(ThirdPartiesState, who, f"/remboursements/tiers{query}")
        await ThirdPartiesState.load.fn(state)

        assert (state.status, state.rows) == (status, [])
