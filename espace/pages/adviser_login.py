"""The advisers' login: an address, a password, a code; and the same page after a refusal."""

import reflex as rx
from reflex.experimental import ClientStateVar

from espace import routes
from espace.components.forms import field
from espace.components.log_in_form import log_in_form, login_field
from espace.components.parts import notice, page_head
from espace.domain.one_time_codes import DIGITS
from espace.shell.page import page


@page(routes.ADVISER_LOGIN)
def adviser_login() -> rx.Component:
    """Build the login of `/gestion` (H2)."""
    return _form(refused=False)


@page(routes.ADVISER_LOGIN_REFUSED)
def adviser_login_refused() -> rx.Component:
    """Build the same page after a refusal: it never says what was wrong."""
    return _form(refused=True)


def _form(*, refused: bool) -> rx.Component:
    shown = ClientStateVar.create("adviser_password_shown", default=False)
    form = log_in_form(
        *([_refusal()] if refused else []),
        login=_login(refused),
        shown=shown,
        refused=refused,
        action=routes.ADVISER_LOGIN_POST,
        proofs=(_code(refused),),
    )
    return rx.fragment(
        page_head("Espace de gestion", "Réservé aux conseillers de la mutuelle."),
        rx.el.section(
            shown,
            rx.el.h2("Me connecter", id="connexion", class_name="card__head"),
            form,
            class_name="card narrow-start",
            aria_labelledby="connexion",
        ),
    )


def _refusal() -> rx.Component:
    return notice(
        "Connexion refusée",
        "Vérifiez l’adresse, le mot de passe et le code, puis réessayez. Un code ne sert qu’une fois : attendez le "
        "suivant si vous venez de l’utiliser.",
        tone="error",
        alert=True,
    )


def _login(refused: bool) -> rx.Component:
    error = "Contrôlez votre adresse e-mail professionnelle." * refused
    return login_field("Adresse e-mail", error=error, input_mode="email")


def _code(refused: bool) -> rx.Component:
    return field(
        "code",
        "Code de connexion",
        hint=f"Les {DIGITS} chiffres que montre votre application d’authentification.",
        error="Saisissez le code affiché en ce moment." * refused,
        auto_complete="one-time-code",
        input_mode="numeric",
        required=True,
        max_length=20,
    )
