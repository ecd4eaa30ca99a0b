from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import Engine

from espace import db
from espace.state.payments import PaymentsState
from tests.factories import alice, correction, payment, person, recovered_deduction
from tests.state.conftest import Open

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def member(database: Engine):
    with db.transaction(writes=True) as session:
        person = alice(session)
        for number in range(45):
            payment(session, person, paid_on=date(2026, 11, 18) - timedelta(days=number))
    return person


@time_machine.travel(NOON, tick=False)
async def test_the_list_covers_twelve_months_and_says_the_whole_result(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements")
    await PaymentsState.load.fn(state)

    assert state.status == "ready"
    assert state.heading == "45\u00a0paiements, 405,00\u00a0€ versés"
    assert state.period == "Du 23\u00a0novembre\u00a02025 au 23\u00a0novembre\u00a02026, pour toute la famille"
    assert len(state.cards) == 20
    assert [link.label for link in state.pages] == ["1", "2", "3"]
    assert (state.previous_href, state.next_href) == ("", "/remboursements?page=2")


@time_machine.travel(NOON, tick=False)
async def test_the_page_of_the_address_is_shown_and_remembered_by_its_links(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements?page=2")
    await PaymentsState.load.fn(state)

    assert [link.href for link in state.pages] == ["/remboursements", "", "/remboursements?page=3"]
    assert state.carried == "&page=2"


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1e9", "٣", "", "1.5", "%00", "<b>"])
@time_machine.travel(NOON, tick=False)
async def test_a_page_that_is_no_number_is_the_first(member, opened: Open, page: str) -> None:
    state = await opened(PaymentsState, member, f"/remboursements?page={page}")
    await PaymentsState.load.fn(state)

    assert (state.status, state.previous_href) == ("ready", "")


@time_machine.travel(NOON, tick=False)
async def test_a_page_far_beyond_is_the_last(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements?page=1000000000000")
    await PaymentsState.load.fn(state)

    assert (len(state.cards), state.next_href) == (5, "")


@time_machine.travel(NOON, tick=False)
async def test_the_list_of_somebody_alone_names_no_family(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        single = person(session, "Odile", "Seule")
        payment(session, single)

    state = await opened(PaymentsState, single, "/remboursements")
    await PaymentsState.load.fn(state)

    assert state.period.endswith("au 23\u00a0novembre\u00a02026")


@time_machine.travel(NOON, tick=False)
async def test_a_recovered_deduction_shows_its_amount(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        person_ = alice(session)
        first = payment(session, person_)
        payment(session, person_, recovered_deduction(first.lines[0]))

    state = await opened(PaymentsState, person_, "/remboursements")
    await PaymentsState.load.fn(state)

    (line,) = state.cards[0].lines
    assert (line.charged, line.mutual) == ("–", "–")
    assert line.note == "2,00\u00a0€ récupérés par l’Assurance Maladie"


@time_machine.travel(NOON, tick=False)
async def test_a_search_is_carried_by_its_pages_and_by_the_links_that_lead_back(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements?pro=Cast&min=9&page=2&id=x")
    await PaymentsState.load.fn(state)

    assert state.heading == "45\u00a0prestations dans 45\u00a0paiements, 405,00\u00a0€ versés"
    assert (state.carried, state.is_detailed) == ("&min=9&pro=Cast&page=2", True)
    assert state.pages[2].href == "/remboursements?min=9&pro=Cast&page=3"
    assert state.overview == "/remboursements/bilan"


@time_machine.travel(NOON, tick=False)
async def test_a_search_that_finds_nothing_says_what_was_looked_for(member, opened: Open) -> None:
    noe = member.beneficiary("Noé").public_id
    state = await opened(PaymentsState, member, f"/remboursements?beneficiaire={noe}&max=1")
    await PaymentsState.load.fn(state)

    assert (state.status, state.cards, state.carried) == ("empty", [], f"&beneficiaire={noe}&max=1")
    assert "pour Noé, jusqu’à 1,00\u00a0€" in state.nothing


@time_machine.travel(NOON, tick=False)
async def test_what_is_wrong_in_a_search_is_told_by_field_and_nothing_is_shown(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements?du=31/02/2026&min=1e9")
    await PaymentsState.load.fn(state)

    assert (state.status, state.cards) == ("refused", [])
    assert [error.field for error in state.errors] == ["du", "min"]
    assert state.errors_title == "Deux réponses sont à corriger"
    state.router = (await opened(PaymentsState, member, "/remboursements")).router
    await PaymentsState.load.fn(state)
    assert (state.status, state.errors, state.sentences) == ("ready", [], {})


@time_machine.travel(NOON, tick=False)
async def test_a_beneficiary_of_another_family_is_no_answer_of_the_list(member, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        stranger = person(session, "Odile", "Seule")
    for identifier in (stranger.beneficiaries[0].public_id, "nobody"):
        state = await opened(PaymentsState, member, f"/remboursements?beneficiaire={identifier}")
        await PaymentsState.load.fn(state)

        assert state.sentences == {"beneficiaire": "Choisissez une personne de la liste."}


async def test_the_people_to_choose_from_are_sent_once(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements")
    await PaymentsState.load.fn(state)
    assert [one.label for one in state.people] == ["Alice", "Julien", "Inès", "Noé"]

    state._clean()
    await PaymentsState.load.fn(state)

    assert "people" not in state.dirty_vars


@time_machine.travel(NOON + timedelta(days=800), tick=False)
async def test_nothing_over_twelve_months_is_the_empty_state(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements")
    await PaymentsState.load.fn(state)

    assert (state.status, state.cards) == ("empty", [])


@time_machine.travel(NOON, tick=False)
async def test_a_payment_that_takes_back_is_named_beside_its_minus_sign(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        person_ = alice(session)
        first = payment(session, person_, paid_on=date(2026, 10, 1))
        payment(session, person_, correction(first.lines[0]))

    state = await opened(PaymentsState, person_, "/remboursements")
    await PaymentsState.load.fn(state)

    card = state.cards[0]
    assert (card.paid, card.total) == ("Trop-perçu", "−9,00\u00a0€")
    assert card.sent == "Aucun versement\u00a0: c’est un trop-perçu"
