"""Links and forms: between pages by the router, and plain HTML where the framework would take over."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.el.elements.forms import Form
from reflex_components_core.el.elements.inline import A


class NativeForm(Form):
    """A real `<form>`: it posts to its `action` even before, or without, JavaScript.

    `rx.el.form` always installs a handler that prevents the browser's own submission.
    """

    @classmethod
    def create(cls, *children, **props):
        """Create the form without the framework's submit handler."""
        return super(Form, cls).create(*children, **props)


class SentForm(Form):
    """A form whose answers an event takes (`on_submit`).

    It says `post`, with nowhere to post to: a browser in which no script runs refuses politely, and puts nothing that
    was typed into an address, where histories and logs would keep it.
    """

    @classmethod
    def create(cls, *children, **props):
        """Create the form with its method."""
        return super().create(*children, method="post", **props)


class WholeForm(SentForm):
    """A form that sends what the browser says it holds, and nothing else.

    `rx.el.form` adds the value of every input it knows by its id: a hole for one that is not drawn at the moment, and
    for the radio of that id its value, chosen or not.
    """

    def _get_form_refs(self) -> dict[str, Any]:
        return {}


native_form = NativeForm.create
sent_form = SentForm.create
whole_form = WholeForm.create
# `rx.el.a` is a link of the client-side router; this one leaves the page: files, anchors, telephone numbers.
plain_link = A.create


def page_link(*children: Any, prefetch: Literal["intent", "viewport"] = "intent", **props: Any) -> rx.Component:
    """Draw a link to another page of the portal, whose code is fetched before the click.

    `intent` fetches it when the pointer or the focus comes near; `viewport` as soon as the link is seen, for where
    most people go next: the click is then answered even while the server restarts.
    """
    return rx.el.a(*children, custom_attrs={"prefetch": prefetch}, **props)
