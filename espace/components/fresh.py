"""A view that says for which address it was made, so that another address never shows it."""

import reflex as rx
from reflex_base.vars.base import VarData

_HERE: rx.Var[str] = rx.Var(
    "hereLocation.search.slice(1)",
    _var_type=str,
    _var_data=VarData(imports={"react-router": "useLocation"}, hooks={"const hereLocation = useLocation();": None}),
)


def fresh(status: rx.Var[str], made_for: rx.Var[str]) -> rx.Var[str]:
    """Return the status of a view made for the query `made_for`: loading while the browser stands elsewhere.

    The browser changes its address at once, and the server's vars only when it answers: without this, what was
    shown before stands under the new address until then, or for as long as the server is silent.
    """
    return rx.cond(made_for == _HERE, status, "loading")


def settled(sent: rx.Var[bool]) -> rx.Var[bool]:
    """Return whether a form has been sent, as far as this visit of its page goes.

    A reloaded page first gets what the server still knows of the visit before, and only then starts anew: what was
    sent then would flash by, and take the focus from the field that is being filled in.
    """
    return rx.State.is_hydrated & sent
