"""What was spent, drawn: stacked bars in SVG, each beside its name and its amounts.

Every bar is a small drawing of its own, so that names and amounts stay text that grows and wraps. The patient's part
is hatched: colour never speaks alone.
"""

import reflex as rx

from espace.components.panel import grey

_svg = rx.el.svg
_HATCHING = "hachures"


def hatching() -> rx.Component:
    """Draw, once a page and nowhere to be seen, the hatching that the bars refer to."""
    strip = _svg.rect(width=5, height=8)
    pattern = _svg.pattern(
        strip, id=_HATCHING, width=8, height=8, pattern_units="userSpaceOnUse", pattern_transform="rotate(45)"
    )
    return _svg(_svg.defs(pattern), class_name="hatching part-you", width=0, height=0, aria_hidden=True)


def bar(row: rx.Var, remark: str, *, tall: bool = False) -> rx.Component:
    """Draw the stacked bar of a row, or the remark in its place: `picture` is its text, empty when there is none."""
    return rx.cond(
        row.picture,
        _svg(
            rx.foreach(row.segments, _segment),
            class_name="bar bar--tall" if tall else "bar",
            width=row.extent,
            role="img",
            aria_label=row.picture,
        ),
        rx.el.p(remark, class_name="hint"),
    )


def _segment(segment: rx.Var) -> rx.Component:
    hatched = _svg.rect(custom_attrs={"fill": f"url(#{_HATCHING})"})
    return _svg(
        rx.cond(segment.look == "part-you", hatched, _svg.rect()),
        class_name=segment.look,
        width=segment.width,
        height="100%",
        custom_attrs={"x": segment.start},
    )


def bars(rows: rx.Var, remark: str, *, has_other_insurer: rx.Var[bool]) -> rx.Component:
    """Draw one bar a row, longest for the dearest, between what it is for and what it cost; first, what is which."""
    return rx.fragment(
        _keys(has_other_insurer),
        rx.el.ul(rx.foreach(rows, lambda row: rx.el.li(_name(row), bar(row, remark), _cost(row))), class_name="bars"),
    )


def _keys(has_other_insurer: rx.Var[bool]) -> rx.Component:
    other = rx.el.li("Autre mutuelle", class_name="part-other")
    return rx.el.ul(
        rx.el.li("Assurance Maladie", class_name="part-am"),
        rx.el.li("Votre mutuelle", class_name="part-mut"),
        rx.cond(has_other_insurer, other, rx.fragment()),
        rx.el.li("Vous (reste à charge)", class_name="part-you"),
        class_name="keys",
    )


def _name(row: rx.Var) -> rx.Component:
    return rx.el.p(row.name, class_name="bars__name")


def _cost(row: rx.Var) -> rx.Component:
    return rx.el.p(
        rx.el.strong(row.charged, class_name="amount"),
        " ",
        rx.el.span(row.left, class_name="hint"),
        class_name="bars__cost",
    )


def folded_table(about: str, table: rx.Component) -> rx.Component:
    """Fold the table of a picture's figures below it; `about` tells screen readers which picture it is."""
    return rx.el.details(
        rx.el.summary(
            rx.el.span(class_name="more__sign", aria_hidden=True),
            rx.el.span("Voir les montants dans un tableau", rx.el.span(f", {about}", class_name="vh")),
        ),
        table,
        class_name="more figures",
    )


def skeleton_bars(*lengths: int) -> rx.Component:
    """Draw the empty frame of a picture while its figures are added up: a bar for each length, in percent."""
    frames = (
        rx.el.li(
            grey(width="min(8rem,40vw)"),
            _svg(_svg.rect(width="100%", height="100%"), class_name="bar bar--empty", width=f"{length}%"),
            grey(width="6rem"),
        )
        for length in lengths
    )
    return rx.el.div(
        grey("skeleton--l", width="min(14rem,50vw)"),
        rx.el.ul(*frames, class_name="bars"),
        class_name="card stack",
        aria_hidden=True,
    )
