"""What the framework leaves out of a client-side navigation: the focus."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar


class RouteFocus(rx.Component):
    """Moves the focus to the page's content when the page changes, as a full load would.

    Without it a screen reader stays on a link that no longer exists. The first load is left alone.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hooks that the effect uses."""
        return {
            "react-router": ImportVar(tag="useLocation"),
            "react": [ImportVar(tag="useEffect"), ImportVar(tag="useRef")],
        }

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the effect, run when the path changes and not for a new query on the same page."""
        return [
            """
const routeFocusLocation = useLocation();
const routeFocusLast = useRef(null);
useEffect(() => {
  const path = routeFocusLocation.pathname.replace(/\\/$/, "");
  if (routeFocusLast.current !== null && routeFocusLast.current !== path) {
    document.getElementById("contenu")?.focus();
    if (!routeFocusLocation.hash) { window.scrollTo(0, 0); }
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
  }
  routeFocusLast.current = path;
}, [routeFocusLocation.pathname]);
"""
        ]
