"""A page open in somebody's browser, with states that exist for the guard's tests only."""

from typing import Any

import reflex as rx
from reflex.event import Event
from reflex.istate.data import HeaderData, URLData
from reflex.state import BaseState, State, StateUpdate
from reflex_base.event.context import EventContext
from reflex_base.utils.format import format_event_handler

from espace.state.member import MemberState
from espace.web.guard import SessionGuard


class DrawerState(MemberState):
    """A page of a member."""

    rows: list[str] = []  # noqa: RUF012 - a state var: Reflex copies the default
    _secret: str = ""

    @rx.event
    async def load(self, page: int = 1) -> None: ...

    def helper_without_decorator(self) -> None: ...


class OpenState(rx.State):
    """A state that nobody put on the public list."""

    @rx.event
    async def load(self) -> None: ...


LOAD = format_event_handler(DrawerState.load)  # type: ignore[arg-type]


class Tab:
    """A page open in a browser: its state on the server, and the events it sends."""

    def __init__(self, path: str = "/accueil") -> None:
        self.root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
        self.go(path)
        self.use("")

    def go(self, path: str) -> None:
        self.root.rx_router_url = URLData.from_router_data({"asPath": path, "headers": {"origin": "http://x"}})

    def use(self, id_hash: str) -> None:
        headers = {"authorization": id_hash} if id_hash else {}
        self.root.rx_router_headers = HeaderData.from_router_data({"headers": headers})

    async def send(self, name: str = LOAD, *, chained: bool = False, **payload: Any) -> StateUpdate | None:
        EventContext.set(
            EventContext(
                token="tab",
                state_manager=None,  # type: ignore[arg-type]
                enqueue_impl=None,  # type: ignore[arg-type]
                parent_txid="parent" if chained else None,
            )
        )
        self.root._clean()
        return await SessionGuard().preprocess(None, self.root, Event(name=name, payload=payload))  # type: ignore[arg-type]

    async def drawer(self) -> DrawerState:
        return await self.root.get_state(DrawerState)


class Shelf:
    """Stands for a state store that workers share: states lie in it until an event asks for them, by name.

    `asked` tells what was asked for. Whoever uses it lets `State._get_state_from_redis` be `shelf.fetch`.
    """

    def __init__(self, tab: Tab) -> None:
        self.asked: list[type[BaseState]] = []
        self.tab, self._kept = tab, dict[str, BaseState]()
        self.put_away()

    def put_away(self) -> None:
        """End an event: the next one finds its tab with nothing loaded."""
        self._kept |= self.tab.root.substates
        self.tab.root.substates.clear()
        self.asked.clear()

    async def fetch(self, state_cls: type[BaseState]) -> BaseState:
        self.asked.append(state_cls)
        self.tab.root.substates[state_cls.get_name()] = self._kept[state_cls.get_name()]
        return self._kept[state_cls.get_name()]
