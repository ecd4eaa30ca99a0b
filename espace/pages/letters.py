"""Lettres à poster: what waits to be printed and posted."""

from typing import Any

import reflex as rx

from espace import routes
from espace.components.editing import done_message
from espace.components.icons import icon
from espace.components.native import plain_link
from espace.components.panel import panel, skeleton_table, waiting
from espace.components.parts import empty_state, page_head
from espace.components.tables import Column, data_table
from espace.shell.page import page
from espace.state.letters import DONE, LettersState

_MARK: Any = LettersState.mark  # mypy takes it for its decorator
_COLUMNS = (
    Column("Lettre", lambda row: row.title, title=True),
    Column("Adhérent", lambda row: row.who),
    Column("Préparée le", lambda row: row.made, "nowrap"),
    Column("Fichier", lambda row: _file(row)),
    Column("Envoi", lambda row: _mark(row)),
)


@page(routes.LETTERS, on_load=LettersState.load)
def letters() -> rx.Component:
    """Build the list of the letters to post (H2)."""
    return rx.fragment(
        page_head(routes.LETTERS.title, "Imprimez chaque lettre, postez-la, puis notez-le ici."),
        done_message(LettersState.done, DONE),
        panel(
            LettersState.status,
            loading=waiting("Nous cherchons les lettres…", skeleton_table(3)),
            empty=empty_state("Aucune lettre à poster", "Tout est parti. Les prochaines lettres s’afficheront ici."),
            ready=_list(),
        ),
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Les lettres qui attendent", id="lettres"),
        data_table(_COLUMNS, LettersState.letters, named_by="lettres", look="wide", keyed_by=lambda row: row.id),
        class_name="card stack",
        aria_labelledby="lettres",
    )


def _file(row: rx.Var) -> rx.Component:
    return plain_link(
        icon("download"),
        rx.el.span("Télécharger", rx.el.span(" la lettre de ", row.who, class_name="vh"), " (PDF)"),
        href=row.href,
        class_name="link-icon",
    )


def _mark(row: rx.Var) -> rx.Component:
    return rx.el.button(
        icon("check"),
        "Noter comme postée",
        rx.el.span(" : ", row.who, class_name="vh"),
        type="button",
        on_click=_MARK(row.id),
        class_name="btn btn--outline btn--s",
    )
