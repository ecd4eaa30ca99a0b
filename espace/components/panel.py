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


def skeleton_card(lines: int) -> rx.Component:
    """Draw a grey payment with as many grey lines."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.span(class_name="skeleton skeleton--l"),
                rx.el.span(class_name="skeleton"),
                class_name="stack stack--s",
            ),
            rx.el.span(class_name="skeleton skeleton--rond"),
            class_name="payment__head",
        ),
        rx.el.div(*(rx.el.span(class_name="skeleton") for _ in range(lines)), class_name="stack stack--m"),
        class_name="card",
        aria_hidden=True,
    )
