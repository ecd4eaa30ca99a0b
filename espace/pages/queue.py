"""Demandes à traiter: what members asked for, the one that has waited longest first."""

import reflex as rx

from espace import routes
from espace.components.forms import select_field
from espace.components.fresh import fresh
from espace.components.icons import icon
from espace.components.native import native_form, page_link
from espace.components.panel import panel, skeleton_table, waiting
from espace.components.parts import empty_state, link_button, page_head
from espace.components.requests import status_badge
from espace.components.results import HEADING
from espace.components.tables import Column, data_table
from espace.components.tabs import pagination
from espace.domain.labels import RequestKind
from espace.domain.request_queue import AGES, STATUSES
from espace.shell.page import page
from espace.state.queue import QueueState

_COLUMNS = (
    Column("Demande", lambda row: _subject(row), title=True),
    Column("Adhérent", lambda row: row.who),
    Column("Reçue", lambda row: rx.el.div(row.age, rx.el.span(row.sent, class_name="sub nowrap"))),
    Column("Statut", lambda row: status_badge(row)),
)


@page(routes.QUEUE, on_load=QueueState.load)
def queue() -> rx.Component:
    """Build the queue and its filters (H2)."""
    return rx.fragment(
        page_head(routes.QUEUE.title, "La plus ancienne en premier."),
        panel(
            fresh(QueueState.status, QueueState.made_for),
            loading=waiting("Nous cherchons les demandes…", skeleton_table(6)),
            empty=rx.el.div(_filters(), _nothing(), class_name="stack stack--l"),
            ready=rx.el.div(_filters(), _results(), class_name="stack stack--l"),
        ),
    )


def _filters() -> rx.Component:
    kinds = (rx.el.option(kind.label, value=kind.value) for kind in RequestKind)
    statuses = (rx.el.option(words, value=word) for word, (words, _) in STATUSES.items())
    ages = (rx.el.option(f"Plus de {days} jours", value=str(days)) for days in AGES)
    return native_form(
        rx.el.div(
            select_field("etat", "Statut", *statuses, default_value=QueueState.place),
            select_field(
                "type", "Type", rx.el.option("Tous les types", value=""), *kinds, default_value=QueueState.kind
            ),
            select_field("age", "Attente", rx.el.option("Toutes", value=""), *ages, default_value=QueueState.age),
            class_name="fields fields--3",
        ),
        rx.el.div(
            rx.el.button(icon("search"), "Afficher", type="submit", class_name="btn"), class_name="form__actions"
        ),
        action=routes.QUEUE.path,
        method="get",
        key=QueueState.made_for,  # another address: another form, with what that address says
        role="search",
        aria_label="Filtrer les demandes",
        class_name="card form",
    )


def _results() -> rx.Component:
    return rx.el.section(
        rx.el.h2(QueueState.heading, id=HEADING, tab_index=-1),
        data_table(_COLUMNS, QueueState.rows, named_by=HEADING, look="wide"),
        pagination(QueueState.pages, QueueState.previous_href, QueueState.next_href),
        class_name="card stack",
        aria_labelledby=HEADING,
    )


def _subject(row: rx.Var) -> rx.Component:
    return rx.fragment(
        page_link(row.subject, href=row.href, class_name="row-link"),
        rx.el.span(row.kind, " ", rx.el.span("n° ", row.number, class_name="nowrap"), class_name="sub"),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        QueueState.is_narrowed,
        empty_state(
            "Aucune demande ne correspond",
            "Élargissez les critères ci-dessus.",
            link_button("Effacer les critères", routes.QUEUE.path, look="outline"),
            heading_id=HEADING,
        ),
        empty_state(
            "Aucune demande à traiter",
            "Tout est à jour. Les prochaines demandes s’afficheront ici.",
            heading_id=HEADING,
        ),
    )
