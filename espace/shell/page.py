"""The page decorator: title, frame and guard follow from the route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from espace.content.mutual import MUTUAL
from espace.routes import Access, Route
from espace.shell.adviser_layout import adviser_layout
from espace.shell.layout import member_layout, public_layout
from espace.state.adviser import AdviserState
from espace.state.member import MemberState

Body = Callable[[], rx.Component]


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be added to the app."""

    route: Route
    build: Body
    on_load: tuple[Any, ...]

    @property
    def title(self) -> str:
        """The browser's title: the page, the portal, the mutual."""
        return f"{self.route.title} – Espace Adhérent – {MUTUAL.name}"


PAGES: dict[str, Page] = {}
_LAYOUTS = {Access.PUBLIC: public_layout, Access.MEMBER: member_layout, Access.ADVISER: adviser_layout}
# What a page loads when it has nothing else to load, so that the guard meets whoever arrives by client-side navigation.
_ENTRIES = {Access.PUBLIC: (), Access.MEMBER: (MemberState.enter,), Access.ADVISER: (AdviserState.enter,)}


def page(route: Route, *, on_load: Any = None) -> Callable[[Body], Body]:
    """Register a page body under its route, framed for whom its access says.

    A page that needs a session always carries at least one event of that side.
    """

    def register(body: Body) -> Body:
        layout = _LAYOUTS[route.access]
        events = (on_load,) if on_load is not None else _ENTRIES[route.access]
        PAGES[route.path] = Page(route, lambda: layout(route, body()), events)
        return body

    return register
