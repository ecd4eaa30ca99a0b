"""Who paid what: the sentence that explains it, the stacked bar and its legend."""

from typing import Any

import reflex as rx


def sentence(chunks: rx.Var) -> rx.Component:
    """Draw an explaining sentence, whose amounts that matter are strong."""
    return rx.el.p(
        rx.foreach(
            chunks, lambda chunk: rx.cond(chunk.strong, rx.el.strong(chunk.text, class_name="amount"), chunk.text)
        ),
        class_name="measure",
    )


def who_paid(state: Any) -> rx.Component:
    """Draw « Qui a payé quoi ? » from what a state says of it.

    Its vars: `sentence` (chunks of it), `parts` with their `picture` or the `remark` in its place, and `apart`, what
    the picture leaves out.
    """
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Qui a payé quoi ?", id="qui"),
            sentence(state.sentence),
            class_name="stack stack--s",
        ),
        rx.cond(
            state.parts.length() > 0,
            rx.el.div(split_bar(state.parts, state.picture, state.remark), legend(state.parts)),
            rx.fragment(),
        ),
        rx.foreach(state.apart, lambda words: rx.el.p(words, class_name="muted")),
        class_name="card stack",
        aria_labelledby="qui",
    )


def split_bar(parts: rx.Var, picture: rx.Var[str], remark: rx.Var[str]) -> rx.Component:
    """Draw the bar, or say why it cannot be: `picture` is its text, empty when `remark` stands in its place.

    A share of nothing is not drawn: the stylesheet gives every piece a width that can be seen.
    """
    return rx.cond(
        picture,
        rx.el.div(
            rx.foreach(
                parts,
                lambda part: rx.cond(
                    part.weight == "0",
                    rx.fragment(),
                    rx.el.span(class_name=part.look, style={"--v": part.weight}),
                ),
            ),
            class_name="split",
            role="img",
            aria_label=picture,
        ),
        rx.cond(remark, rx.el.p(remark, class_name="muted measure"), rx.fragment()),
    )


def legend(parts: rx.Var, *, rated: bool = False) -> rx.Component:
    """Draw the amounts behind the bar and, if `rated`, which part of the whole each is."""
    return rx.el.dl(
        rx.foreach(
            parts,
            lambda part: rx.el.div(
                rx.el.dt(part.name),
                rx.el.dd(part.amount, class_name="amount"),
                *([rx.cond(part.rate, rx.el.dd(part.rate, class_name="hint"), rx.fragment())] if rated else []),
                class_name=part.look,
            ),
        ),
        class_name="legend",
    )
