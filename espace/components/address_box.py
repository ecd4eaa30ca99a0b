"""The address to look around: proposed while one types, or the member's own, or where the device says it is."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace.components.forms import Error, error_links, field_error
from espace.components.icons import icon
from espace.components.own_code import code_beside
from espace.domain.nearby import MAX_TYPED

NAME = "adresse"
HOME_BUTTON, HERE_BUTTON, TOLD = "chez-moi", "ma-position", "position-dite"
_WORDS = {
    "example": "13006 Marseille",
    "here": "Autour de ma position",
    "proposed": "Adresses proposées",
    "waiting": "Nous demandons votre position à votre appareil…",
    "refused": "Votre appareil n’a pas donné sa position. Tapez une adresse, une commune ou un code postal.",
}


class AddressBox(rx.Component):
    """The input with what it proposes (downshift's combobox), and the buttons below the form that fill it."""

    tag = "AddressBox"
    home: rx.Var[str]
    suggestions: rx.Var[list[str]]
    answered: rx.Var[str]
    longest: rx.Var[int]
    words: rx.Var[dict[str, str]]
    invalid: rx.Var[str]
    described: rx.Var[str]
    on_typed: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # read at run time

    def add_imports(self) -> dict:
        """Name what the code uses."""
        return {
            "downshift@9.5.0": ImportVar(tag="useCombobox"),
            "react": [ImportVar(tag="useEffect"), ImportVar(tag="useRef"), ImportVar(tag="useState")],
            "react-dom": ImportVar(tag="flushSync"),
            "react-router": ImportVar(tag="useLocation"),
        }

    def add_custom_code(self) -> list[str]:
        """Return the component's own code."""
        return [code_beside(__file__)]


def address_field(
    label: str, *, home: rx.Var[str], suggestions: rx.Var, answered: rx.Var[str], on_typed: Any, error: Error = ""
) -> rx.Component:
    """Draw the labelled input; `home` is the member's own address, `on_typed` takes what was typed so far.

    `suggestions` are those for `answered`, which it took last.
    """
    links = error_links(NAME, "", error)
    return rx.el.div(
        rx.el.label(label, html_for=NAME, class_name="label"),
        rx.el.div(
            icon("map-pin"),
            AddressBox.create(
                home=home,
                suggestions=suggestions,
                answered=answered,
                longest=MAX_TYPED,
                words=_WORDS,
                invalid=links["aria_invalid"],
                described=links["aria_describedby"],
                on_typed=on_typed,
            ),
            class_name="input-group input-group--icon",
        ),
        field_error(NAME, error),
        class_name="field",
    )


def address_shortcuts(note: rx.Var[str]) -> rx.Component:
    """Draw the buttons that fill the input, which it listens to itself, and `note`: who is told the address."""
    return rx.el.div(
        rx.el.div(
            _shortcut("house", "Autour de chez moi", HOME_BUTTON),
            _shortcut("map-pin", "Autour de ma position", HERE_BUTTON),
            class_name="row",
        ),
        rx.el.p(note, class_name="hint"),
        rx.el.p(id=TOLD, role="status", class_name="hint"),
        class_name="shortcuts",
    )


def _shortcut(image: str, text: str, identifier: str) -> rx.Component:
    return rx.el.button(icon(image), text, type="button", id=identifier, class_name="btn btn--quiet btn--s")
