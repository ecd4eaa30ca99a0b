"""A request of the member's: its badge, its timeline, what was written at each step."""

import reflex as rx

from espace import routes
from espace.components.icons import icon
from espace.components.native import page_link, plain_link
from espace.components.parts import link_button


def request_card(card: rx.Var) -> rx.Component:
    """Draw one request of the history; one that is over keeps its steps folded."""
    href = f"{routes.REQUEST.path}?id=" + card.id.to(str)
    return rx.el.article(
        rx.el.div(
            rx.el.h3(page_link(card.title, href=href)),
            status_badge(card),
            class_name="request__head",
        ),
        rx.el.p(
            "Demande n° ", rx.el.span(card.number, class_name="nowrap"), ", envoyée le ", card.sent, class_name="hint"
        ),
        rx.cond(
            card.is_waiting,
            rx.fragment(
                _lines(card.note),
                rx.el.p(link_button("Répondre à la mutuelle", href, look="outline", image="paperclip")),
            ),
            rx.cond(card.is_over, _folded(card), timeline(card.steps, with_messages=False)),
        ),
        class_name="card card--s request",
        key=card.id,
    )


def _folded(card: rx.Var) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.span(class_name="more__sign", aria_hidden=True),
            "Voir les étapes",
            rx.el.span(" de la demande ", card.number, class_name="vh"),
        ),
        timeline(card.steps, with_messages=False),
        class_name="more",
    )


def status_badge(card: rx.Var) -> rx.Component:
    """Draw where a request stands, in words and with an icon."""
    image = rx.match(
        card.tone, ("ok", icon("check")), ("warn", icon("triangle-alert")), ("error", icon("x")), icon("clock")
    )
    return rx.el.span(image, card.status, class_name="badge badge--" + card.tone.to(str))


def timeline(steps: rx.Var, *, with_messages: bool = True) -> rx.Component:
    """Draw the steps of a request, in order, with what was written at each."""

    def row(step: rx.Var) -> rx.Component:
        return rx.el.li(
            rx.cond(step.look == "next", step.title, rx.el.strong(step.title)),
            rx.cond(step.when, rx.el.time(step.when, date_time=step.iso), rx.fragment()),
            _lines(step.message) if with_messages else rx.fragment(),
            class_name="is-" + step.look.to(str),
            aria_current=rx.cond(step.look == "current", "step", "false"),
        )

    return rx.el.ol(rx.foreach(steps, row), class_name="timeline")


def sent_lines(lines: rx.Var) -> rx.Component:
    """Draw what the member sent, as they read it then."""
    return rx.el.dl(
        rx.foreach(
            lines, lambda line: rx.el.div(rx.el.dt(line.label, class_name="hint"), rx.el.dd(_lines(line.value)))
        ),
        class_name="stack stack--s",
    )


def document_links(documents: rx.Var) -> rx.Component:
    """Draw the documents that were sent, each to be taken again."""

    def row(one: rx.Var) -> rx.Component:
        name = rx.el.div(rx.el.p(one.name, class_name="file__name"), rx.el.p(one.size, class_name="file__meta"))
        return rx.el.li(
            icon("file-text"),
            name,
            plain_link(
                icon("download"), href=one.href, aria_label="Télécharger " + one.name.to(str), class_name="icon-btn"
            ),
            class_name="file",
        )

    return rx.el.ul(rx.foreach(documents, row), class_name="files")


def _lines(lines: rx.Var) -> rx.Component:
    return rx.foreach(lines, rx.el.p)
