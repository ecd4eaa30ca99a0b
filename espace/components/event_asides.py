"""What stands beside the form of a life event: how long it takes, and what to know of it."""

import reflex as rx

from espace import routes
from espace.components.native import page_link
from espace.components.parts import notice
from espace.domain.labels import RequestKind
from espace.domain.life_events import LifeEvent, Step


def asides(event: LifeEvent, current: rx.Var[str]) -> rx.Component:
    """Draw what to know beside the form: the delay, then the event's own remarks."""
    remarks = rx.fragment(*(notice(title, text) for title, text in event.remarks))
    if event.kind is RequestKind.TERMINATION:
        # They stand in the form itself where it is confirmed.
        remarks = rx.cond(rx.Var.create([Step.VERIFY.value, Step.SENT.value]).contains(current), rx.fragment(), remarks)
    return rx.el.aside(
        _delay(event),
        remarks,
        class_name="stack sticky",
        aria_label="À savoir",
    )


def _delay(event: LifeEvent) -> rx.Component:
    if event.kind is RequestKind.TERMINATION:  # a right: nobody has to decide on it
        text = "Vous recevez une confirmation à télécharger, avec la date de fin de votre contrat."
        return notice("Confirmée aussitôt", text, image="clock")
    return _at_once() if event.at_once else _after_a_decision()


def _at_once() -> rx.Component:
    return notice(
        "Pris en compte aussitôt",
        "Votre adresse change dès que vous confirmez. Vous déménagez plus tard ? Elle changera ce jour-là.",
        tone="ok",
    )


def _after_a_decision() -> rx.Component:
    follow = page_link(routes.FOLLOW_UP.title, href=routes.FOLLOW_UP.path)
    return notice(
        "Comptez 5 jours ouvrés",
        rx.el.p("Nous étudions votre demande sous 5 jours ouvrés. Vous la suivez dans la rubrique ", follow, "."),
        image="clock",
    )
