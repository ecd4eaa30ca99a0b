"""Choose a new password by the link of an e-mail. Opening the page changes nothing."""

import reflex as rx

from espace import routes
from espace.components.new_password import new_password_form
from espace.components.panel import panel, waiting
from espace.components.parts import link_button, notice, page_head
from espace.shell.page import page
from espace.state.new_password import NewPasswordState


@page(routes.NEW_PASSWORD, on_load=NewPasswordState.load)
def new_password() -> rx.Component:
    """Build the choice of a new password (A10)."""
    return rx.fragment(
        page_head(routes.NEW_PASSWORD.title),
        rx.el.div(
            panel(
                NewPasswordState.status,
                loading=waiting("Nous vérifions votre lien…"),
                missing=_dead(),
                empty=_done(),
                ready=_form(),
            ),
            class_name="narrow-start stack",
        ),
    )


def _dead() -> rx.Component:
    return rx.fragment(
        notice("Ce lien ne peut plus servir", NewPasswordState.reason, tone="warn", alert=True),
        rx.el.p(link_button("Demander un nouveau lien", routes.FORGOTTEN.path)),
    )


def _done() -> rx.Component:
    return rx.fragment(
        notice(
            "Votre mot de passe est changé",
            "Vos autres sessions sont fermées. Connectez-vous avec votre nouveau mot de passe.",
            tone="ok",
            alert=True,
        ),
        rx.el.p(link_button("Me connecter", routes.LOGIN.path)),
    )


def _form() -> rx.Component:
    return new_password_form(
        title=routes.NEW_PASSWORD.title,
        label="Nouveau mot de passe",
        action="Enregistrer mon mot de passe",
        rules=NewPasswordState.rules,
        sentences=NewPasswordState.sentences,
        errors=NewPasswordState.errors,
        errors_title=NewPasswordState.errors_title,
        on_typed=NewPasswordState.judge.debounce(300),
        on_submit=NewPasswordState.submit,
    )
