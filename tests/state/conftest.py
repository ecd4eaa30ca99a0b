"""A state as a browser would drive it, a member's or an adviser's, without a server."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
import reflex as rx
from reflex.istate.data import RouterData
from reflex.state import State

from espace.state.adviser import AdviserState
from espace.state.member import MemberState
from tests.advisers import Somebody
from tests.factories import Person

S = TypeVar("S", bound=rx.State)
Open = Callable[..., Awaitable[S]]


@pytest.fixture
def opened() -> Open:
    """Return a state of a fresh tab: `await opened(HomeState, member, "/accueil?page=2")`."""

    async def open_state(kind: type[S], member: Person, address: str = "/") -> S:
        root = _tab(address)
        who = await root.get_state(MemberState)
        who._member_id, who._account_id = member.id, member.account_id
        return await root.get_state(kind)

    return open_state


@pytest.fixture
def treated() -> Open:
    """Return a state of a fresh tab of an adviser's: `await treated(QueueState, nadia, "/gestion?age=7")`."""

    async def open_state(kind: type[S], adviser: Somebody, address: str = "/gestion") -> S:
        root = _tab(address)
        who = await root.get_state(AdviserState)
        who._adviser_id = adviser.id
        return await root.get_state(kind)

    return open_state


def _tab(address: str) -> State:
    root = State(_reflex_internal_init=True)
    root.router = RouterData.from_router_data({"pathname": address, "asPath": address, "headers": {"origin": ""}})
    return root
