"""Who paid what: the sentence, the stacked bar and its legend."""

import reflex as rx


def sentence(chunks: rx.Var) -> rx.Component:
    """Draw an explaining sentence, whose amounts that matter are strong."""
    return rx.el.p(
        rx.foreach(
            chunks, lambda chunk: rx.cond(chunk.strong, rx.el.strong(chunk.text, class_name="amount"), chunk.text)
        ),
        class_name="measure",
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
