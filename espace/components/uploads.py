"""Documents joined to a form: a place to drop them, each with its progress, its refusal, and the way to take it out."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace import routes
from espace.components.icons import icon
from espace.components.own_code import code_beside
from espace.domain.uploads import MAX_A_FORM, MAX_BYTES, TooLarge, TooManyFiles

INPUT = "fichiers"
_SENTENCES = {
    "label": "Ajouter un fichier : pièces jointes",
    "hint": "PDF ou photo, 5 Mo au plus",
    "added": "fichier ajouté.",
    "checking": "Vérification du fichier…",
    "failed": "L’envoi n’a pas abouti. Vérifiez votre connexion, puis ajoutez de nouveau ce fichier.",
    "tooLarge": TooLarge.sentence,
    "tooMany": TooManyFiles.sentence,
    "wait": "Attendez la fin de l’envoi de vos fichiers, puis réessayez.",
}


class Uploader(rx.Component):
    """Sends each chosen file by a request of its own, for the progress and the cap that a socket cannot give.

    A form whose files are still on their way is held until they have arrived.
    """

    tag = "Uploader"
    address: rx.Var[str]
    form_key: rx.Var[str]
    count: rx.Var[int]
    most: rx.Var[int]
    most_bytes: rx.Var[int]
    name: rx.Var[str]
    sentences: rx.Var[dict[str, str]]
    icons: rx.Var[dict[str, Any]]
    on_added: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]  # read at run time

    def add_imports(self) -> dict:
        """Name the React hooks that the code uses."""
        return {"react": [ImportVar(tag="useEffect"), ImportVar(tag="useRef"), ImportVar(tag="useState")]}

    def add_custom_code(self) -> list[str]:
        """Return the component's own code."""
        return [code_beside(__file__)]


def uploads(form_key: rx.Var[str], files: rx.Var, *, on_added: Any, on_remove: Any, legend: str) -> rx.Component:
    """Draw the documents of the form `form_key` and the place to add some.

    Each of `files` has an `id`, a `name` and a `size` in words. `on_added` shows the list anew, `on_remove` takes
    the id of a document out; `legend` names the group, and says whether it may stay empty.
    """
    return rx.el.div(
        rx.el.span(legend, rx.el.span(" (facultatif)", class_name="optional"), class_name="label"),
        Uploader.create(
            rx.foreach(files, lambda one: _file(one, on_remove)),
            address=routes.ATTACHMENT,
            form_key=form_key,
            count=files.length(),
            most=MAX_A_FORM,
            most_bytes=MAX_BYTES,
            name=INPUT,
            sentences=_SENTENCES,
            icons={
                "file": icon("file-text"),
                "refused": icon("circle-alert"),
                "remove": icon("x"),
                "add": icon("paperclip"),
            },
            on_added=on_added,
        ),
        class_name="field",
    )


def attachments_field(form: Any, legend: str = "Pièces jointes") -> rx.Component:
    """Draw the documents of the form that is open; `form` has `form_key`, `files`, `refresh` and `remove`."""
    return uploads(form.form_key, form.files, on_added=form.refresh, on_remove=form.remove, legend=legend)


def _file(one: rx.Var, on_remove: Any) -> rx.Component:
    return rx.el.li(
        icon("file-text"),
        rx.el.div(rx.el.p(one.name, class_name="file__name"), rx.el.p(one.size, class_name="file__meta")),
        rx.el.button(
            icon("x"),
            type="button",
            on_click=on_remove(one.id),
            aria_label="Retirer " + one.name.to(str),
            class_name="icon-btn",
        ),
        key=one.id,
        class_name="file",
    )
