"""The choice of a password: one input with its rules, as three pages ask for it."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from espace.components.forms import error_summary
from espace.components.native import sent_form
from espace.components.passwords import password_field, password_rules


def new_password_form(
    *fields: rx.Component,
    title: str,
    label: str,
    action: str,
    rules: rx.Var,
    sentences: Any,
    errors: rx.Var,
    errors_title: rx.Var[str],
    on_typed: Any,
    on_submit: Any,
) -> rx.Component:
    """Draw a form that ends with a new password, named `mot_de_passe`; `fields` stand above it."""
    shown = ClientStateVar.create("password_shown", default=False)
    return sent_form(
        shown,
        error_summary(errors, title=errors_title),
        *fields,
        password_field(
            "mot_de_passe",
            label,
            error=sentences["mot_de_passe"],
            shown=shown,
            complete="new-password",
            below=password_rules(rules),
            on_change=on_typed,
        ),
        rx.el.div(rx.el.button(action, type="submit", class_name="btn"), class_name="form__actions"),
        on_submit=on_submit,
        no_validate=True,
        class_name="card form",
        aria_label=title,
    )
