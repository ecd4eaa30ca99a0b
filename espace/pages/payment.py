"""One payment: what was sent, « Qui a payé quoi ? », each prestation, the words explained."""

import reflex as rx

from espace import routes
from espace.components.fresh import fresh
from espace.components.panel import panel, skeleton_shares, skeleton_summary, skeleton_table, waiting
from espace.components.parts import crumbs, facts, file_button, link_button, page_head
from espace.components.shares import who_paid
from espace.components.tables import Column, act_cell, data_table, total_row
from espace.components.words import words_explained
from espace.shell.failures import missing_page
from espace.shell.page import page
from espace.state.payment import PaymentState

_COLUMNS = (
    Column("Date\ndes soins", lambda row: row.day, "nowrap"),
    Column("Bénéficiaire", lambda row: row.who),
    Column("Acte", lambda row: act_cell(row, row.href), title=True),
    Column("Dépense", lambda row: row.charged, "end"),
    Column("Base", lambda row: row.base, "end"),
    Column("Assurance\nMaladie", lambda row: row.social_security, "end"),
    Column("Mutuelle", lambda row: rx.el.strong(row.mutual), "end"),
    Column("Reste\nà charge", lambda row: row.out_of_pocket, "end"),
)
_OTHER_INSURER = Column("Autre\nmutuelle", lambda row: row.other_insurer, "end")
_COLUMNS_WITH_OTHER = (*_COLUMNS[:-1], _OTHER_INSURER, _COLUMNS[-1])


@page(routes.PAYMENT, on_load=PaymentState.load)
def payment() -> rx.Component:
    """Build the detail of a payment (E1, E2, E9, E10)."""
    return panel(
        fresh(PaymentState.status, PaymentState.made_for), loading=_loading(), missing=missing_page(), ready=_detail()
    )


def _above(here: rx.Var[str] | str) -> rx.Component:
    return crumbs((routes.HOME.title, routes.HOME.path), (routes.PAYMENTS.title, routes.PAYMENTS.path), here=here)


def _loading() -> rx.Component:
    return rx.fragment(
        _above(routes.PAYMENT.title),
        page_head(routes.PAYMENT.title),
        waiting("Nous cherchons ce paiement…", skeleton_summary(), skeleton_shares(2), skeleton_table(4)),
    )


def _detail() -> rx.Component:
    return rx.fragment(
        _above(PaymentState.title),
        page_head(PaymentState.title),
        rx.el.div(
            _summary(), who_paid(PaymentState), _table(), words_explained(PaymentState.words), class_name="stack"
        ),
    )


def _summary() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.p(PaymentState.paid_label, class_name="muted"), rx.el.p(PaymentState.amount, class_name="big amount")
        ),
        facts(
            (PaymentState.sent_label, PaymentState.day),
            (PaymentState.account_label, PaymentState.account),
            ("N° de paiement", PaymentState.number),
        ),
        rx.el.div(
            file_button("Imprimer ce paiement", PaymentState.pdf, image="printer"),
            link_button(
                "Retourner à l’écran de recherche",
                PaymentState.back + "#p" + PaymentState.number,
                look="quiet",
                image="arrow-left",
            ),
            class_name="row actions",
        ),
        class_name="card pay-summary",
        aria_label="Résumé du paiement",
    )


def _table() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Le détail des soins", id="soins"),
        rx.cond(PaymentState.has_other_insurer, _rows(_COLUMNS_WITH_OTHER), _rows(_COLUMNS)),
        class_name="card stack stack--m",
        aria_labelledby="soins",
    )


def _rows(columns: tuple[Column, ...]) -> rx.Component:
    total = total_row(columns, PaymentState.total, title="Total du paiement", span=3)
    return data_table(columns, PaymentState.rows, named_by="soins", look="wide", foot=total)
