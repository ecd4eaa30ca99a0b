"""The words of the field that a page uses, explained: folded until somebody asks."""

import reflex as rx

from espace.components.icons import icon


def words_explained(words: rx.Var) -> rx.Component:
    """Draw « Comprendre les mots », or nothing when there is no word to explain."""
    section = rx.el.section(
        rx.el.h2("Comprendre les mots", id="mots"),
        rx.el.div(rx.foreach(words, _word), class_name="accordion"),
        class_name="stack stack--m",
        aria_labelledby="mots",
    )
    return rx.cond(words.length() > 0, section, rx.fragment())


def _word(word: rx.Var) -> rx.Component:
    return rx.el.details(
        rx.el.summary(word.name, icon("chevron-down")),
        rx.el.div(rx.el.p(word.text), class_name="accordion__body"),
    )
