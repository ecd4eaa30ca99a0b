"""The search of health professionals: who, around which address, how far; its answers are the address of the page."""

from typing import Any

import reflex as rx

from espace.components.address_box import address_field, address_shortcuts
from espace.components.forms import error_summary, select_field
from espace.components.icons import icon
from espace.components.native import native_form
from espace.components.search_address import SearchAddress
from espace.components.search_form import FORM, SUMMARY
from espace.domain.formats import NBSP
from espace.domain.nearby import DEFAULT_RADIUS, FIELDS, RADII
from espace.domain.practitioner_kinds import GROUPS
from espace.routes import Route


def nearby_form(route: Route, search: Any) -> rx.Component:
    """Draw the search.

    `search` has `home`, `suggestions`, `suggest`, `errors`, `errors_title`, `sentences` and
    `third_party`: who is told the address.
    """

    return native_form(
        SearchAddress.create(),
        rx.cond(
            search.errors.length() > 0,
            rx.el.div(error_summary(search.errors, title=search.errors_title), id=SUMMARY, tab_index=-1),
            rx.fragment(),
        ),
        _bar(search),
        address_shortcuts(search.third_party),
        id=FORM,
        action=route.path,
        role="search",
        aria_label="Rechercher un professionnel de santé",
        no_validate=True,
        class_name="card form",
    )


def _bar(search: Any) -> rx.Component:
    def error(of: str) -> rx.Var[str]:
        return search.sentences.get(of, "").to(str)

    return rx.el.div(
        address_field(
            FIELDS["adresse"],
            home=search.home,
            suggestions=search.suggestions,
            on_typed=search.suggest,
            error=error("adresse"),
        ),
        select_field("profession", FIELDS["profession"], *_kinds(), error=error("profession")),
        select_field("rayon", FIELDS["rayon"], *_radii(), error=error("rayon"), default_value=""),
        rx.el.button(icon("search"), "Rechercher", type="submit", class_name="btn"),
        class_name="search-bar search-bar--3",
    )


def _kinds() -> tuple[rx.Component, ...]:
    groups = (
        rx.el.optgroup(*(rx.el.option(kind.label, value=kind.value) for kind in kinds), label=name)
        for name, kinds in GROUPS.items()
    )
    return rx.el.option("Choisissez…", value=""), *groups


def _radii() -> tuple[rx.Component, ...]:
    """Return the radii to choose from; the one that stands without being asked has no value."""
    return tuple(
        rx.el.option(f"{radius}{NBSP}km", value="" if radius == DEFAULT_RADIUS else str(radius)) for radius in RADII
    )
