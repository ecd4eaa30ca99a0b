"""What every search form is made of: its tie to the address of the page, what is to correct, and then its inputs."""

from typing import Any

import reflex as rx

from espace.components.forms import error_summary
from espace.components.native import native_form
from espace.routes import Route

FORM = "recherche"
SUMMARY = "a-corriger"


def search_frame(route: Route, name: str, search: Any, tie: rx.Component, *inputs: rx.Component) -> rx.Component:
    """Draw the form of a page; `search` has the vars `errors` and `errors_title`, `tie` is a `SearchAddress`."""
    return native_form(
        tie,
        rx.cond(
            search.errors.length() > 0,
            rx.el.div(error_summary(search.errors, title=search.errors_title), id=SUMMARY, tab_index=-1),
            rx.fragment(),
        ),
        *inputs,
        id=FORM,
        action=route.path,
        role="search",
        aria_label=name,
        no_validate=True,
        class_name="card form",
    )


def error_of(search: Any, name: str) -> rx.Var[str]:
    """Return the sentence beside an input, empty while all is well; `search` has the var `sentences`."""
    return search.sentences.get(name, "").to(str)
