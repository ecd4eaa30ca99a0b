"""Ma situation change: choose what changes, or whom to ask."""

import reflex as rx

from espace import routes
from espace.components.employer_lock import employer_lock, no_contract
from espace.components.links import titled_links
from espace.components.native import page_link, plain_link
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, notice
from espace.content.mutual import MUTUAL
from espace.domain.life_events import EVENTS, Group
from espace.services.contact_details import LockedByEmployer
from espace.services.life_event_situation import NoContract
from espace.shell.page import page
from espace.state.life_events import LifeEventsState

_ICONS = {Group.FAMILY: "users-round", Group.LIFE: "house", Group.CONTRACT: "file-text"}
_BANK = ("Changer de compte bancaire", "Votre nouveau RIB", routes.BANK_DETAILS.path)


@page(routes.LIFE_EVENTS, on_load=LifeEventsState.load)
def life_events() -> rx.Component:
    """Build the choice of an event (D1, D4)."""
    lead = rx.cond(
        LifeEventsState.status == "ready",
        rx.el.p("Choisissez l’événement. Sous chaque ligne, le document à préparer.", class_name="lead"),
        rx.fragment(),
    )
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.LIFE_EVENTS.title),
        rx.el.div(rx.el.h1(routes.LIFE_EVENTS.title), lead, class_name="page-head"),
        panel(LifeEventsState.status, loading=_loading(), empty=_closed(), ready=_choice()),
    )


def _loading() -> rx.Component:
    return waiting("Nous cherchons votre contrat…", skeleton_card(3))


def _closed() -> rx.Component:
    locked = employer_lock(LifeEventsState.employer, LockedByEmployer.sentence)
    return rx.cond(LifeEventsState.locked, locked, no_contract(NoContract.sentence))


def _choice() -> rx.Component:
    family, life, contract = (_card(group) for group in Group)
    return rx.el.div(family, life, rx.el.div(contract, _help(), class_name="stack"), class_name="grid grid--3")


def _card(group: Group) -> rx.Component:
    links = [
        (event.title, event.brings, f"{routes.LIFE_EVENT.path}?evenement={event.key}")
        for event in EVENTS
        if event.group is group
    ]
    if group is Group.CONTRACT:
        links.insert(-1, _BANK)
    return titled_links(group.label, _ICONS[group], *links)


def _help() -> rx.Component:
    write = page_link("Écrivez-nous", href=routes.CONTACT.path)
    call = plain_link(MUTUAL.telephone.shown, href=MUTUAL.telephone.link, class_name="nowrap")
    return notice(
        "Vous hésitez ?",
        rx.el.p(write, " ou appelez le ", call, "."),
        image="message-circle-question-mark",
    )
