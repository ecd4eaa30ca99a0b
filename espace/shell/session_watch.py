"""The warning before a session ends, and the way back after it has (A11)."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace.components.native import native_form

DIALOG = "session-fin"
STAY = "rester"
WARN_SECONDS = 120
ASK_AGAIN_SECONDS = 30


_TIMER = f"""
useEffect(() => {{
  let timer = 0;
  const dialog = () => document.getElementById("{DIALOG}");
  const ask = async () => {{
    let left = {WARN_SECONDS} + {ASK_AGAIN_SECONDS};
    try {{
      left = (await (await fetch(dialog().dataset.clock, {{cache: "no-store"}})).json()).seconds;
    }} catch {{ /* the network is away: ask again later */ }}
    if (left <= 0) {{ window.location.reload(); return; }}
    if (left <= {WARN_SECONDS}) {{
      if (dialog() && !dialog().open) {{ dialog().showModal(); }}
      timer = setTimeout(ask, Math.min(left + 1, {ASK_AGAIN_SECONDS}) * 1000);
    }} else {{
      if (dialog()?.open) {{ dialog().close(); }}
      timer = setTimeout(ask, (left - {WARN_SECONDS} + 1) * 1000);
    }}
  }};
  const later = () => {{
    clearTimeout(timer);
    timer = setTimeout(ask, dialog().returnValue === "{STAY}" ? 2000 : {ASK_AGAIN_SECONDS} * 1000);
    dialog().returnValue = "";
  }};
  const seen = () => {{ if (document.visibilityState === "visible") {{ clearTimeout(timer); ask(); }} }};
  ask();
  document.addEventListener("visibilitychange", seen);
  dialog()?.addEventListener("close", later);
  return () => {{
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    dialog()?.removeEventListener("close", later);
  }};
}}, []);
"""


class SessionClock(rx.Component):
    """Asks the server how long the session lives, opens the dialog two minutes before its end, reloads after it.

    Asking prolongs nothing, so that an empty chair is logged out in time; an act in another tab is seen at the next
    question. A reload after the end brings the login page, and then back here.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hook that the timer uses."""
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var]:
        """Return the timer; it lives as long as the page."""
        return [_TIMER]


def session_watch(clock: str, stay: Any) -> rx.Component:
    """Draw the dialog, closed, with its timer; it asks at the address `clock`, and `stay` prolongs the session."""
    return rx.fragment(
        SessionClock.create(),
        rx.el.dialog(
            rx.el.h2("Vous êtes toujours là ?", id=f"{DIALOG}-titre"),
            rx.el.p(
                "Pour protéger vos données, votre session va se fermer dans moins de deux minutes. Ce qui n’est pas "
                "enregistré sera perdu."
            ),
            native_form(
                rx.el.button("Rester connecté", type="submit", value=STAY, on_click=stay, class_name="btn"),
                method="dialog",
                class_name="dialog__actions",
            ),
            id=DIALOG,
            class_name="dialog",
            custom_attrs={"data-clock": clock},
            aria_labelledby=f"{DIALOG}-titre",
        ),
    )
