"""A message written freely: how much of it is left to write, and a form that is held while there is too much."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar
from reflex_base.utils.imports import ImportVar

from espace.components.forms import Error, field_error
from espace.components.icons import icon
from espace.domain.messages import MAX_LENGTH

_HOLD = r"""
useEffect(() => {
  const hold = (event) => {
    const areas = [...event.target.querySelectorAll("textarea[data-most]")];
    const long = areas.find((area) => area.value.length > Number(area.dataset.most));
    if (long) { event.preventDefault(); event.stopPropagation(); long.focus(); }
  };
  document.addEventListener("submit", hold, true);
  return () => document.removeEventListener("submit", hold, true);
}, []);
"""


class LengthGuard(rx.Component):
    """Holds a form whose message is too long, and leads back to it.

    The server refuses such a message by itself; one much longer still would not even fit through the socket.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hook that the effect uses."""
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var]:
        """Return the listener; it lives as long as the field."""
        return [_HOLD]


def message_field(name: str, label: str, *, error: Error) -> rx.Component:
    """Draw the message; `name` is also its id. Nothing typed is cut: what is too much is said instead."""
    typed = ClientStateVar.create(f"{name}_length", default=0)
    left = MAX_LENGTH - typed.value.to(int)
    fault = rx.cond(error, f"{name}-reste {name}-erreur", f"{name}-reste")
    return rx.el.div(
        typed,
        LengthGuard.create(),
        rx.el.label(label, html_for=name, class_name="label"),
        rx.el.textarea(
            id=name,
            name=name,
            on_change=lambda value: typed.set_value(value.length()),
            aria_describedby=fault,
            aria_invalid=rx.cond(error, "true", rx.cond(left < 0, "true", "false")),
            custom_attrs={"data-most": MAX_LENGTH},
            class_name="input",
        ),
        _counter(name, left),
        field_error(name, error),
        class_name="field",
    )


def _counter(name: str, left: Any) -> rx.Component:
    unit = rx.cond((left == 1) | (left == -1), "caractère", "caractères")
    over = rx.fragment(
        icon("circle-alert"),
        rx.el.span(
            "Votre message compte ", _grouped(-left), " ", unit, " de trop : raccourcissez-le, ou joignez un document."
        ),
    )
    return rx.el.p(
        rx.cond(left < 0, over, rx.fragment("Il vous reste ", _grouped(left), " ", unit, ".")),
        id=f"{name}-reste",
        class_name=rx.cond(left < 0, "msg msg--error", "hint"),
    )


def _grouped(count: Any) -> rx.Var[str]:
    """Write a number of the browser's own as `4 897`."""
    grouped = f"({count!s}).toLocaleString('fr-FR').replace(/\\s/g, '\\u00a0')"
    return rx.Var(grouped, _var_type=str, _var_data=count._get_all_var_data())
