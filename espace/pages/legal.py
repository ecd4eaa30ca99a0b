"""Mentions légales, données personnelles, accessibilité: texts of `espace.content.legal`."""

import reflex as rx

from espace import routes
from espace.components.parts import page_head
from espace.content import legal
from espace.content.legal import Passage
from espace.routes import Route
from espace.shell.page import page


def _publish(route: Route, passages: tuple[Passage, ...]) -> None:
    @page(route)
    def text() -> rx.Component:
        return rx.fragment(
            page_head(route.title),
            rx.el.div(*(_passage(passage) for passage in passages), class_name="narrow-start stack"),
        )


def _passage(passage: Passage) -> rx.Component:
    bullets = [rx.el.ul(*(rx.el.li(item) for item in passage.bullets), class_name="bullets")]
    return rx.el.section(
        rx.el.h2(passage.title),
        *(rx.el.p(paragraph) for paragraph in passage.paragraphs),
        *(bullets if passage.bullets else []),
        *(rx.el.p(paragraph) for paragraph in passage.after),
        class_name="card stack stack--m",
        aria_label=passage.title,
    )


_publish(routes.LEGAL, legal.LEGAL)
_publish(routes.PRIVACY, legal.PRIVACY)
_publish(routes.ACCESSIBILITY, legal.ACCESSIBILITY)
