"""Lists whose entries only the state knows: facts about one object, links to others."""

import reflex as rx

from espace.components.icons import icon
from espace.components.native import page_link


def fact_list(rows: rx.Var) -> rx.Component:
    """Draw a definition list of facts that differ from one object to the next."""
    return rx.el.dl(
        rx.foreach(rows, lambda row: rx.el.div(rx.el.dt(row.name), rx.el.dd(row.value, class_name="anywhere"))),
        class_name="facts facts--2",
    )


def link_list(rows: rx.Var) -> rx.Component:
    """Draw a list of links to other pages, each with a word about where it leads."""
    return rx.el.ul(
        rx.foreach(
            rows,
            lambda row: rx.el.li(
                page_link(
                    rx.el.strong(row.text),
                    rx.el.span(row.hint, class_name="hint"),
                    icon("chevron-right"),
                    href=row.href,
                )
            ),
        ),
        class_name="links",
    )
