"""What a person reads when something breaks: in the page, on the network, or in the answer of an event."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_too_many_connection_errors

from espace.components.icons import icon
from espace.components.native import plain_link
from espace.content.mutual import MUTUAL
from espace.state.notice import Notice


def broken_page() -> rx.Component:
    """Replace the framework's English stack trace by a sentence and a way on."""
    page = rx.el.main(
        rx.el.div(
            rx.el.h1("Cette page ne s’affiche pas"),
            rx.el.p(f"Rechargez-la. Si cela continue, appelez-nous au {MUTUAL.telephone.shown}."),
            rx.el.p(plain_link("Revenir à l’accueil", href="/", class_name="btn")),
            class_name="wrap stack",
        ),
        class_name="main",
    )
    return ErrorBoundary.create(
        on_error=rx.noop(),
        fallback_render=rx.vars.function.ArgsFunctionOperation.create(("event_args",), rx.Var.create(page)),
    )


def messages() -> rx.Component:
    """Draw the brief messages: the lost connection, and the sentence of a refused or failed event."""
    return rx.el.div(
        rx.cond(
            has_too_many_connection_errors,
            _toast("La connexion est interrompue. Nous réessayons…", "clock"),
            rx.fragment(),
        ),
        rx.cond(
            Notice.sentence,
            _toast(
                Notice.sentence,
                "info",
                rx.el.button(
                    icon("x"),
                    type="button",
                    aria_label="Fermer le message",
                    on_click=Notice.dismiss,
                    class_name="icon-btn",
                ),
            ),
            rx.fragment(),
        ),
        class_name="toasts",
        role="status",
    )


def _toast(sentence: rx.Var[str] | str, image: str, *action: rx.Component) -> rx.Component:
    return rx.el.div(icon(image), rx.el.p(sentence), *action, class_name="toast deep")
