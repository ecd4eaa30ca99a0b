"""Lists of links, one below the other, each with what it leads to."""

import reflex as rx

from espace.components.icons import icon
from espace.components.native import page_link


def titled_links(title: str, image: str, *entries: tuple[str, str, str]) -> rx.Component:
    """Draw a card of links under a title: `(text, hint, path)`."""
    links = (chevron_link(text, rx.el.span(hint, class_name="hint"), path) for text, hint, path in entries)
    return rx.el.section(
        rx.el.h2(icon(image), title, class_name="event__title"),
        rx.el.ul(*map(rx.el.li, links), class_name="links"),
        class_name="card card--s",
        aria_label=title,
    )


def chevron_link(title: str, hint: rx.Component, path: str) -> rx.Component:
    """Draw one link of a list, with a line below its title."""
    return page_link(rx.el.strong(title), hint, icon("chevron-right"), href=path)
