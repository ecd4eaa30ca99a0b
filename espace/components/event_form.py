"""The one form of a life event: all its steps stay in the page, so that every step sends all that was typed."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from espace.components.forms import focused_summary
from espace.components.icons import icon
from espace.components.kept_form import FORM
from espace.components.native import page_link, whole_form
from espace.components.parts import notice
from espace.domain.life_events import Step

SUMMARY, TITLE = "a-corriger", "etape"  # what takes the focus


@dataclass(frozen=True, slots=True)
class Telling:
    """How the form is driven: its step and that step's title, what to correct, what to say, the way back."""

    step: rx.Var[str]
    heading: rx.Var[str]
    sentence: rx.Var[str]
    errors: rx.Var
    errors_title: rx.Var[str]
    attempt: rx.Var[int]
    draft: rx.Var[str]
    back: rx.Var[str]
    go_on: Any


def event_form(telling: Telling, parts: dict[Step, rx.Component], confirm: rx.Component) -> rx.Component:
    """Draw the form: `parts` by their step, `confirm` the words of the button that sends."""
    summary = focused_summary(telling.errors, title=telling.errors_title, identifier=SUMMARY, attempt=telling.attempt)
    return whole_form(
        rx.el.h2(telling.heading, id=TITLE, tab_index=-1),
        rx.cond(telling.sentence, notice(telling.sentence, tone="warn", alert=True), rx.fragment()),
        summary,
        *(rx.el.div(part, hidden=telling.step != step.value) for step, part in parts.items()),
        rx.el.div(
            rx.el.button(
                rx.cond(telling.step == Step.VERIFY.value, confirm, rx.fragment("Continuer")),
                type="submit",
                class_name="btn",
            ),
            _way_back(telling),
            class_name="form__actions",
        ),
        id=FORM,
        on_submit=telling.go_on,
        no_validate=True,
        custom_attrs={"data-draft": telling.draft},
        class_name="card form",
        aria_labelledby=TITLE,
    )


def _way_back(telling: Telling) -> rx.Component:
    words = rx.cond(telling.step == Step.ANSWERS.value, "Choisir un autre changement", "Étape précédente")
    return page_link(icon("arrow-left"), words, href=telling.back, class_name="btn btn--quiet")
