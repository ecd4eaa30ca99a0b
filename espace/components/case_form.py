"""The form by which an adviser goes on with a request: what comes next, and what is written to the member."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from espace.components.forms import error_links, field_error, focused_summary
from espace.components.message_field import message_field
from espace.components.native import whole_form
from espace.domain.decisions import FIELDS, FOR_CHANGES, FOR_QUESTIONS, Decision

SUMMARY = "a-corriger"


@dataclass(frozen=True, slots=True)
class Treating:
    """How the form is driven: what it is about, the state that was read, what is to correct; `number` makes it anew."""

    is_question: rx.Var[bool]
    seen: rx.Var[str]
    errors: rx.Var
    errors_title: rx.Var[str]
    faults: rx.Var
    attempt: rx.Var[int]
    number: rx.Var[int]
    send: Any


def case_form(treating: Treating) -> rx.Component:
    """Draw the form: a choice of what comes next, and a message."""
    fault = treating.faults.get("decision", "").to(str)
    return whole_form(
        rx.el.h2("Donner suite", id="suite"),
        focused_summary(treating.errors, title=treating.errors_title, identifier=SUMMARY, attempt=treating.attempt),
        rx.cond(treating.is_question, _choices(FOR_QUESTIONS, fault), _choices(FOR_CHANGES, fault)),
        message_field("message", FIELDS["message"], error=treating.faults.get("message", "").to(str)),
        rx.el.input(type="hidden", name="vu", value=treating.seen, read_only=True),
        rx.el.div(rx.el.button("Enregistrer", type="submit", class_name="btn"), class_name="form__actions"),
        key=treating.number.to_string(),
        on_submit=treating.send,
        no_validate=True,
        class_name="card form",
        aria_labelledby="suite",
    )


def _choices(offered: tuple[Decision, ...], fault: rx.Var[str]) -> rx.Component:
    choices = (
        rx.el.div(
            rx.el.input(type="radio", name="decision", value=one.value, id=identifier),
            rx.el.label(one.label, html_for=identifier),
            class_name="choice",
        )
        for one in offered
        # The summary of what is to correct leads to the first choice.
        for identifier in ["decision" if one is offered[0] else f"decision-{one.value}"]
    )
    return rx.el.fieldset(
        rx.el.legend(FIELDS["decision"], class_name="label"),
        rx.el.div(*choices, class_name="choices"),
        field_error("decision", fault),
        aria_describedby=error_links("decision", "", fault)["aria_describedby"],
    )
