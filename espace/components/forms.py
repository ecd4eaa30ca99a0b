"""Form fields with their label, hint and error tied together.

The inputs keep what was typed by themselves: no value travels through the state. An error is a text, or a var
that is empty while all is well.
"""

import reflex as rx

from espace.components.icons import icon
from espace.components.native import plain_link

Error = rx.Var[str] | str


def field(
    name: str, label: str | rx.Component, *, hint: str = "", error: Error = "", unit: str = "", **options: object
) -> rx.Component:
    """Draw a labelled input; `name` is also its id, `unit` stands at its end."""
    box = input_box(name, hint, error, **options)
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="label"),
        *hint_line(name, hint),
        rx.el.div(box, rx.el.span(unit, aria_hidden=True), class_name="affix") if unit else box,
        field_error(name, error),
        class_name="field",
    )


def select_field(
    name: str, label: str | rx.Component, *options: rx.Component, hint: str = "", error: Error = "", **props: object
) -> rx.Component:
    """Draw a labelled list to choose from; `name` is also its id."""
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="label"),
        *hint_line(name, hint),
        rx.el.select(*options, id=name, name=name, class_name="input", **error_links(name, hint, error), **props),
        field_error(name, error),
        class_name="field",
    )


def hint_line(name: str, hint: str) -> list[rx.Component]:
    """Return the line that says what to type, if there is one."""
    return [rx.el.p(hint, class_name="hint", id=f"{name}-aide")] if hint else []


def focused_summary(errors: rx.Var, *, title: rx.Var[str], identifier: str, attempt: rx.Var[int]) -> rx.Component:
    """Draw the summary of what is to correct; it takes the focus each time the form is refused: `attempt` counts."""
    # A new key each time: it is then mounted, and takes the focus, again.
    return rx.cond(
        title,
        rx.el.div(
            error_summary(errors, title=title),
            id=identifier,
            tab_index=-1,
            key=attempt.to_string(),
            on_mount=rx.set_focus(identifier),
        ),
        rx.fragment(),
    )


def error_summary(errors: rx.Var, *, title: rx.Var[str]) -> rx.Component:
    """Draw what is to correct, on top of a form, with a link to each field.

    Each error has a `field`, a `label` and a `sentence`.
    """
    return rx.cond(
        errors.length() > 0,
        rx.el.div(
            icon("circle-alert"),
            rx.el.div(
                rx.el.p(rx.el.strong(title)),
                rx.el.ul(
                    rx.foreach(
                        errors,
                        lambda error: rx.el.li(
                            plain_link(error.label, " : ", error.sentence, href="#" + error.field.to(str))
                        ),
                    ),
                    class_name="bullets",
                ),
                class_name="notice__body",
            ),
            class_name="notice notice--error",
            role="alert",
        ),
        rx.fragment(),
    )


def input_box(name: str, hint: str, error: Error, **options: object) -> rx.Component:
    """Draw an input tied to its hint and error."""
    return rx.el.input(id=name, name=name, class_name="input", **error_links(name, hint, error), **options)


def error_links(name: str, hint: str, error: Error) -> dict[str, object]:
    """Return the attributes that tie an input, or a group of them, to its hint and to its error."""
    described = " ".join([f"{name}-aide"] * bool(hint))
    failed = f"{described} {name}-erreur".strip()
    if isinstance(error, str):
        return {"aria_describedby": failed if error else described or None, "aria_invalid": True if error else None}
    return {
        "aria_describedby": rx.cond(error, failed, described),
        "aria_invalid": rx.cond(error, "true", "false"),
    }


def field_error(name: str, error: Error) -> rx.Component:
    """Draw the sentence below an input that says how to correct it."""
    message = rx.el.p(icon("circle-alert"), error, class_name="msg msg--error", id=f"{name}-erreur")
    if isinstance(error, str):
        return message if error else rx.fragment()
    return rx.cond(error, message, rx.fragment())
