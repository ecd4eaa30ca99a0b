"""Suivi: the questions most asked, and the history of the member's requests."""

import reflex as rx

from espace import routes
from espace.components.faq import faq
from espace.components.native import page_link
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, empty_state, link_button, notice, page_head
from espace.components.requests import request_card
from espace.content.mutual import MUTUAL
from espace.shell.page import page
from espace.state.follow_up import FollowUpState


@page(routes.FOLLOW_UP, on_load=FollowUpState.load)
def follow_up() -> rx.Component:
    """Build « Suivi » (G3, G4)."""
    questions = rx.el.section(
        rx.el.h2("Questions fréquentes", id="faq"), faq(), _way_out(), class_name="stack", aria_labelledby="faq"
    )
    history = rx.el.section(
        rx.el.h2("Historique de mes demandes", id="historique"),
        panel(
            FollowUpState.status,
            loading=waiting("Nous cherchons vos demandes…", skeleton_card(2), skeleton_card(2)),
            empty=_nothing_yet(),
            ready=_history(),
        ),
        class_name=rx.cond(FollowUpState.status == "empty", "stack", "stack first-mobile"),
        aria_labelledby="historique",
    )
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.FOLLOW_UP.title),
        page_head(routes.FOLLOW_UP.title, "Les réponses à vos questions et l’avancement de vos demandes."),
        rx.el.div(questions, history, class_name="columns columns--wide"),
    )


def _way_out() -> rx.Component:
    return notice(
        "Vous ne trouvez pas votre réponse ?",
        rx.el.p(
            page_link("Écrivez-nous", href=routes.CONTACT.path),
            " ou appelez le ",
            rx.el.span(MUTUAL.telephone.shown, class_name="nowrap"),
            ".",
        ),
        image="message-circle-question-mark",
    )


def _history() -> rx.Component:
    older = rx.el.details(
        rx.el.summary(rx.el.span(class_name="more__sign", aria_hidden=True), "Voir les demandes plus anciennes"),
        rx.el.div(rx.foreach(FollowUpState.older, request_card), class_name="stack"),
        class_name="more",
    )
    return rx.el.div(
        rx.foreach(FollowUpState.latest, request_card),
        rx.cond(FollowUpState.older.length() > 0, older, rx.fragment()),
        class_name="stack",
    )


def _nothing_yet() -> rx.Component:
    return empty_state(
        "Aucune demande pour l’instant",
        "Vos questions et vos changements de situation s’afficheront ici, avec leur avancement et nos réponses.",
        link_button("Écrire à la mutuelle", routes.CONTACT.path, look="outline"),
    )
