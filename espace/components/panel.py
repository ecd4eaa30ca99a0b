"""One view, one status: the same loading, empty, missing and error states everywhere."""

import reflex as rx

from espace.components.parts import notice
from espace.content.mutual import MUTUAL


def panel(
    status: rx.Var[str],
    *,
    ready: rx.Component,
    loading: rx.Component,
    empty: rx.Component | None = None,
    missing: rx.Component | None = None,
) -> rx.Component:
    """Show the state that `status` names."""
    return rx.match(
        status,
        ("loading", loading),
        ("empty", empty or rx.fragment()),
        ("missing", missing or rx.fragment()),
        ("refused", rx.fragment()),  # the form above says what to correct
        ("ready", ready),
        failure(),
    )


def failure() -> rx.Component:
    """Say that something went wrong on our side and what to do."""
    return notice(
        "Nous n’avons pas pu afficher cette page",
        f"Réessayez dans un instant. Si cela continue, appelez-nous au {MUTUAL.telephone.shown}.",
        tone="error",
        alert=True,
    )


def waiting(sentence: str, *skeletons: rx.Component) -> rx.Component:
    """Say what is being looked for, with grey shapes where it will stand."""
    return rx.el.section(
        rx.el.p(rx.el.span(class_name="spinner", aria_hidden=True), sentence, class_name="row", role="status"),
        *skeletons,
        class_name="stack",
        aria_busy=True,
    )


def grey(look: str = "", *, width: str = "100%") -> rx.Component:
    """Draw a grey shape where something will stand: in its full width unless another is given."""
    return rx.el.span(class_name=f"skeleton {look}".rstrip(), style={"--w": width}, aria_hidden=True)


def grey_lead() -> rx.Component:
    """Draw the grey sentence below a title."""
    return grey(width="min(32rem,80vw)")


def skeleton_card(lines: int) -> rx.Component:
    """Draw a grey payment of the list, with as many grey lines."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(grey("skeleton--l", width="min(16rem,50vw)"), grey(width="12rem"), class_name="stack stack--s"),
            grey("skeleton--l payment__total", width="6rem"),
            grey("skeleton--rond"),
            class_name="payment__head",
        ),
        rx.el.div(*(grey() for _ in range(lines)), class_name="stack stack--m"),
        class_name="card",
        aria_hidden=True,
    )


def skeleton_summary() -> rx.Component:
    """Draw the grey summary of one payment: its amount beside its facts."""
    return rx.el.div(
        rx.el.div(grey(width="9rem"), grey("skeleton--l", width="8rem"), class_name="stack stack--s"),
        rx.el.div(*(grey(width="min(14rem,60vw)") for _ in range(3)), class_name="stack stack--s"),
        class_name="card pay-summary",
        aria_hidden=True,
    )


def skeleton_shares(lines: int) -> rx.Component:
    """Draw a grey « Qui a payé quoi ? »: its title, as many lines, its bar."""
    return rx.el.div(
        grey("skeleton--l", width="min(14rem,50vw)"),
        rx.el.div(*(grey() for _ in range(lines)), class_name="stack stack--s"),
        grey("skeleton--bar"),
        class_name="card stack",
        aria_hidden=True,
    )


def skeleton_list(entries: int) -> rx.Component:
    """Draw a grey list: each entry with its title and a line."""
    entry = (grey("skeleton--l", width="min(16rem,50vw)"), grey(width="min(24rem,80vw)"))
    return rx.el.div(
        *(rx.el.div(*entry, class_name="stack stack--s") for _ in range(entries)), class_name="stack", aria_hidden=True
    )


def skeleton_table(lines: int) -> rx.Component:
    """Draw a grey table: its title and as many rows."""
    return rx.el.div(
        grey("skeleton--l", width="min(14rem,50vw)"),
        *(grey() for _ in range(lines)),
        class_name="card stack",
        aria_hidden=True,
    )
