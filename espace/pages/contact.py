"""Contact: write to the mutual, with documents, or call it."""

import reflex as rx

from espace import routes
from espace.components.contact_cards import agency_card, assistance_card, telephone_card
from espace.components.forms import focused_summary, select_field
from espace.components.message_field import message_field
from espace.components.native import sent_form
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, link_button, page_head
from espace.components.uploads import attachments_field
from espace.domain.labels import QuestionSubject
from espace.shell.page import page
from espace.state.attachments import AttachmentsState
from espace.state.contact import DONE, LABELS, SUMMARY, ContactState

TITLE = "ecrire"


@page(routes.CONTACT, on_load=ContactState.load)
def contact() -> rx.Component:
    """Build « Contact » (G1)."""
    aside = rx.el.aside(
        telephone_card(ContactState.is_open, ContactState.opens),
        agency_card(),
        assistance_card(),
        class_name="stack",
        aria_label="Autres moyens de nous joindre",
    )
    loading = waiting("Nous préparons votre formulaire…", skeleton_card(4))
    written = rx.cond(ContactState.number, _sent(), _form())
    return rx.el.div(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.CONTACT.title),
        page_head(routes.CONTACT.title, "Écrivez-nous ou appelez-nous : une personne de la mutuelle vous répond."),
        rx.el.div(
            panel(ContactState.status, loading=loading, ready=written), aside, class_name="columns columns--aside"
        ),
        on_unmount=ContactState.leave,
    )


def _form() -> rx.Component:
    return sent_form(
        _head(),
        focused_summary(
            ContactState.errors,
            title=ContactState.errors_title,
            identifier=SUMMARY,
            attempt=ContactState.attempt,
        ),
        select_field("sujet", LABELS["sujet"], *_subjects(), error=_fault("sujet")),
        select_field("qui", LABELS["qui"], _people(), error=_fault("qui")),
        message_field("message", LABELS["message"], error=_fault("message")),
        attachments_field(AttachmentsState),
        rx.el.div(rx.el.button("Envoyer mon message", type="submit", class_name="btn"), class_name="form__actions"),
        on_submit=ContactState.send,
        no_validate=True,
        class_name="card form",
        aria_labelledby=TITLE,
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.h2("Nous écrire", id=TITLE),
        rx.el.p(
            "Notre réponse arrivera dans votre boîte mail personnelle, ",
            rx.el.strong(ContactState.email),
            ". Si elle parle de votre santé, l’e-mail vous invitera à la lire dans votre espace.",
            class_name="muted",
        ),
        class_name="stack stack--s",
    )


def _subjects() -> tuple[rx.Component, ...]:
    choose = rx.el.option("Choisissez…", value="")
    return choose, *(rx.el.option(subject.label, value=subject.value) for subject in QuestionSubject)


def _people() -> rx.Component:
    return rx.foreach(ContactState.people, lambda one: rx.el.option(one.label, value=one.value))


def _fault(name: str) -> rx.Var[str]:
    return ContactState.sentences.get(name, "").to(str)


def _sent() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Votre message est envoyé", id=DONE, tab_index=-1),
        rx.el.p(
            "Votre demande porte le numéro ",
            rx.el.strong(ContactState.number, class_name="nowrap"),
            ". Nous vous le confirmons par e-mail.",
        ),
        rx.el.p(
            "Notre réponse arrivera à ", rx.el.strong(ContactState.email), ", et dans l’historique de vos demandes."
        ),
        rx.el.div(
            link_button("Suivre ma demande", ContactState.follow),
            rx.el.button(
                "Écrire un autre message",
                type="button",
                on_click=ContactState.write_another,
                class_name="btn btn--quiet",
            ),
            class_name="row actions",
        ),
        class_name="card stack",
        aria_labelledby=DONE,
    )
