"""The form of a login, a member's and an adviser's: a whole-page post, which works without JavaScript."""

import reflex as rx
from reflex.experimental import ClientStateVar

from espace.components.forms import field
from espace.components.native import native_form
from espace.components.passwords import password_field


def log_in_form(
    *said: rx.Component,
    login: rx.Component,
    shown: ClientStateVar,
    refused: bool,
    action: str,
    proofs: tuple[rx.Component, ...] = (),
    ways: tuple[rx.Component, ...] = (),
) -> rx.Component:
    """Draw the form that posts `identifiant`, `mot_de_passe` and `suite`, the page wanted before, to `action`.

    Args:
        said: what stands above it: why one is here, or what was refused.
        login: the input of `login_field`.
        shown: whether the password is read as it is typed; the page places it.
        refused: whether a first try was refused: the password is then to be typed again.
        proofs: inputs below the password.
        ways: other ways to go on, beside the button.
    """
    return native_form(
        *said,
        login,
        password_field(
            "mot_de_passe", "Mot de passe", error="Saisissez de nouveau votre mot de passe." * refused, shown=shown
        ),
        *proofs,
        rx.el.input(type="hidden", name="suite"),
        rx.el.div(rx.el.button("Me connecter", type="submit", class_name="btn"), *ways, class_name="form__actions"),
        action=action,
        method="post",
        class_name="form",
    )


def login_field(label: str, *, hint: str = "", error: str = "", **options: object) -> rx.Component:
    """Draw the input of who logs in."""
    return field(
        "identifiant",
        label,
        hint=hint,
        error=error,
        auto_complete="username",
        required=True,
        max_length=254,
        **options,
    )
