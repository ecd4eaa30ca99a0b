"""One request, for the adviser who treats it: what was sent, the form that goes on with it, by whom, what happened."""

import reflex as rx

from espace import routes
from espace.components.case_form import Treating, case_form
from espace.components.editing import done_message
from espace.components.fresh import fresh
from espace.components.lists import fact_list
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, empty_state, fact, link_button, notice, page_head
from espace.components.requests import document_links, sent_lines, status_badge, timeline
from espace.shell.page import page
from espace.state.case import DONE, WARNING, CaseState

CARD = CaseState.card


@page(routes.CASE, on_load=CaseState.load)
def case() -> rx.Component:
    """Build the treatment of a request (H2)."""
    return panel(fresh(CaseState.status, CaseState.made_for), loading=_loading(), missing=_missing(), ready=_detail())


def _above(here: rx.Var[str] | str) -> rx.Component:
    return rx.fragment(crumbs((routes.QUEUE.title, routes.QUEUE.path), here=here), page_head(here))


def _loading() -> rx.Component:
    return rx.fragment(_above(routes.CASE.title), waiting("Nous cherchons cette demande…", skeleton_card(4)))


def _missing() -> rx.Component:
    way_out = link_button("Revenir aux demandes", routes.QUEUE.path, look="outline")
    return rx.fragment(
        page_head(routes.NOT_FOUND.title),
        empty_state("Nous n’avons rien trouvé à cette adresse", "Le lien est peut-être incomplet.", way_out),
    )


def _detail() -> rx.Component:
    form = case_form(
        Treating(
            is_question=CaseState.is_question,
            seen=CaseState.seen,
            errors=CaseState.errors,
            errors_title=CaseState.errors_title,
            faults=CaseState.sentences,
            attempt=CaseState.attempt,
            number=CaseState.form_count,
            send=CaseState.treat,
        )
    )
    main = rx.el.div(_sent(), rx.cond(CARD.is_over, rx.fragment(), form), class_name="stack")
    return rx.fragment(
        _above(CARD.title),
        done_message(CaseState.done, DONE),
        _meanwhile(),
        rx.el.div(main, rx.el.div(_asker(), _progress(), class_name="stack"), class_name="columns columns--wide"),
    )


def _meanwhile() -> rx.Component:
    unsent = rx.cond(
        CaseState.unsent.length() > 0,
        rx.fragment(rx.el.p("Votre texte, qui n’a pas été envoyé :"), rx.foreach(CaseState.unsent, rx.el.p)),
        rx.fragment(),
    )
    said = notice("Cette suite n’a pas été donnée", rx.el.p(CaseState.warning), unsent, tone="warn")
    return rx.el.div(
        rx.cond(CaseState.warning, said, rx.fragment()),
        id=WARNING,
        tab_index=-1,
        role="status",
        class_name=rx.cond(CaseState.warning, "card__head", ""),
    )


def _sent() -> rx.Component:
    documents = rx.el.div(
        rx.el.h3("Documents joints"), document_links(CaseState.documents), class_name="stack stack--s"
    )
    effective = rx.cond(CaseState.effective, fact("Date d’effet", CaseState.effective), rx.fragment())
    facts = rx.el.dl(fact("Numéro", CARD.number), fact("Envoyée le", CARD.sent), effective, class_name="facts facts--3")
    return rx.el.section(
        rx.el.div(rx.el.h2("La demande", id="envoi"), status_badge(CARD), class_name="card__head"),
        rx.el.div(
            facts,
            sent_lines(CaseState.sent),
            rx.cond(CaseState.documents.length() > 0, documents, rx.fragment()),
            class_name="stack",
        ),
        class_name="card",
        aria_labelledby="envoi",
    )


def _asker() -> rx.Component:
    return rx.el.section(
        rx.el.h2("L’adhérent", id="adherent"),
        fact_list(CaseState.facts),
        class_name="card stack",
        aria_labelledby="adherent",
    )


def _progress() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Avancement", id="avancement"),
        timeline(CARD.steps),
        class_name="card stack",
        aria_labelledby="avancement",
    )
