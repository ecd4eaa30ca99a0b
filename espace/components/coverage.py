"""The table of what a contract pays (tableau des prestations), by heading."""

from typing import Any

import reflex as rx

from espace.components.icons import icon
from espace.components.native import plain_link

_HEADS = ("Soins", "Remboursement", "Par exemple")


def coverage_card(groups: rx.Var, told_on: rx.Var[str], pdf: rx.Var[str]) -> rx.Component:
    """Draw the table by heading, under the day it is told for."""
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2("Tableau des prestations", id="prestations"),
                rx.el.p(
                    "Garanties au ",
                    told_on,
                    ". Sauf mention contraire, les taux comprennent le remboursement de l’Assurance Maladie. "
                    "« Base » désigne son tarif de référence.",
                    class_name="muted measure",
                ),
                class_name="stack stack--s",
            ),
            plain_link(icon("download"), "Télécharger le tableau (PDF)", href=pdf, class_name="btn btn--outline"),
            class_name="results-head",
        ),
        rx.el.div(_table(groups), class_name="table-box"),
        class_name="card stack stack--m",
        aria_labelledby="prestations",
    )


def _table(groups: rx.Var) -> rx.Component:
    heads = (rx.el.th(head, scope="col", role="columnheader") for head in _HEADS)
    return rx.el.table(
        rx.el.thead(rx.el.tr(*heads, role="row"), role="rowgroup"),
        rx.foreach(groups, _group),
        class_name="table table--cards table--bands",
        role="table",
        aria_labelledby="prestations",
    )


def _group(group: rx.Var) -> rx.Component:
    heading = rx.el.th(group.heading, scope="rowgroup", role="rowheader", col_span=len(_HEADS))
    return rx.el.tbody(rx.el.tr(heading, role="row", class_name="group"), rx.foreach(group.rows, _row), role="rowgroup")


def _row(row: rx.Var) -> rx.Component:
    full_cover = rx.el.span(
        rx.el.span(icon("check"), "Sans reste à charge", class_name="badge badge--ok"), class_name="sub"
    )
    return rx.el.tr(
        rx.el.th(
            row.label,
            " ",
            rx.cond(row.full_cover, full_cover, rx.fragment()),
            _below(row.conditions),
            scope="row",
            role="rowheader",
            class_name="cell-title",
        ),
        _cell(_HEADS[1], rx.el.span(row.level, " ", _below(row.note))),
        rx.cond(
            row.examples.length() > 0,
            _cell(_HEADS[2], rx.foreach(row.examples, lambda one: rx.el.p(one)), "cell-note"),
            rx.el.td(role="cell"),
        ),
        role="row",
    )


def _below(text: rx.Var[str]) -> rx.Component:
    return rx.cond(text, rx.el.span(text, class_name="sub"), rx.fragment())


def _cell(label: str, content: Any, look: str | None = None) -> rx.Component:
    return rx.el.td(content, role="cell", class_name=look, custom_attrs={"data-label": label})
