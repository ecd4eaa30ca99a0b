"""Ask for a link to choose a new password. The answer never says whether the login is known."""

import reflex as rx

from espace import routes
from espace.components.forms import field
from espace.components.fresh import settled
from espace.components.icons import icon
from espace.components.native import page_link, sent_form
from espace.components.parts import notice, page_head
from espace.content.mutual import MUTUAL
from espace.shell.layout import script_needed
from espace.shell.page import page
from espace.state.forgotten import ForgottenState

_SENT = (
    "Si cet identifiant correspond à un espace, nous venons d’écrire à son adresse e-mail. Le lien est valable une "
    f"heure. Rien reçu ? Regardez dans vos courriers indésirables, ou appelez-nous au {MUTUAL.telephone.shown}."
)


@page(routes.FORGOTTEN, on_load=ForgottenState.start)
def forgotten() -> rx.Component:
    """Build the request for a new password (A10)."""
    return rx.fragment(
        rx.el.p(
            page_link(icon("arrow-left"), "Retour à la connexion", href=routes.LOGIN.path, class_name="link-icon back")
        ),
        rx.el.div(
            page_head(
                "Mot de passe oublié ?",
                "Indiquez votre identifiant. Nous vous enverrons un e-mail pour choisir un nouveau mot de passe.",
            ),
            script_needed(),
            rx.el.div(
                rx.cond(
                    settled(ForgottenState.is_sent),
                    notice("Regardez votre boîte mail", _SENT, tone="ok", alert=True),
                    rx.fragment(),
                ),
                _form(),
                class_name="stack",
            ),
            class_name="narrow-start",
        ),
    )


def _form() -> rx.Component:
    return sent_form(
        field(
            "identifiant",
            "Identifiant",
            hint="Votre numéro d’adhérent ou votre adresse e-mail.",
            error=ForgottenState.sentence,
            auto_complete="username",
            required=True,
            max_length=254,
        ),
        rx.el.div(rx.el.button("Recevoir l’e-mail", type="submit", class_name="btn"), class_name="form__actions"),
        on_submit=ForgottenState.submit,
        no_validate=True,
        class_name="card form",
        aria_label=routes.FORGOTTEN.title,
    )
