from datetime import date
from typing import Any

import pytest
from reflex.istate.data import URLData
from sqlalchemy import Engine

from espace import db
from espace.state.payments import PaymentsState
from tests.factories import Person, alice, payment
from tests.state.conftest import Open


@pytest.fixture
def member(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        person = alice(session)
        payment(session, person, paid_on=date(2026, 11, 18))
        payment(session, person, paid_on=date(2026, 11, 18))
    return person


async def _search(state: PaymentsState, query: str) -> dict[str, Any]:
    """Search as from the address, and return the vars that the browser would get."""
    root = state._get_root_state()
    address = {"asPath": f"/remboursements?{query}", "headers": {"origin": "http://x"}}
    root.rx_router_url = URLData.from_router_data(address)
    root._clean()
    await PaymentsState.load.fn(state)
    delta = await root._get_resolved_delta()
    return {name.removesuffix("_rx_state_"): value for name, value in delta[PaymentsState.get_full_name()].items()}


async def test_a_second_search_sends_nothing_that_stays_as_it_was(member: Person, opened: Open) -> None:
    state = await opened(PaymentsState, member)
    await _search(state, "du=01/11/2026&au=18/11/2026")

    sent = await _search(state, "du=01/10/2026&au=18/11/2026")

    assert set(sent) == {"cards", "heading", "period", "overview", "carried", "made_for"}


async def test_what_was_to_correct_goes_once_it_is_corrected(member: Person, opened: Open) -> None:
    state = await opened(PaymentsState, member)
    refused = await _search(state, "du=32/13/2026")

    mended = await _search(state, "du=01/10/2026&au=18/11/2026")

    assert {"errors", "errors_title", "sentences", "status"} <= set(refused)
    assert (mended["errors"], mended["errors_title"], mended["status"]) == ([], "", "ready")
