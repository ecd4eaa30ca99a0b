"""Form fields with their label, hint and error tied together."""

import reflex as rx

from espace.components.icons import icon


def field(name: str, label: str, *, hint: str = "", error: str = "", **options: object) -> rx.Component:
    """Draw a labelled input; `name` is also its id."""
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="label"),
        *([rx.el.p(hint, class_name="hint", id=f"{name}-aide")] if hint else []),
        _input(name, hint, error, **options),
        *_error(name, error),
        class_name="field",
    )


def password_field(name: str, label: str, *, error: str = "", shown: rx.Var[bool], toggle: rx.Var) -> rx.Component:
    """Draw a password input with its « Afficher » button; `shown` lives in the browser only."""
    button = rx.el.button(
        icon("eye"),
        rx.cond(shown, "Masquer", "Afficher"),
        rx.el.span(" le mot de passe", class_name="vh"),
        type="button",
        aria_pressed=shown,
        aria_controls=name,
        on_click=toggle,
        class_name="input-group__button",
    )
    secret = _input(
        name, "", error, type=rx.cond(shown, "text", "password"), auto_complete="current-password", required=True
    )
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="label"),
        rx.el.div(secret, button, class_name="input-group"),
        *_error(name, error),
        class_name="field",
    )


def _input(name: str, hint: str, error: str, **options: object) -> rx.Component:
    described = " ".join([f"{name}-aide"] * bool(hint) + [f"{name}-erreur"] * bool(error))
    return rx.el.input(
        id=name,
        name=name,
        class_name="input",
        aria_describedby=described or None,
        aria_invalid=True if error else None,
        **options,
    )


def _error(name: str, error: str) -> list[rx.Component]:
    if not error:
        return []
    return [rx.el.p(icon("circle-alert"), error, class_name="msg msg--error", id=f"{name}-erreur")]
