"""Password inputs: shown on demand, and the rules of a new one as it is typed."""

import reflex as rx
from reflex.experimental import ClientStateVar

from espace.components.forms import Error, field_error, hint_line, input_box
from espace.components.icons import icon


def password_field(
    name: str,
    label: str,
    *,
    hint: str = "",
    error: Error = "",
    shown: ClientStateVar,
    complete: str = "current-password",
    below: rx.Component | None = None,
    **options: object,
) -> rx.Component:
    """Draw a password input with its « Afficher » button; `shown` lives in the browser only, placed by the caller."""
    secret = input_box(
        name,
        hint,
        error,
        type=rx.cond(shown.value, "text", "password"),
        auto_complete=complete,
        required=True,
        max_length=256,
        **options,
    )
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="label"),
        *hint_line(name, hint),
        rx.el.div(secret, _reveal(name, shown), class_name="input-group"),
        *([below] if below is not None else []),
        field_error(name, error),
        class_name="field",
    )


def _reveal(name: str, shown: ClientStateVar) -> rx.Component:
    return rx.el.button(
        icon("eye"),
        rx.cond(shown.value, "Masquer", "Afficher"),
        rx.el.span(" le mot de passe", class_name="vh"),
        type="button",
        custom_attrs={"data-local": ""},
        aria_pressed=shown.value,
        aria_controls=name,
        on_click=shown.set_value(~shown.value),
        class_name="input-group__button",
    )


def password_rules(rules: rx.Var) -> rx.Component:
    """Draw the rules of a new password, each with its state in words: `label` and `done` of each rule."""
    lines = rx.el.ul(
        rx.foreach(
            rules,
            lambda rule: rx.el.li(
                rx.cond(rule.done, icon("check"), icon("circle")),
                rx.el.span(rule.label, rx.el.span(rx.cond(rule.done, " : c’est bon", " : à faire"), class_name="vh")),
                class_name=rx.cond(rule.done, "is-ok", ""),
            ),
        ),
        class_name="rules",
    )
    return rx.el.div(lines, aria_live="polite")  # only what changes is said
