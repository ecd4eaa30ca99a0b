"""« Télécharger tous les relevés de la période »: real links, and the progress of long work around them (E7)."""

import json

import reflex as rx
from reflex_base.utils.imports import ImportVar

from espace import routes
from espace.components.icons import icon
from espace.components.native import plain_link
from espace.components.own_code import code_beside
from espace.components.parts import notice

_WORDS = {
    "starting": "Préparation des relevés…",
    "working": "Préparation des relevés :",
    "done": "Vos relevés sont téléchargés.",
    "cancelled": "Téléchargement annulé.",
    "failed": "La connexion a été interrompue : vérifiez-la, puis téléchargez de nouveau.",
}


class BulkProgress(rx.Component):
    """Lets a click on a link that carries `data-progress` show how far the file is, and cancel it.

    It works until the page is left, which cancels what is in hand.
    """

    tag = "Fragment"
    library = "react"

    def add_imports(self) -> dict:
        """Name the React hook that the listener uses."""
        return {"react": [ImportVar(tag="useEffect")]}

    def add_custom_code(self) -> list[str]:
        """Return the functions, once a page."""
        return [code_beside(__file__, ".js")]

    def add_hooks(self) -> list[str | rx.Var]:
        """Return the effect that listens."""
        return [f"useEffect(() => bulkListen({json.dumps(_WORDS, ensure_ascii=False)}), []);"]


def bulk_download(criteria: rx.Var[str], *, tab: str = "") -> rx.Component:
    """Draw, in a results' head, the links to all that is found: one PDF, a ZIP, a table for a spreadsheet.

    `criteria` are the search's parameters as the address has them, each behind a `&`; `tab` names whose payments.
    """
    asked = f"&onglet={tab}{criteria}" if tab else criteria
    return rx.el.div(
        _link(
            "download",
            "Télécharger tous les relevés de la période",
            f"{routes.ALL_STATEMENTS}?format=pdf{asked}",
            look="btn btn--outline",
            with_progress=True,
        ),
        _other_formats(asked),
        _progress(),
        BulkProgress.create(),
        class_name="bulk",
    )


def _other_formats(asked: rx.Var[str] | str) -> rx.Component:
    archive, table = f"{routes.ALL_STATEMENTS}?format=zip{asked}", f"{routes.PAYMENTS_TABLE}?format=csv{asked}"
    return rx.el.details(
        rx.el.summary(rx.el.span(class_name="more__sign", aria_hidden=True), "Autres formats"),
        rx.el.div(
            _link("folder", "Un PDF par relevé, dans un dossier ZIP", archive, with_progress=True),
            _link("file-text", "Les soins dans un tableau (CSV)", table),
            class_name="row",
        ),
        class_name="more bulk__more",
    )


def _link(
    image: str, words: str, href: rx.Var[str] | str, *, look: str = "link-icon", with_progress: bool = False
) -> rx.Component:
    marked = {"data-progress": ""} if with_progress else {}
    return plain_link(icon(image), words, href=href, class_name=look, custom_attrs=marked)


def _progress() -> rx.Component:
    """Draw what is said while a file is made and after, hidden until then; « spoken » is for screen readers alone."""
    return rx.el.div(
        rx.el.p(role="status", class_name="vh", custom_attrs={"data-part": "spoken"}),
        _part("working", _working()),
        _part("done", notice(_WORDS["done"], rx.el.p(custom_attrs={"data-part": "name"}), tone="ok")),
        _part(
            "failed",
            notice("Le téléchargement n’a pas abouti.", rx.el.p(custom_attrs={"data-part": "sentence"}), tone="error"),
            role="alert",
        ),
        class_name="bulk__progress",
    )


def _part(name: str, *children: rx.Component, **props: str) -> rx.Component:
    return rx.el.div(*children, hidden=True, custom_attrs={"data-part": name}, **props)


def _working() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                rx.el.label(_WORDS["starting"], html_for="avancement", custom_attrs={"data-part": "count"}),
            ),
            rx.el.progress(id="avancement", custom_attrs={"data-part": "bar"}),
        ),
        rx.el.button(
            "Annuler", type="button", class_name="btn btn--outline btn--s", custom_attrs={"data-part": "cancel"}
        ),
        class_name="notice bulk__working",
    )
