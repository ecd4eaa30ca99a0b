"""What surrounds the results of a search: their head, and what stands where there are none."""

from typing import Any

import reflex as rx

from espace.components.native import page_link
from espace.components.parts import empty_state, link_button, telephone
from espace.content.mutual import MUTUAL
from espace.routes import Route

HEADING = "resultats"


def results_head(search: Any, *actions: rx.Component) -> rx.Component:
    """Draw how much was found, of what, and what can be done with all of it; the heading takes the focus.

    `search` has the vars `heading`, `period`, `pages`, and `overview`, the address where the period is added up.
    """
    return rx.el.div(
        rx.el.div(
            rx.el.h2(search.heading, _place(search.pages), id=HEADING, tab_index=-1),
            rx.el.p(search.period, class_name="muted"),
            rx.el.p(page_link("Voir mes dépenses de santé sur cette période", href=search.overview)),
        ),
        *actions,
        class_name="results-head",
    )


def _place(pages: rx.Var) -> rx.Component:
    current = rx.foreach(pages, lambda link: rx.cond(link.href, "", link.label))
    return rx.cond(pages.length() > 0, rx.el.span(", page ", current, class_name="vh"), rx.fragment())


def nothing_found(
    route: Route,
    is_detailed: rx.Var[bool],
    *,
    found_nothing: tuple[str, rx.Var[str]],
    nothing_yet: tuple[str, str],
) -> rx.Component:
    """Say that nothing fits the criteria, with the way back to none; or that there is nothing yet."""
    return rx.cond(
        is_detailed,
        empty_state(
            *found_nothing, link_button("Effacer les critères", route.path, look="outline"), heading_id=HEADING
        ),
        empty_state(*nothing_yet, telephone(MUTUAL.telephone, large=True), heading_id=HEADING),
    )
