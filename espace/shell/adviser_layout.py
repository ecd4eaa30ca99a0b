"""The frame of the advisers' pages: the same mark, their own toolbar, their own way out."""

import reflex as rx

from espace import routes
from espace.components.icons import icon
from espace.components.native import native_form, page_link
from espace.content.mutual import MUTUAL
from espace.routes import Route
from espace.shell.focus import MenuClosing
from espace.shell.layout import brand, document, script_needed
from espace.shell.session_watch import session_watch
from espace.state.adviser import AdviserState

_TOOLBAR = (("Demandes", routes.QUEUE), ("Lettres", routes.LETTERS))


def adviser_layout(route: Route, *body: rx.Component) -> rx.Component:
    """Frame a page of `/gestion`."""
    return document(
        brand(routes.QUEUE, rx.el.span(", espace de gestion", class_name="vh"), current=route),
        _toolbar(route),
        _menu(),
        body=(script_needed(), *body),
        after=(session_watch(routes.ADVISER_SESSION_CLOCK, AdviserState.enter),),
        contact=MUTUAL.telephone.link,
    )


def _toolbar(current: Route) -> rx.Component:
    return rx.el.nav(
        rx.el.ul(*(rx.el.li(_tool(label, route, current)) for label, route in _TOOLBAR), class_name="toolbar__list"),
        class_name="toolbar",
        aria_label="Barre d’outils",
    )


def _tool(label: str, route: Route, current: Route) -> rx.Component:
    marked = ("page" if current is route else "true") if current.section is route.section else None
    return page_link(icon(route.icon), label, href=route.path, class_name="toolbar__item", aria_current=marked)


def _menu() -> rx.Component:
    log_out = native_form(
        rx.el.button(icon("log-out"), "Me déconnecter", type="submit"), action=routes.ADVISER_LOGOUT_POST, method="post"
    )
    return rx.el.details(
        MenuClosing.create(),
        rx.el.summary(
            rx.el.span(AdviserState.adviser_initials, class_name="avatar", aria_hidden=True),
            rx.el.span(
                AdviserState.adviser_name, " ", rx.el.span(", mon menu", class_name="vh"), class_name="menu__name"
            ),
            icon("chevron-down"),
            class_name="menu__button",
        ),
        rx.el.div(rx.el.ul(rx.el.li(log_out)), class_name="menu__panel"),
        class_name="menu",
    )
