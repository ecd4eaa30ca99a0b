"""The frame that the two tabs of a search share: the tabs, the form, what was found or what stands in its place."""

from typing import Any

import reflex as rx

from espace import routes
from espace.components.fresh import fresh
from espace.components.panel import panel
from espace.components.parts import crumbs, page_head
from espace.components.search_form import search_form
from espace.components.tabs import HEALTH_TABS, tabs
from espace.routes import Route
from espace.shell.focus import ResultsFocus


def search_tab(
    route: Route,
    name: str,
    search: Any,
    *above: rx.Component,
    loading: rx.Component,
    empty: rx.Component,
    results: rx.Component,
) -> rx.Component:
    """Draw a tab of « Mes remboursements santé »; `search` is its state, `above` stands before its form."""
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.PAYMENTS.title),
        page_head(routes.PAYMENTS.title, tabs=True),
        tabs(routes.PAYMENTS.title, HEALTH_TABS, current=route),
        rx.el.div(
            *above,
            search_form(route, name, search),
            panel(fresh(search.status, search.made_for), loading=loading, empty=empty, ready=results),
            ResultsFocus.create(),
            class_name="stack stack--l",
        ),
    )
