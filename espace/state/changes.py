"""Vars set only when they change: Reflex sends the browser whatever was set, be it the value that is there already."""

from typing import Any

from reflex.state import BaseState


def assign(state: BaseState, **values: Any) -> None:
    """Set the vars of a state that do not have these values yet."""
    for name, value in values.items():
        if getattr(state, name) != value:
            setattr(state, name, value)
