"""Why somebody reads the login page: hidden notices that the page's address brings out."""

import reflex as rx
from reflex_base.utils.imports import ImportVar

AFTER_LOGOUT = "sortie"
COME_BACK = "suite"


class ArrivalReason(rx.Component):
    """Brings a notice out after a client-side navigation; `espace.web.login_form` did so in the page it served.

    The element is touched, not a state: the server may have changed the page's HTML before React took it over.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hooks that the effect uses."""
        return {"react-router": ImportVar(tag="useLocation"), "react": ImportVar(tag="useEffect")}

    def add_hooks(self) -> list[str | rx.Var]:
        """Return the effect, run for each address of the page."""
        return [
            f"""
const arrivalSearch = useLocation().search;
useEffect(() => {{
  const query = new URLSearchParams(arrivalSearch);
  for (const name of ["{AFTER_LOGOUT}", "{COME_BACK}"]) {{
    const notice = document.getElementById(`arrivee-${{name}}`);
    if (notice) {{ notice.hidden = !query.get(name); }}
  }}
}}, [arrivalSearch]);
"""
        ]


def arrival_reason(parameter: str, notice: rx.Component) -> rx.Component:
    """Draw a notice that stays hidden unless the address has this parameter."""
    return rx.el.div(ArrivalReason.create(), notice, id=f"arrivee-{parameter}", hidden=True)
