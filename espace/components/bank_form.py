"""The form of a new bank account: its IBAN is judged while it is typed, and nothing typed leaves the inputs."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from espace.components.forms import field, focused_summary, hint_line
from espace.components.icons import icon
from espace.components.native import sent_form
from espace.components.parts import link_button, notice
from espace.components.passwords import password_field

_HINT = "En France, il compte 27 caractères et commence par FR. Vous pouvez le coller avec ou sans espaces."


def bank_form(
    *fields: rx.Component, title_id: str, errors: rx.Var, errors_title: rx.Var[str], summary_id: str,
    attempt: rx.Var[int], back: str, on_submit: Any,
) -> rx.Component:  # fmt: skip
    """Draw the form around its fields, with what is to correct on top."""
    return sent_form(
        _head(title_id),
        focused_summary(errors, title=errors_title, identifier=summary_id, attempt=attempt),
        *fields,
        rx.el.div(
            rx.el.button("Enregistrer ce compte", type="submit", class_name="btn"),
            link_button("Annuler", back, look="quiet"),
            class_name="form__actions",
        ),
        on_submit=on_submit,
        no_validate=True,
        class_name="card form",
        aria_labelledby=title_id,
    )


def holder_field(name: rx.Var[str], fault: rx.Var[str]) -> rx.Component:
    """Draw the holder, the member until something else is typed."""
    return field(
        "titulaire", "Titulaire du compte", error=fault, default_value=name, auto_complete="name", required=True
    )


def iban_field(look: rx.Var[str], words: rx.Var[str], check: Any) -> rx.Component:
    """Draw the IBAN with what can be said of it so far, in one place: waiting, wrong or right."""
    return rx.el.div(
        rx.el.label("Nouvel IBAN", html_for="iban", class_name="label"),
        *hint_line("iban", _HINT),
        rx.el.input(
            id="iban",
            name="iban",
            auto_complete="off",
            auto_capitalize="characters",
            spell_check=False,
            required=True,
            max_length=100,
            on_change=check.debounce(300),
            aria_describedby="iban-etat iban-aide",
            aria_invalid=rx.cond(look == "wrong", "true", "false"),
            class_name="input input--code",
        ),
        _verdict(look, words),
        class_name="field",
    )


def _verdict(look: rx.Var[str], words: rx.Var[str]) -> rx.Component:
    image = rx.match(
        look,
        ("wait", icon("circle")),
        ("wrong", icon("circle-alert")),
        ("right", icon("circle-check")),
        rx.fragment(),
    )
    tone = rx.match(look, ("wrong", "msg msg--error"), ("right", "msg msg--ok"), "msg msg--wait")
    return rx.el.p(image, rx.el.span(words), id="iban-etat", role="status", class_name=tone)


def proof_field(fault: rx.Var[str]) -> rx.Component:
    """Draw the password that confirms the change."""
    readable = ClientStateVar.create("bank_password_shown", default=False)
    password = password_field(
        "actuel",
        "Votre mot de passe",
        hint="Pour confirmer que c’est bien vous.",
        error=fault,
        shown=readable,
    )
    return rx.fragment(readable, password)


def closed_form(title_id: str, sentence: rx.Var[str]) -> rx.Component:
    """Draw what stands in the place of the form while no change can be asked."""
    return rx.el.section(
        _title(title_id),
        notice("Un peu de patience", rx.el.p(sentence), tone="warn"),
        class_name="card stack stack--m",
        aria_labelledby=title_id,
    )


def _title(title_id: str) -> rx.Component:
    return rx.el.h2("Changer de compte bancaire", id=title_id, tab_index=-1)


def _head(title_id: str) -> rx.Component:
    return rx.el.div(
        _title(title_id),
        rx.el.p("Munissez-vous du RIB de votre nouveau compte.", class_name="muted"),
        class_name="stack stack--s",
    )
