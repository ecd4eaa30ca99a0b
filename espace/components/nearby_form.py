"""The search of health professionals: who, around which address, how far; its answers are the address of the page."""

from functools import partial
from typing import Any

import reflex as rx

from espace.components.address_box import address_field, address_shortcuts
from espace.components.forms import select_field
from espace.components.icons import icon
from espace.components.search_address import SearchAddress
from espace.components.search_frame import error_of, search_frame
from espace.domain.formats import NBSP
from espace.domain.nearby import DEFAULT_RADIUS, FIELDS, RADII
from espace.domain.practitioner_kinds import GROUPS
from espace.routes import Route


def nearby_form(route: Route, search: Any) -> rx.Component:
    """Draw the search.

    `search` has `home`, `suggestions` for what was typed (`suggested_for`), `suggest`, `errors`, `errors_title`,
    `sentences` and `third_party`: who is told the address.
    """
    error = partial(error_of, search)
    bar = rx.el.div(
        address_field(
            FIELDS["adresse"],
            home=search.home,
            suggestions=search.suggestions,
            answered=search.suggested_for,
            on_typed=search.suggest,
            error=error("adresse"),
        ),
        select_field("profession", FIELDS["profession"], *_kinds(), error=error("profession")),
        select_field("rayon", FIELDS["rayon"], *_radii(), error=error("rayon"), default_value=""),
        rx.el.button(icon("search"), "Rechercher", type="submit", class_name="btn"),
        class_name="search-bar search-bar--3",
    )
    shortcuts = address_shortcuts(search.third_party)
    return search_frame(route, "Rechercher un professionnel de santé", search, SearchAddress.create(), bar, shortcuts)


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
