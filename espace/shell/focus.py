"""What the framework leaves out of a client-side navigation: the focus."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

_RESULTS_EFFECTS = """
const resultsLocation = useLocation();
useEffect(() => {
  const clicked = (event) => {
    const link = event.target.closest?.("a");
    resultsPageTurned = Boolean(link?.closest(".pagination"));
    const line = link?.matches(".row-link") && link.closest("article");
    const entry = line ? line.querySelector("h3[id]") : link?.closest("h3[id]");
    if (entry) { window.history.replaceState(window.history.state, "", `#${entry.id}`); }
  };
  const searched = (event) => { resultsPageTurned = event.target.id === "recherche"; };
  document.addEventListener("click", clicked, true);
  document.addEventListener("submit", searched, true);
  return () => {
    document.removeEventListener("click", clicked, true);
    document.removeEventListener("submit", searched, true);
  };
}, []);
useEffect(() => {
  const turned = resultsPageTurned;
  const wanted = resultsLocation.hash.slice(1);
  resultsPageTurned = false;
  const arrive = () => {
    const entry = wanted && document.getElementById(wanted);
    if (entry) {
      entry.scrollIntoView();
      entry.querySelector("a")?.focus({ preventScroll: true });
      return true;
    }
    const heading = turned && (document.getElementById("a-corriger") || document.getElementById("resultats"));
    heading && heading.focus();
    return Boolean(heading);
  };
  if ((!turned && !wanted) || arrive()) { return; }
  const watch = new MutationObserver(() => { if (arrive()) { watch.disconnect(); } });
  watch.observe(document.getElementById("contenu"), { childList: true, subtree: true });
  return () => watch.disconnect();
}, [resultsLocation.search, resultsLocation.hash]);
"""


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
    const target = routeFocusLocation.hash && document.getElementById(routeFocusLocation.hash.slice(1));
    if (!target) { document.getElementById("contenu")?.focus(); }
    if (!routeFocusLocation.hash) { window.scrollTo(0, 0); }
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
  }
  routeFocusLast.current = path;
}, [routeFocusLocation.pathname]);
"""
        ]


class MenuClosing(rx.Component):
    """Closes the member's menu by Escape, which gives the focus back to its button, and by a click elsewhere."""

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hook that the listeners use."""
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the listeners; they live as long as the page."""
        return [
            """
useEffect(() => {
  const open = () => document.querySelector("details.menu[open]");
  const escaped = (event) => {
    const menu = event.key === "Escape" && open();
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  };
  const elsewhere = (event) => {
    const menu = open();
    if (menu && !menu.contains(event.target)) { menu.open = false; }
  };
  document.addEventListener("keydown", escaped);
  document.addEventListener("pointerdown", elsewhere);
  return () => {
    document.removeEventListener("keydown", escaped);
    document.removeEventListener("pointerdown", elsewhere);
  };
}, []);
"""
        ]


class ResultsFocus(rx.Component):
    """Brings the reader of a list back to the entry left, and to the heading after a search or another page of it.

    The results come after the page, so it waits for them. The entry opened is written into the list's own history
    entry: the browser's Back then finds it.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hooks that the effects use."""
        return {"react-router": ImportVar(tag="useLocation"), "react": [ImportVar(tag="useEffect")]}

    def add_custom_code(self) -> list[str]:
        """Return what a click leaves to the effect of the navigation it starts."""
        return ["let resultsPageTurned = false;"]

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        """Return the effects: what is clicked is remembered, and acted upon once the results are there."""
        return [_RESULTS_EFFECTS]
