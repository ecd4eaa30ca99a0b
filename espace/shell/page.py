"""The page decorator: title, frame and guard follow from the route."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from espace.content.mutual import MUTUAL
from espace.routes import Access, Route
from espace.shell.layout import member_layout, public_layout
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


def page(route: Route, *, on_load: Any = None) -> Callable[[Body], Body]:
    """Register a page body under its route, framed for members or for everyone.

    A member's page always carries at least one member event, so that the guard meets
    whoever arrives by client-side navigation.
    """

    def register(body: Body) -> Body:
        frame = member_layout if route.access is Access.MEMBER else public_layout
        events = tuple(event for event in (on_load,) if event is not None)
        if route.access is Access.MEMBER and not events:
            events = (MemberState.enter,)
        PAGES[route.path] = Page(route, lambda: frame(route, body()), events)
        return body

    return register
