"""What a person reads when something breaks: in the page, on the network, or in the answer of an event."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_too_many_connection_errors

from espace import routes
from espace.components.icons import icon
from espace.components.native import plain_link
from espace.components.parts import empty_state, link_button
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


def missing_page() -> rx.Component:
    """Say that there is nothing here, and how to go on."""
    return rx.fragment(
        rx.el.div(rx.el.h1(routes.NOT_FOUND.title), class_name="page-head"),
        empty_state(
            "Nous n’avons rien trouvé à cette adresse",
            "Le lien est peut-être incomplet ou ancien. Revenez à l’accueil, ou appelez-nous.",
            link_button("Revenir à l’accueil", routes.HOME.path, look="outline"),
            plain_link(f"Nous appeler : {MUTUAL.telephone.shown}", href=MUTUAL.telephone.link),
        ),
    )


def messages() -> rx.Component:
    """Draw the brief messages: the lost connection, and the sentence of a refused or failed event."""
    region = rx.el.div(
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
    return rx.fragment(region)  # the framework puts the page inside what is returned


def _toast(sentence: rx.Var[str] | str, image: str, *action: rx.Component) -> rx.Component:
    return rx.el.div(icon(image), rx.el.p(sentence), *action, class_name="toast deep")
