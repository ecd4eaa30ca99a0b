"""The questions of a life event, drawn from what its definition says."""

from typing import Any

import reflex as rx

from espace.components.forms import error_links, field, field_error, hint_line, select_field
from espace.domain.life_events import LifeEvent, Question

_OPTIONAL = rx.el.span("(facultatif)", class_name="optional")


def questions(event: LifeEvent, sentences: rx.Var, people: rx.Var, offers: rx.Var) -> rx.Component:
    """Draw the questions of an event; another event's inputs never take their place and their values.

    `people` and `offers` are what the lists offer, with a `value` and a `label`, `people` with a `relationship` too.
    """
    return rx.el.div(
        *(_question(one, sentences.get(one.name, "").to(str), people, offers) for one in event.questions),
        key=event.key,
        class_name="form",
    )


def _question(one: Question, fault: rx.Var[str], people: rx.Var, offers: rx.Var) -> rx.Component:
    match one.look:
        case "choice":
            drawn = _radios(one, fault)
        case "person":
            drawn = _list(one, fault, people, lambda who: rx.Var.create([*one.people]).contains(who.relationship))
        case "plan":
            drawn = _list(one, fault, offers, lambda _: rx.Var.create(True))
        case _:
            drawn = _input(one, fault)
    if one.when is None:
        return drawn
    name, values = one.when
    # Hidden until the form's own effect finds the answer that calls for it.
    return rx.el.div(drawn, hidden=True, custom_attrs={"data-when": f"{name}={'|'.join(values)}"})


def _label(one: Question) -> str | rx.Component:
    return one.label if one.missing else rx.fragment(f"{one.label} ", _OPTIONAL)


def _input(one: Question, fault: rx.Var[str]) -> rx.Component:
    options: dict[str, Any] = {"auto_complete": one.complete}
    if one.look in ("day", "digits"):
        options["input_mode"] = "numeric"
    if one.look == "day":
        options["placeholder"] = "JJ/MM/AAAA"
    if one.is_secret:
        options["custom_attrs"] = {"data-secret": ""}
    return field(one.name, _label(one), hint=one.hint, error=fault, **options)


def _list(one: Question, fault: rx.Var[str], entries: rx.Var, offered: Any) -> rx.Component:
    ((_, blank),) = one.choices
    options = rx.foreach(
        entries, lambda entry: rx.cond(offered(entry), rx.el.option(entry.label, value=entry.value), rx.fragment())
    )
    return select_field(one.name, _label(one), rx.el.option(blank, value=""), options, hint=one.hint, error=fault)


def _radios(one: Question, fault: rx.Var[str]) -> rx.Component:
    first = one.choices[0][0]
    choices = (
        rx.el.div(
            rx.el.input(type="radio", name=one.name, value=value, id=identifier),
            rx.el.label(words, html_for=identifier),
            class_name="choice",
        )
        for value, words in one.choices
        # The summary of what is to correct leads to the first choice.
        for identifier in [one.name if value == first else f"{one.name}-{value}"]
    )
    return rx.el.fieldset(
        rx.el.legend(_label(one), class_name="label"),
        *hint_line(one.name, one.hint),
        rx.el.div(*choices, class_name="choices"),
        field_error(one.name, fault),
        aria_describedby=error_links(one.name, one.hint, fault)["aria_describedby"],
    )
