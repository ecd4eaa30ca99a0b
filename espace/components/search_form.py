"""The search of payments: a form whose answers are the address of the page, where they can be found again."""

from functools import partial
from typing import Any

import reflex as rx

from espace.components.forms import field, select_field
from espace.components.icons import icon
from espace.components.native import page_link
from espace.components.search_address import PeriodSearchAddress
from espace.components.search_frame import error_of, search_frame
from espace.domain.labels import CareKind
from espace.domain.searches import CHOSEN_DATES, DEFAULT_PERIOD, FIELDS, PERIODS
from espace.routes import Route


def search_form(route: Route, name: str, search: Any) -> rx.Component:
    """Draw the search of a tab: its period and person, and the « + » that unfolds detailed criteria (E3).

    `search` has the vars `people` to choose from, `errors`, `errors_title` and `sentences`.
    """
    error = partial(error_of, search)
    bar = rx.el.div(
        select_field("periode", FIELDS["periode"], *_periods(), error=error("periode"), default_value=""),
        select_field("beneficiaire", FIELDS["beneficiaire"], *_people(search.people), error=error("beneficiaire")),
        rx.el.button(icon("search"), "Rechercher", type="submit", class_name="btn"),
        class_name="search-bar",
    )
    return search_frame(route, name, search, PeriodSearchAddress.create(), bar, _more(route, error))


def _periods() -> tuple[rx.Component, ...]:
    """Return the periods to choose from; the one that stands without being asked has no value."""
    months = (
        rx.el.option(f"{count} derniers mois", value="" if count == DEFAULT_PERIOD else str(count)) for count in PERIODS
    )
    return (*months, rx.el.option("Choisir les dates", value=CHOSEN_DATES))


def _people(people: rx.Var) -> tuple[rx.Component, ...]:
    everybody = rx.el.option("Toute la famille", value="")
    return everybody, rx.foreach(people, lambda one: rx.el.option(one.label, value=one.value))


def _more(route: Route, error: Any) -> rx.Component:
    day = {"input_mode": "numeric", "placeholder": "JJ/MM/AAAA", "auto_complete": "off"}
    euros = {"input_mode": "decimal", "auto_complete": "off", "unit": "€"}
    kinds = (rx.el.option(kind.label, value=kind.value) for kind in CareKind)
    whose = (rx.el.option("De paiement", value=""), rx.el.option("De soins", value="soins"))
    return rx.el.details(
        rx.el.summary(rx.el.span(class_name="more__sign", aria_hidden=True), "Détailler ma recherche"),
        rx.el.div(
            field("du", FIELDS["du"], error=error("du"), **day),
            field("au", FIELDS["au"], error=error("au"), **day),
            select_field("dates", FIELDS["dates"], *whose, error=error("dates")),
            select_field(
                "soins", FIELDS["soins"], rx.el.option("Tous les soins", value=""), *kinds, error=error("soins")
            ),
            field("min", FIELDS["min"], error=error("min"), **euros),
            field("max", FIELDS["max"], error=error("max"), **euros),
            field("pro", FIELDS["pro"], error=error("pro"), auto_complete="off"),
            class_name="fields fields--3",
        ),
        rx.el.p(page_link("Effacer les critères", href=route.path, class_name="btn btn--quiet")),
        class_name="more",
    )
