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
    assert state.cards[0].href.endswith("&page=2")


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


@time_machine.travel(NOON + timedelta(days=800), tick=False)
async def test_nothing_over_twelve_months_is_the_empty_state(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements")
    await PaymentsState.load.fn(state)

    assert (state.status, state.cards) == ("empty", [])


@time_machine.travel(NOON, tick=False)
async def test_each_line_leads_to_its_detail_and_back_to_this_page(member, opened: Open) -> None:
    state = await opened(PaymentsState, member, "/remboursements?page=2")
    await PaymentsState.load.fn(state)

    hrefs = [line.href for card in state.cards for line in card.lines]
    assert len(set(hrefs)) == 20
    assert all(href.startswith("/remboursements/prestation?id=") and href.endswith("&page=2") for href in hrefs)


@time_machine.travel(NOON, tick=False)
async def test_a_payment_that_takes_back_is_named_and_not_negative(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        person_ = alice(session)
        first = payment(session, person_, paid_on=date(2026, 10, 1))
        payment(session, person_, correction(first.lines[0]))

    state = await opened(PaymentsState, person_, "/remboursements")
    await PaymentsState.load.fn(state)

    card = state.cards[0]
    assert (card.paid, card.total) == ("Trop-perçu", "9,00\u00a0€")
    assert card.sent == "Aucun versement\u00a0: c’est un trop-perçu"
