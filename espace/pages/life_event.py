"""One life event, told step by step: the answers, the documents, the verification, the number of the request."""

from collections.abc import Callable

import reflex as rx

from espace import routes
from espace.components.employer_lock import employer_lock, no_contract
from espace.components.event_asides import asides
from espace.components.event_form import Telling, event_form
from espace.components.event_questions import questions
from espace.components.event_steps import (
    answers_card,
    before_confirming,
    documents_needed,
    joined,
    progress,
    sent,
)
from espace.components.kept_form import KeptForm
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, empty_state, link_button
from espace.components.uploads import uploads
from espace.domain.life_events import EVENTS, LifeEvent, Step
from espace.services.contact_details import LockedByEmployer
from espace.services.life_event_situation import NoContract
from espace.shell.page import page
from espace.state.attachments import AttachmentsState
from espace.state.life_event import LifeEventState

STATE = LifeEventState
TELLING = Telling(
    step=STATE.step,
    heading=STATE.heading,
    sentence=STATE.sentence,
    errors=STATE.errors,
    errors_title=STATE.errors_title,
    attempt=STATE.attempt,
    draft=STATE.draft,
    back=STATE.back,
    go_on=STATE.go_on,
)


@page(routes.LIFE_EVENT, on_load=STATE.load)
def life_event() -> rx.Component:
    """Build the guided form of an event (D1, D2, D3, D4, D5)."""
    title = rx.cond(STATE.title, STATE.title, routes.LIFE_EVENT.title)
    above = ((routes.HOME.title, routes.HOME.path), (routes.LIFE_EVENTS.title, routes.LIFE_EVENTS.path))
    return rx.fragment(
        KeptForm.create(),
        crumbs(*above, here=title),
        rx.el.div(rx.el.h1(title), class_name="page-head"),
        panel(STATE.status, loading=_loading(), empty=_closed(), missing=_missing(), ready=_ready()),
    )


def _loading() -> rx.Component:
    return waiting("Nous préparons vos questions…", skeleton_card(3))


def _closed() -> rx.Component:
    return rx.cond(
        STATE.locked, employer_lock(STATE.employer, LockedByEmployer.sentence), no_contract(NoContract.sentence)
    )


def _missing() -> rx.Component:
    return empty_state(
        "Nous n’avons pas trouvé ce changement",
        "L’adresse est peut-être incomplète. Choisissez ce qui change dans la liste.",
        link_button("Choisir ce qui change", routes.LIFE_EVENTS.path, look="outline"),
    )


def _each(draw: Callable[[LifeEvent], rx.Component]) -> rx.Component:
    """Draw what an event's definition says, for the event that is told."""
    return rx.match(STATE.event, *((event.key, draw(event)) for event in EVENTS), rx.fragment())


def _ready() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            _each(lambda event: progress(event, STATE.step)),
            rx.cond(STATE.step == Step.SENT.value, _sent(), _telling()),
            class_name="stack",
        ),
        _each(lambda event: asides(event, STATE.step)),
        class_name="columns columns--aside",
    )


def _telling() -> rx.Component:
    parts = {
        Step.ANSWERS: _each(lambda event: questions(event, STATE.sentences, STATE.people, STATE.offers)),
        Step.DOCUMENTS: rx.el.div(_each(documents_needed), _uploads(), class_name="form"),
        Step.VERIFY: rx.el.div(joined(AttachmentsState.files), _each(before_confirming), class_name="form"),
    }
    summary = answers_card(STATE.subject, STATE.facts, STATE.first)
    return rx.fragment(
        rx.cond(STATE.step == Step.ANSWERS.value, rx.fragment(), summary),
        event_form(TELLING, parts, _each(lambda event: rx.fragment(event.confirm))),
    )


def _uploads() -> rx.Component:
    return uploads(
        AttachmentsState.form_key,
        AttachmentsState.files,
        on_added=AttachmentsState.refresh,
        on_remove=AttachmentsState.remove,
        legend="Vos documents",
    )


def _sent() -> rx.Component:
    return sent(STATE.number, applied=STATE.applied, coming=STATE.coming, request=STATE.request, pdf=STATE.pdf)
