"""The table of what a contract pays (tableau des prestations), its examples in euros, its words."""

from typing import Any

import reflex as rx

from espace.components.icons import icon
from espace.components.native import plain_link
from espace.components.parts import accordion
from espace.components.tables import Column, data_table
from espace.content import glossary

_WORDS = (
    glossary.BASE,
    glossary.COPAYMENT,
    glossary.ACTUAL_COST,
    glossary.FULL_COVER,
    glossary.EXCESS_FEE,
    glossary.OPTAM,
    glossary.CEILING,
)
_HEADS = ("Soins", "Remboursement", "Par exemple")
_EXAMPLE_COLUMNS = (
    Column("Soins", lambda row: row.name, title=True),
    Column("Prix", lambda row: row.charged, "end"),
    Column("Assurance\nMaladie", lambda row: row.social_security, "end"),
    Column("Mutuelle", lambda row: row.mutual, "end"),
    Column("Il vous\nreste", lambda row: rx.el.strong(row.out_of_pocket), "end"),
)


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


def examples_card(examples: rx.Var) -> rx.Component:
    """Draw who pays what of each example, or nothing when no row allows one."""
    section = rx.el.section(
        rx.el.div(
            rx.el.h2("Exemples de remboursement", id="exemples"),
            rx.el.p(
                "Pour un adulte qui suit le parcours de soins. Les prix que la loi ne fixe pas sont choisis pour "
                "l’exemple ; la participation forfaitaire de 2,00 € par consultation reste à votre charge.",
                class_name="muted measure",
            ),
            class_name="stack stack--s",
        ),
        data_table(_EXAMPLE_COLUMNS, examples, named_by="exemples"),
        class_name="card stack stack--m",
        aria_labelledby="exemples",
    )
    return rx.cond(examples.length() > 0, section, rx.fragment())


def coverage_words() -> rx.Component:
    """Draw the words of the table, explained."""
    return rx.el.section(
        rx.el.h2("Comprendre les mots", id="mots"),
        accordion(*((word.name, word.meaning) for word in _WORDS)),
        class_name="stack stack--m",
        aria_labelledby="mots",
    )
