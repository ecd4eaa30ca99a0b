"""Open a space with the code of the letter: the second proof, when the e-mail was not the one on file."""

import reflex as rx

from espace import routes
from espace.components.forms import field
from espace.components.fresh import settled
from espace.components.new_password import new_password_form
from espace.components.parts import link_button, notice, page_head
from espace.shell.layout import script_needed
from espace.shell.page import page
from espace.state.activation_code import ActivationCodeState


@page(routes.ACTIVATION_CODE, on_load=ActivationCodeState.start)
def activation_code() -> rx.Component:
    """Build the entry of the posted code (A7, A8)."""
    return rx.fragment(
        page_head(
            routes.ACTIVATION_CODE.title,
            "Votre lettre porte un code de douze caractères. Il ouvre votre espace, une seule fois.",
        ),
        script_needed(),
        rx.el.div(rx.cond(settled(ActivationCodeState.is_open), _done(), _form()), class_name="narrow-start stack"),
    )


def _done() -> rx.Component:
    return rx.fragment(
        notice(
            "Votre espace est ouvert",
            "Connectez-vous avec le mot de passe que vous venez de choisir.",
            tone="ok",
            alert=True,
        ),
        rx.el.p(link_button("Me connecter", routes.LOGIN.path)),
    )


def _form() -> rx.Component:
    return new_password_form(
        *_proofs(),
        title=routes.ACTIVATION_CODE.title,
        label="Choisissez un mot de passe",
        action="Ouvrir mon espace",
        rules=ActivationCodeState.rules,
        sentences=ActivationCodeState.sentences,
        errors=ActivationCodeState.errors,
        errors_title=ActivationCodeState.errors_title,
        on_typed=ActivationCodeState.judge.debounce(300),
        on_submit=ActivationCodeState.activate,
    )


def _proofs() -> tuple[rx.Component, rx.Component]:
    number = field(
        "num",
        "Numéro d’adhérent",
        hint="7 chiffres, en haut de votre lettre et de votre carte.",
        error=ActivationCodeState.sentences["num"],
        input_mode="numeric",
        required=True,
    )
    code = field(
        "code",
        "Code reçu par courrier",
        hint="Par exemple : ABCD-EFGH-JKLM",
        error=ActivationCodeState.sentences["code"],
        auto_complete="one-time-code",
        required=True,
    )
    return number, code
