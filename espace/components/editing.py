"""Cards whose content is edited in place: the card, its « Modifier », its form, what takes the focus afterwards."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import reflex as rx

from espace.components.forms import focused_summary
from espace.components.icons import icon
from espace.components.native import sent_form


@dataclass(frozen=True, slots=True)
class Editing:
    """How the forms of a page are driven: the block being edited, what is to correct, how to leave."""

    block: rx.Var[str]
    errors: rx.Var
    errors_title: rx.Var[str]
    faults: rx.Var
    attempt: rx.Var[int]
    summary_id: str
    cancel: Any

    def fault(self, name: str) -> rx.Var[str]:
        """Return what is to correct in one field, empty while all is well."""
        return self.faults.get(name, "").to(str)


def heading_id(block: str) -> str:
    """Return the id of a block's title, which takes the focus when its form is left."""
    return f"bloc-{block}"


def editable_card(
    block: str,
    title: str,
    action: rx.Component,
    content: rx.Component,
    *,
    editing: Editing,
    forms: dict[str, rx.Component],
) -> rx.Component:
    """Draw a block: its title and action above its content, or one of its forms while it is edited."""
    being_edited = reduce(or_, [editing.block == name for name in forms])
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, id=heading_id(block), tab_index=-1),
            rx.cond(being_edited, rx.fragment(), action),
            class_name="card__head",
        ),
        rx.match(editing.block, *forms.items(), content),
        class_name=rx.cond(being_edited, "card is-editing", "card"),
        aria_labelledby=heading_id(block),
    )


def edit_button(what: str, on_click: Any) -> rx.Component:
    """Draw « Modifier », with what it modifies for screen readers."""
    return rx.el.button(
        icon("pencil"),
        "Modifier",
        rx.el.span(f" {what}", class_name="vh"),
        type="button",
        on_click=on_click,
        class_name="btn btn--quiet btn--s",
    )


def locked_badge() -> rx.Component:
    """Draw what stands in the place of « Modifier » under a group contract."""
    return rx.el.span(icon("lock"), "Géré par votre employeur", class_name="badge")


def edit_form(editing: Editing, on_submit: Any, *fields: rx.Component) -> rx.Component:
    """Draw a form with what is to correct on top, « Enregistrer » and « Annuler »."""
    return sent_form(
        focused_summary(
            editing.errors, title=editing.errors_title, identifier=editing.summary_id, attempt=editing.attempt
        ),
        *fields,
        rx.el.div(
            rx.el.button("Enregistrer", type="submit", class_name="btn"),
            rx.el.button("Annuler", type="button", on_click=editing.cancel, class_name="btn btn--quiet"),
            class_name="form__actions",
        ),
        on_submit=on_submit,
        no_validate=True,
        class_name="form",
    )


def done_message(sentence: rx.Var[str], identifier: str) -> rx.Component:
    """Draw the place where a success is said, always there so that it can be heard and take the focus."""
    said = rx.el.div(
        icon("circle-check"),
        rx.el.div(rx.el.p(rx.el.strong(sentence)), class_name="notice__body"),
        class_name="notice notice--ok",
    )
    return rx.el.div(
        rx.cond(sentence, said, rx.fragment()),
        id=identifier,
        tab_index=-1,
        role="status",
        class_name=rx.cond(sentence, "card__head", ""),  # its margin, when there is something to keep clear of
    )
