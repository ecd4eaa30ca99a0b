"""The steps of a life event: where one stands, what was answered, what is joined, what is sent."""

import reflex as rx

from espace import routes
from espace.components.event_form import TITLE
from espace.components.icons import icon
from espace.components.native import page_link
from espace.components.parts import fact, file_button, link_button, notice
from espace.domain.labels import RequestKind
from espace.domain.life_events import LifeEvent, Step


def progress(event: LifeEvent, current: rx.Var[str]) -> rx.Component:
    """Draw the steps of an event, those that are done and the one that is current."""
    steps = [(step.value, title) for step, title in event.steps]
    return rx.el.ol(
        *(_step(*steps[place], later=steps[place + 1 :], current=current) for place in range(len(steps))),
        class_name="steps",
        aria_label="Étapes de la demande",
    )


def _step(name: str, title: str, *, later: list[tuple[str, str]], current: rx.Var[str]) -> rx.Component:
    done = rx.Var.create([*dict(later), Step.SENT.value]).contains(current)
    over = rx.el.li(title, rx.el.span(" (terminée)", class_name="vh"), class_name="is-done")
    return rx.cond(current == name, rx.el.li(title, aria_current="step"), rx.cond(done, over, rx.el.li(title)))


def answers_card(title: rx.Var[str], facts: rx.Var, first: rx.Var[str]) -> rx.Component:
    """Draw what was answered, above a later step, with the way back to correct it."""
    modify = page_link(
        icon("pencil"),
        "Modifier",
        rx.el.span(" mes réponses", class_name="vh"),
        href=first,
        class_name="btn btn--quiet btn--s",
    )
    return rx.el.section(
        rx.el.div(rx.el.h2(title, class_name="h3", id="reponses"), modify, class_name="card__head"),
        rx.el.dl(rx.foreach(facts, lambda one: fact(one.label, one.value)), class_name="facts facts--2"),
        class_name="card card--s",
        aria_labelledby="reponses",
    )


def documents_needed(event: LifeEvent) -> rx.Component:
    """Say which documents go with an event, and where to find them."""
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.strong(one.name), *([rx.el.br(), rx.el.span(one.hint, class_name="hint")] if one.hint else [])
            )
            for one in event.documents
        ),
        class_name="bullets",
    )


def before_confirming(event: LifeEvent) -> rx.Component:
    """Draw what to know before sending: of a résiliation its conditions, its notice and its consequences (D221-1)."""
    if event.kind is RequestKind.TERMINATION:
        said = (rx.el.p(rx.el.strong(title), rx.el.br(), text) for title, text in event.remarks)
        return rx.el.div(*said, class_name="stack stack--m")
    return rx.el.p("Relisez ce qui précède. Une erreur ? Choisissez « Modifier ». Sinon, envoyez votre demande.")


def joined(files: rx.Var) -> rx.Component:
    """Draw the documents that go with what is sent; each has a `name`."""
    names = rx.el.ul(rx.foreach(files, lambda one: rx.el.li(one.name)))
    none = "Aucun pour l’instant. Nous vous demanderons ce qui manque."
    return rx.el.dl(fact("Documents joints", rx.cond(files.length() > 0, names, none)), class_name="facts")


def sent(
    number: rx.Var[str], *, applied: rx.Var[bool], coming: rx.Var[str], request: rx.Var[str], pdf: rx.Var[str]
) -> rx.Component:
    """Draw the end: the number of the request, what comes next, where to follow it.

    `pdf` confirms a résiliation, `coming` is the day on which a move is applied by itself.
    """
    done = notice("C’est enregistré", "Votre changement est déjà pris en compte.", tone="ok")
    later = notice("Nous l’étudions sous 5 jours ouvrés", "Un e-mail vous préviendra à chaque étape.", image="clock")
    follow = link_button("Suivre ma demande", request, look="outline")
    return rx.el.section(
        rx.el.h2("Votre demande est envoyée", id=TITLE, tab_index=-1),
        rx.el.dl(fact("Numéro de votre demande", rx.el.span(number, class_name="nowrap")), class_name="facts"),
        rx.cond(applied, done, rx.cond(pdf, _ended(), rx.cond(coming, _coming(coming), later))),
        rx.el.div(
            rx.cond(
                pdf,
                rx.fragment(file_button("Télécharger la confirmation de résiliation", pdf), follow),
                rx.fragment(
                    link_button("Suivre ma demande", request),
                    link_button("Revenir à l’accueil", routes.HOME.path, look="quiet"),
                ),
            ),
            class_name="form__actions",
        ),
        class_name="card stack stack--m",
        aria_labelledby=TITLE,
    )


def _coming(day: rx.Var[str]) -> rx.Component:
    text = rx.el.p("Votre adresse changera le ", rx.el.strong(day), ". Un e-mail vous le confirmera ce jour-là.")
    return notice("C’est enregistré", text, tone="ok")


def _ended() -> rx.Component:
    return notice(
        "Votre résiliation est enregistrée",
        "Votre contrat prend fin à la date inscrite sur la confirmation. Un e-mail vous préviendra à chaque étape.",
        tone="ok",
    )
