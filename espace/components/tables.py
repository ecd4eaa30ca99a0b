"""Tables that become cards in a narrow box. The explicit roles keep their meaning for screen readers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from espace.components.native import page_link

Look = Literal["cards", "lines", "wide", "plain"]
_LOOKS = {
    "cards": "table table--cards",
    "lines": "table table--cards table--lines",
    "wide": "table table--wide",
    "plain": "table",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, how a row's cell is drawn, and how it stands."""

    head: str
    cell: Callable[[Any], rx.Component | rx.Var[str]]
    look: str = ""
    label: str = ""  # what the cell says of itself once rows are cards; the head when empty
    title: bool = False  # the cell that names the row

    @property
    def said(self) -> str:
        """The words before the cell's value in a card."""
        return self.label or self.head.replace("\n", " ")


def data_table(
    columns: Sequence[Column],
    rows: rx.Var[list[Any]],
    *,
    named_by: rx.Var[str] | str,
    look: Look = "cards",
    foot: rx.Component | None = None,
    keyed_by: Callable[[rx.Var], rx.Var] | None = None,
) -> rx.Component:
    """Draw a table of display-ready rows; `named_by` is the id of the heading that names it.

    Rows that can be acted upon say whose they are (`keyed_by`): an act never meets the row that took another's place.
    """

    def drawn(row: rx.Var) -> rx.Component:
        key = {"key": keyed_by(row)} if keyed_by else {}
        return rx.el.tr(*(_cell(column, row) for column in columns), role="row", **key)

    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*(_head(column) for column in columns), role="row"), role="rowgroup"),
            rx.el.tbody(
                rx.foreach(rows, drawn),
                role="rowgroup",
            ),
            *([rx.el.tfoot(foot, role="rowgroup")] if foot is not None else []),
            class_name=_LOOKS[look],
            role="table",
            aria_labelledby=named_by,
        ),
        class_name="table-box",
    )


def total_row(columns: Sequence[Column], row: Any, *, title: str, span: int) -> rx.Component:
    """Draw the last row: a title over the first `span` columns, then the totals of the others."""
    return rx.el.tr(
        rx.el.th(title, scope="row", role="rowheader", col_span=span, class_name="cell-title"),
        *(_cell(column, row) for column in columns[span:]),
        role="row",
    )


def act_cell(row: Any, href: rx.Var[str]) -> rx.Component:
    """Draw the act, whose link makes the whole row lead to its detail, with the practitioner and the remark below."""
    below = (rx.cond(words, rx.el.span(words, class_name="sub"), rx.fragment()) for words in (row.detail, row.note))
    return rx.fragment(page_link(row.act, href=href, class_name="row-link"), " ", *below)


def _head(column: Column) -> rx.Component:
    lines = column.head.split("\n")
    text = [part for line in lines for part in (line, rx.el.br(), " ")][:-2]
    look = "end" if "end" in column.look.split() else None
    return rx.el.th(*text, scope="col", role="columnheader", class_name=look)


def _cell(column: Column, row: Any) -> rx.Component:
    if column.title:
        return rx.el.th(column.cell(row), scope="row", role="rowheader", class_name="cell-title")
    return rx.el.td(
        column.cell(row),
        role="cell",
        class_name=column.look or None,
        custom_attrs={"data-label": column.said},
    )
