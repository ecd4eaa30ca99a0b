"""The French 404: for an address that does not exist, and for what is not yours."""

import reflex as rx

from espace import routes
from espace.shell.failures import missing_page
from espace.shell.layout import public_layout
from espace.shell.page import page


@page(routes.NOT_FOUND)
def not_found() -> rx.Component:
    """Build the page shown for an unknown address."""
    return missing_page()


def unhydrated() -> rx.Component:
    """Build what an unknown address shows until, or without, JavaScript: the only page that is not prerendered."""
    return public_layout(routes.NOT_FOUND, missing_page())
