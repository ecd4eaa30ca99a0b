from sqlalchemy import Engine

from espace import db
from espace.state.life_events import LifeEventsState
from tests import factories
from tests.state.conftest import Open


async def test_a_member_with_a_contract_of_their_own_may_choose(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        alice = factories.alice(session)
    state = await opened(LifeEventsState, alice, "/situation")
    await LifeEventsState.load.fn(state)
    assert (state.status, state.locked) == ("ready", False)


async def test_a_collective_member_is_told_whom_to_ask(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        bruno = factories.bruno(session)
    state = await opened(LifeEventsState, bruno, "/situation")
    await LifeEventsState.load.fn(state)
    assert (state.status, state.locked, state.employer) == ("empty", True, "Ateliers de la Calanque")
