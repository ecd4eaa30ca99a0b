"""Open a space by the link of an e-mail: confirm the address, or choose a password at once."""

import reflex as rx

from espace import routes
from espace.components.new_password import new_password_form
from espace.components.panel import panel, waiting
from espace.components.parts import link_button, notice, page_head
from espace.shell.page import page
from espace.state.activation import ActivationState


@page(routes.ACTIVATION, on_load=ActivationState.load)
def activation() -> rx.Component:
    """Build the activation (A6, A7, A8). Opening it changes nothing: a mail scanner opens links too."""
    return rx.fragment(
        page_head(routes.ACTIVATION.title),
        rx.el.div(
            panel(
                ActivationState.status,
                loading=waiting("Nous vérifions votre lien…"),
                missing=_dead(),
                empty=_done(),
                ready=rx.cond(ActivationState.needs_code, _confirm(), _choose()),
            ),
            class_name="narrow-start stack",
        ),
    )


def _dead() -> rx.Component:
    return rx.fragment(
        notice("Ce lien ne peut plus servir", ActivationState.reason, tone="warn", alert=True),
        rx.el.p(
            rx.el.button("M’envoyer un nouveau lien", type="button", on_click=ActivationState.resend, class_name="btn")
        ),
        rx.el.p(link_button("Me connecter", routes.LOGIN.path, look="outline")),
    )


def _done() -> rx.Component:
    return rx.fragment(
        notice(ActivationState.done_title, ActivationState.done_text, tone="ok", alert=True),
        rx.el.p(link_button(ActivationState.next_text, ActivationState.next_path)),
    )


def _confirm() -> rx.Component:
    return rx.el.section(
        rx.el.p("Bonjour ", ActivationState.first_name, "."),
        rx.el.p(
            "Cette adresse e-mail n’est pas celle que nous connaissons. Pour vous protéger, nous allons vous "
            "envoyer un code par courrier, à votre adresse postale. Il ouvrira votre espace."
        ),
        rx.el.p(
            rx.el.button(
                "Confirmer mon adresse et recevoir le code",
                type="button",
                on_click=ActivationState.confirm,
                class_name="btn",
            )
        ),
        class_name="card stack stack--m",
        aria_label="Confirmer mon adresse e-mail",
    )


def _choose() -> rx.Component:
    return new_password_form(
        rx.el.p("Bonjour ", ActivationState.first_name, ". Il ne vous reste qu’à choisir un mot de passe."),
        title=routes.ACTIVATION.title,
        label="Choisissez un mot de passe",
        action="Activer mon espace",
        rules=ActivationState.rules,
        sentences=ActivationState.sentences,
        errors=ActivationState.errors,
        errors_title=ActivationState.errors_title,
        on_typed=ActivationState.judge.debounce(300),
        on_submit=ActivationState.activate,
    )
