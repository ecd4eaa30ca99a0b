"""One request: where it stands, step by step, what was sent, and the reply that is waited for."""

import reflex as rx

from espace import routes
from espace.components.editing import done_message
from espace.components.forms import focused_summary
from espace.components.fresh import fresh
from espace.components.message_field import message_field
from espace.components.native import sent_form
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, fact, link_button, page_head
from espace.components.requests import document_links, sent_lines, status_badge, timeline
from espace.components.uploads import attachments_field
from espace.shell.failures import missing_page
from espace.shell.page import page
from espace.state.attachments import AttachmentsState
from espace.state.request import DONE, LABELS, SUMMARY, RequestState

CARD = RequestState.card


@page(routes.REQUEST, on_load=RequestState.load)
def request() -> rx.Component:
    """Build the detail of a request (G4)."""
    return panel(
        fresh(RequestState.status, RequestState.made_for), loading=_loading(), missing=missing_page(), ready=_detail()
    )


def _above(here: rx.Var[str] | str) -> rx.Component:
    above = (routes.FOLLOW_UP.title, routes.FOLLOW_UP.path)
    return rx.fragment(crumbs((routes.HOME.title, routes.HOME.path), above, here=here), page_head(here))


def _loading() -> rx.Component:
    return rx.fragment(_above(routes.REQUEST.title), waiting("Nous cherchons cette demande…", skeleton_card(4)))


def _detail() -> rx.Component:
    progress = rx.el.section(
        rx.el.div(rx.el.h2("Avancement", id="avancement"), status_badge(CARD), class_name="card__head"),
        timeline(CARD.steps),
        class_name="card",
        aria_labelledby="avancement",
    )
    main = rx.el.div(rx.cond(CARD.is_waiting, _reply_form(), rx.fragment()), progress, class_name="stack")
    return rx.fragment(
        _above(CARD.title),
        done_message(RequestState.done, DONE),
        rx.el.div(main, _sent(), class_name="columns columns--wide"),
    )


def _sent() -> rx.Component:
    documents = rx.el.div(
        rx.el.h3("Documents joints"), document_links(RequestState.documents), class_name="stack stack--s"
    )
    effective = rx.cond(RequestState.effective, fact("Date d’effet", RequestState.effective), rx.fragment())
    return rx.el.section(
        rx.el.h2("Votre demande", id="envoi"),
        rx.el.dl(
            fact("Numéro", CARD.number),
            fact("Envoyée le", CARD.sent),
            effective,
            class_name="facts facts--2",
        ),
        sent_lines(RequestState.sent),
        rx.cond(RequestState.documents.length() > 0, documents, rx.fragment()),
        rx.el.p(link_button("Revenir au suivi", routes.FOLLOW_UP.path, look="quiet", image="arrow-left")),
        class_name="card stack",
        aria_labelledby="envoi",
    )


def _reply_form() -> rx.Component:
    return sent_form(
        rx.el.div(
            rx.el.h2("Nous attendons votre réponse", id="repondre"),
            rx.foreach(CARD.note, rx.el.p),
            class_name="stack stack--s",
        ),
        focused_summary(
            RequestState.errors,
            title=RequestState.errors_title,
            identifier=SUMMARY,
            attempt=RequestState.attempt,
        ),
        message_field("message", LABELS["message"], error=RequestState.sentences.get("message", "").to(str)),
        attachments_field(AttachmentsState),
        rx.el.div(rx.el.button("Envoyer ma réponse", type="submit", class_name="btn"), class_name="form__actions"),
        on_submit=RequestState.reply,
        no_validate=True,
        class_name="card form",
        aria_labelledby="repondre",
    )
