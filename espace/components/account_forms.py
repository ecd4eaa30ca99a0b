"""The forms of « Mon compte »: inputs start with what is known, and keep what is typed by themselves."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from espace.components.editing import Editing, edit_form
from espace.components.forms import field
from espace.components.passwords import password_field, password_rules


def _label(text: str) -> rx.Component:
    return rx.fragment(f"{text} ", rx.el.span("(facultatif)", class_name="optional"))


def _box(editing: Editing, name: str, label: str | rx.Component, value: rx.Var, **options: object) -> rx.Component:
    return field(name, label, error=editing.fault(name), default_value=value, **options)


def address_form(editing: Editing, profile: rx.Var, save: Any) -> rx.Component:
    """Draw the form of the postal address."""
    first = {"auto_complete": "address-line1", "auto_focus": True}
    second = {"auto_complete": "address-line2"}
    code = {"auto_complete": "postal-code", "input_mode": "numeric"}
    lines = rx.el.div(
        _box(editing, "voie", "Numéro et rue", profile.line1, **first),
        _box(editing, "complement", _label("Complément : bâtiment, étage…"), profile.line2, **second),
        class_name="fields",
    )
    place = rx.el.div(
        _box(editing, "code_postal", "Code postal", profile.postcode, **code),
        _box(editing, "ville", "Ville", profile.city, auto_complete="address-level2"),
        class_name="fields fields--2",
    )
    return edit_form(editing, save, lines, place)


def phones_form(editing: Editing, profile: rx.Var, save: Any) -> rx.Component:
    """Draw the form of the telephone numbers."""
    first = {"type": "tel", "auto_complete": "tel", "auto_focus": True}
    second = {"type": "tel", "auto_complete": "home tel"}
    numbers = rx.el.div(
        _box(editing, "mobile", "Téléphone mobile", profile.mobile, **first),
        _box(editing, "fixe", _label("Téléphone fixe"), profile.landline, **second),
        class_name="fields fields--2",
    )
    return edit_form(editing, save, numbers)


def email_form(editing: Editing, profile: rx.Var, save: Any) -> rx.Component:
    """Draw the form of the e-mail address one logs in with."""
    address = field(
        "email",
        "Adresse e-mail",
        hint="Si vous la changez, nous vous enverrons un lien pour la confirmer.",
        error=editing.fault("email"),
        default_value=profile.email,
        type="email",
        auto_complete="email",
        auto_focus=True,
    )
    shown = ClientStateVar.create("email_password_shown", default=False)
    return edit_form(editing, save, shown, address, _current(editing, shown))


def password_form(editing: Editing, rules: rx.Var, save: Any, judge: Any) -> rx.Component:
    """Draw the form of the password; the rules are judged as one types, and nothing typed is kept."""
    shown = ClientStateVar.create("current_password_shown", default=False)
    new_shown = ClientStateVar.create("new_password_shown", default=False)
    new = password_field(
        "nouveau",
        "Nouveau mot de passe",
        error=editing.fault("nouveau"),
        shown=new_shown,
        complete="new-password",
        below=password_rules(rules),
        on_change=judge.debounce(300),
    )
    return edit_form(editing, save, shown, new_shown, _current(editing, shown, auto_focus=True), new)


def _current(editing: Editing, shown: ClientStateVar, **options: object) -> rx.Component:
    return password_field(
        "actuel",
        "Mot de passe actuel",
        error=editing.fault("actuel"),
        shown=shown,
        **options,
    )


def choice(name: str, label: str, checked: rx.Var[bool], on_change: Any) -> rx.Component:
    """Draw a box to tick that is saved at once."""
    return rx.el.div(
        rx.el.input(type="checkbox", id=name, checked=checked, on_change=on_change),
        rx.el.label(label, html_for=name),
        class_name="choice",
    )
