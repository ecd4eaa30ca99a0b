"""Mes remboursements santé: the payments of the last twelve months, each with its prestations."""

import reflex as rx

from espace import routes
from espace.components.fresh import fresh
from espace.components.icons import icon
from espace.components.native import page_link, plain_link
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, empty_state, page_head, rond, telephone
from espace.components.tables import Column, act_cell, data_table
from espace.components.tabs import HEALTH_TABS, pagination, tabs
from espace.content.mutual import MUTUAL
from espace.shell.focus import ResultsFocus
from espace.shell.page import page
from espace.state.payments import PaymentsState

_COLUMNS = (
    Column("Date des soins", lambda line: line.day, "cell-date nowrap"),
    Column("Bénéficiaire", lambda line: line.who, "cell-who"),
    Column("Acte", act_cell, title=True),
    Column("Dépense", lambda line: line.charged, "cell-cost end"),
    Column("Mutuelle", lambda line: rx.el.strong(line.mutual), "cell-sum end"),
)


@page(routes.PAYMENTS, on_load=PaymentsState.load)
def payments() -> rx.Component:
    """Build the list of payments (E1, E5)."""
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.PAYMENTS.title),
        page_head(routes.PAYMENTS.title, tabs=True),
        tabs(routes.PAYMENTS.title, HEALTH_TABS, current=routes.PAYMENTS),
        panel(
            fresh(PaymentsState.status, PaymentsState.made_for), loading=_loading(), empty=_empty(), ready=_results()
        ),
    )


def _loading() -> rx.Component:
    return waiting("Nous cherchons vos paiements…", skeleton_card(3), skeleton_card(1), skeleton_card(2))


def _empty() -> rx.Component:
    return empty_state(
        "Aucun paiement sur les douze derniers mois",
        "Vos remboursements s’afficheront ici le jour où nous vous les verserons. Un soin récent n’apparaît pas ? "
        f"Appelez-nous, {MUTUAL.hours}.",
        telephone(MUTUAL.telephone, large=True),
    )


def _results() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(PaymentsState.heading, _place(), id="resultats", tab_index=-1),
                rx.el.p(PaymentsState.period, class_name="muted"),
            ),
            class_name="results-head",
        ),
        rx.foreach(PaymentsState.cards, _payment),
        pagination(PaymentsState.pages, PaymentsState.previous_href, PaymentsState.next_href),
        ResultsFocus.create(),
        class_name="stack",
        aria_labelledby="resultats",
    )


def _place() -> rx.Component:
    current = rx.foreach(PaymentsState.pages, lambda link: rx.cond(link.href, "", link.label))
    return rx.cond(PaymentsState.pages.length() > 0, rx.el.span(", page ", current, class_name="vh"), rx.fragment())


def _payment(card: rx.Var) -> rx.Component:
    return rx.el.article(
        _payment_head(card),
        data_table(_COLUMNS, card.lines, named_by=card.anchor, look="lines"),
        rx.el.p(
            plain_link(
                icon("download"),
                rx.el.span("Télécharger le relevé ", rx.el.span("du ", card.day, class_name="vh"), " (PDF)"),
                href=card.pdf,
                class_name="link-icon",
            ),
            class_name="payment__foot",
        ),
        class_name="card payment",
        aria_labelledby=card.anchor,
        key=card.anchor,
    )


def _payment_head(card: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3(page_link(card.title, href=card.href, prefetch="viewport"), id=card.anchor),
            rx.el.p(card.sent, class_name="hint"),
        ),
        rx.el.p(
            rx.el.span(card.paid, " : ", class_name="vh"),
            rx.el.span(card.total, class_name="amount"),
            class_name="payment__total",
        ),
        rond("green"),
        class_name="payment__head",
    )
