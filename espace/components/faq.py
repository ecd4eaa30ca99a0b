"""Frequent questions, folded by theme, each with an address of its own."""

from functools import lru_cache
from pathlib import Path

import reflex as rx

from espace import content
from espace.components.faq_search import faq_search
from espace.components.icons import icon
from espace.components.native import page_link
from espace.domain.faq import Question, Theme, parse

FOLDER = Path(content.__file__).parent / "faq"
AT_FIRST = 4  # questions of a theme; the others unfold


@lru_cache
def themes() -> tuple[Theme, ...]:
    """Return the themes in the order of their files' names."""
    return tuple(parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.txt")))


def faq() -> rx.Component:
    """Draw the search and every theme."""
    return rx.fragment(
        faq_search(),
        *(_theme(theme, f"theme-{number}") for number, theme in enumerate(themes(), 1)),
    )


def _theme(theme: Theme, identifier: str) -> rx.Component:
    first, others = theme.questions[:AT_FIRST], theme.questions[AT_FIRST:]
    # What is hidden while one searches must have no display of its own: hence the inner box.
    return rx.el.section(
        rx.el.div(
            rx.el.h3(theme.title, id=identifier),
            rx.el.div(*map(_question, first), class_name="accordion"),
            *([_folded(theme, others)] if others else []),
            class_name="stack stack--s",
        ),
        class_name="faq",
        aria_labelledby=identifier,
    )


def _folded(theme: Theme, others: tuple[Question, ...]) -> rx.Component:
    count = "l’autre question" if len(others) == 1 else f"les {len(others)} autres questions"
    return rx.el.details(
        rx.el.summary(
            rx.el.span(class_name="more__sign", aria_hidden=True),
            f"Voir {count}",
            rx.el.span(f" du thème {theme.title}", class_name="vh"),
        ),
        rx.el.div(*map(_question, others), class_name="accordion"),
        class_name="more",
    )


def _question(question: Question) -> rx.Component:
    return rx.el.details(
        rx.el.summary(question.words, icon("chevron-down")),
        rx.el.div(
            *map(rx.el.p, question.paragraphs),
            *(rx.el.p(page_link(link.label, href=link.href)) for link in question.links),
            class_name="accordion__body",
        ),
        id=question.anchor,
    )
