"""What a member does before the page's code has come: kept, then done (a slow telephone takes seconds to get it)."""

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace.components.own_code import code_beside


def early_acts() -> rx.Component:
    """Return the script of the page's head that keeps what is done until the page is alive."""
    return rx.el.script(custom_attrs={"dangerouslySetInnerHTML": {"__html": code_beside(__file__, ".js")}})


class PageAlive(rx.Component):
    """Lets what was kept be done: after the page's own events, which would otherwise undo it."""

    tag = "PageAlive"
    loaded: rx.Var[bool]

    def add_imports(self) -> dict:
        """Name the React hook that the code uses."""
        return {"react": ImportVar(tag="useEffect")}

    def add_custom_code(self) -> list[str]:
        """Return the component's own code."""
        return [code_beside(__file__)]


def page_alive() -> rx.Component:
    """Return the last part of a page."""
    return PageAlive.create(loaded=rx.State.is_hydrated)
