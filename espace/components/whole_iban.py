"""The way to a whole IBAN: a button, then the password again, then the number."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from espace.components.icons import icon
from espace.components.native import sent_form
from espace.components.passwords import password_field


def whole_iban(
    *, field: str, full: str, asking: rx.Var[bool], shown: rx.Var[bool], fault: rx.Var[str],
    ask: Any, reveal: Any, hide: Any,
) -> rx.Component:  # fmt: skip
    """Draw the way to the whole IBAN: a button, then the password, then the number in the input `full`."""
    button = rx.el.p(
        rx.el.button(
            icon("eye"), "Voir l’IBAN entier", type="button", on_click=ask, class_name="btn btn--outline btn--s"
        )
    )
    return rx.el.div(
        rx.cond(shown, rx.fragment(), rx.cond(asking, _password_form(field, fault, reveal, hide), button)),
        _number(full, shown, hide),
    )


def _password_form(field: str, fault: rx.Var[str], reveal: Any, hide: Any) -> rx.Component:
    readable = ClientStateVar.create("reveal_password_shown", default=False)
    return sent_form(
        readable,
        password_field(
            field,
            "Mot de passe",
            hint="Pour voir l’IBAN entier.",
            error=fault,
            shown=readable,
            auto_focus=True,
        ),
        rx.el.div(
            rx.el.button("Voir l’IBAN", type="submit", class_name="btn btn--outline btn--s"),
            rx.el.button("Annuler", type="button", on_click=hide, class_name="btn btn--quiet btn--s"),
            class_name="form__actions",
        ),
        on_submit=reveal,
        no_validate=True,
        class_name="form",
        aria_label="Voir l’IBAN entier",
    )


def _number(full: str, shown: rx.Var[bool], hide: Any) -> rx.Component:
    # Always there, empty and hidden: the number comes as its value, never as a var that a store would keep.
    number = rx.el.input(id=full, read_only=True, auto_complete="off", class_name="input input--code")
    closing = rx.el.button(
        "Masquer", type="button", on_click=hide, class_name="btn btn--outline btn--s", on_mount=rx.set_focus(full)
    )
    revealed = rx.el.div(
        rx.el.div(rx.el.label("Votre IBAN entier", html_for=full, class_name="label"), number, class_name="field"),
        rx.cond(shown, rx.el.p(closing), rx.fragment()),
        class_name="stack stack--m",
    )
    return rx.el.div(revealed, hidden=~shown)
