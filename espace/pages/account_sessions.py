"""Mes appareils connectés: the open sessions, and how to end them."""

from typing import Any

import reflex as rx

from espace import routes
from espace.components.editing import done_message
from espace.components.native import native_form
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, page_head
from espace.shell.page import page
from espace.state.account_sessions import DONE, AccountSessionsState

DISCONNECT: Any = AccountSessionsState.disconnect  # mypy takes it for its decorator


@page(routes.OPEN_SESSIONS, on_load=AccountSessionsState.load)
def account_sessions() -> rx.Component:
    """Build the list of open sessions (C3)."""
    return rx.fragment(
        crumbs(
            (routes.HOME.title, routes.HOME.path),
            (routes.ACCOUNT.title, routes.ACCOUNT.path),
            here=routes.OPEN_SESSIONS.title,
        ),
        page_head(routes.OPEN_SESSIONS.title, "Un appareil que vous ne connaissez pas ? Déconnectez-le."),
        panel(
            AccountSessionsState.status,
            loading=waiting("Nous cherchons vos appareils…", skeleton_card(2)),
            ready=_sessions(),
        ),
    )


def _sessions() -> rx.Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2("Appareils connectés", id="appareils", class_name="vh"),
            done_message(AccountSessionsState.done, DONE),
            rx.el.ul(rx.foreach(AccountSessionsState.open_sessions, _device), class_name="people"),
            class_name="card",
            aria_labelledby="appareils",
        ),
        rx.el.section(
            rx.el.h2("Tout déconnecter", class_name="h3", id="tout"),
            rx.el.p("Toutes les sessions se ferment, celle-ci aussi. Vous vous connecterez de nouveau."),
            # A post, as any logout: the browser forgets what it kept, and it works without JavaScript.
            native_form(
                rx.el.input(type="hidden", name="partout", default_value="1"),
                rx.el.button("Déconnecter partout", type="submit", class_name="btn btn--danger"),
                action=routes.LOGOUT_POST,
                method="post",
            ),
            class_name="card stack stack--s",
            aria_labelledby="tout",
        ),
        class_name="narrow-start stack",
    )


def _device(one: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.strong(one.device),
            rx.el.br(),
            rx.el.span(one.opened, class_name="hint"),
            rx.el.br(),
            rx.el.span(one.last_seen, class_name="hint"),
        ),
        rx.cond(
            one.is_this_one,
            rx.el.span("cette session", class_name="badge badge--info"),
            rx.el.button(
                "Déconnecter",
                rx.el.span(" ", one.device, ", ", one.opened, class_name="vh"),
                type="button",
                on_click=DISCONNECT(one.reference),
                class_name="btn btn--outline btn--s",
            ),
        ),
        key=one.reference,
    )
