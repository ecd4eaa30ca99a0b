"""Plain HTML where the framework would take over: real links for files, real forms for posts."""

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


native_form = NativeForm.create
# `rx.el.a` is a link of the client-side router; this one leaves the page: files, anchors, telephone numbers.
plain_link = A.create
