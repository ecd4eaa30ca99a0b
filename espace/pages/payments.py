"""Mes remboursements santé: the payments that a search finds, each with its prestations."""

import reflex as rx

from espace import routes
from espace.components.bulk_download import bulk_download
from espace.components.icons import icon
from espace.components.native import page_link, plain_link
from espace.components.panel import skeleton_card, waiting
from espace.components.parts import rond
from espace.components.results import nothing_found, results_head
from espace.components.tables import Column, act_cell, data_table
from espace.components.tabs import pagination
from espace.shell.page import page
from espace.shell.search import search_tab
from espace.state.payments import PaymentsState

_COLUMNS = (
    Column("Date des soins", lambda line: line.day, "cell-date nowrap"),
    Column("Bénéficiaire", lambda line: line.who, "cell-who"),
    Column("Acte", lambda line: act_cell(line, _line_href(line)), title=True),
    Column("Dépense", lambda line: line.charged, "cell-cost end"),
    Column("Mutuelle", lambda line: rx.el.strong(line.mutual), "cell-sum end"),
)


@page(routes.PAYMENTS, on_load=PaymentsState.load)
def payments() -> rx.Component:
    """Build the search and its payments (E1, E3 to E7)."""
    return search_tab(
        routes.PAYMENTS,
        "Rechercher un paiement",
        PaymentsState,
        loading=waiting("Nous cherchons vos paiements…", skeleton_card(3), skeleton_card(1), skeleton_card(2)),
        empty=_empty(),
        results=_results(),
    )


def _empty() -> rx.Component:
    return nothing_found(
        routes.PAYMENTS,
        PaymentsState.is_detailed,
        found_nothing=("Aucun paiement ne correspond", PaymentsState.nothing),
        nothing_yet=(
            "Aucun paiement sur cette période",
            "Vos remboursements s’afficheront ici le jour où nous vous les verserons. "
            "Un soin récent n’apparaît pas ? Appelez-nous.",
        ),
    )


def _results() -> rx.Component:
    return rx.el.section(
        results_head(PaymentsState, bulk_download(PaymentsState.carried)),
        rx.foreach(PaymentsState.cards, _payment),
        pagination(PaymentsState.pages, PaymentsState.previous_href, PaymentsState.next_href),
        class_name="stack",
        aria_labelledby="resultats",
    )


def _line_href(line: rx.Var) -> rx.Var[str]:
    return f"{routes.LINE.path}?id=" + line.id.to(str) + PaymentsState.carried


def _payment(card: rx.Var) -> rx.Component:
    anchor = "p" + card.number.to(str)
    return rx.el.article(
        _payment_head(card, anchor),
        data_table(_COLUMNS, card.lines, named_by=anchor, look="lines"),
        rx.el.p(
            plain_link(
                icon("download"),
                rx.el.span("Télécharger le relevé ", rx.el.span("du ", card.day, class_name="vh"), " (PDF)"),
                href=f"{routes.STATEMENT_PDF}?paiement=" + card.id.to(str),
                class_name="link-icon",
            ),
            class_name="payment__foot",
        ),
        class_name="card payment",
        aria_labelledby=anchor,
        key=card.id,
    )


def _payment_head(card: rx.Var, anchor: rx.Var[str]) -> rx.Component:
    href = f"{routes.PAYMENT.path}?id=" + card.id.to(str) + PaymentsState.carried
    return rx.el.div(
        rx.el.div(
            rx.el.h3(page_link("Paiement du ", card.day, href=href, prefetch="viewport"), id=anchor),
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
