"""One payment: what was sent, « Qui a payé quoi ? », each prestation, the words explained."""

import reflex as rx

from espace import routes
from espace.components.fresh import fresh
from espace.components.icons import icon
from espace.components.panel import panel, skeleton_shares, skeleton_summary, skeleton_table, waiting
from espace.components.parts import crumbs, facts, file_button, link_button, page_head
from espace.components.shares import legend, sentence, split_bar
from espace.components.tables import Column, act_cell, data_table, total_row
from espace.shell.failures import missing_page
from espace.shell.page import page
from espace.state.payment import PaymentState


def _act(row: rx.Var) -> rx.Component:
    note = rx.cond(row.note, rx.el.span(row.note, class_name="sub"), rx.fragment())
    return rx.fragment(act_cell(row.act, row.detail), note)


_COLUMNS = (
    Column("Date\ndes soins", lambda row: row.day, "nowrap"),
    Column("Bénéficiaire", lambda row: row.who),
    Column("Acte", _act, title=True),
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
        rx.el.div(_summary(), _who_paid(), _table(), _words(), class_name="stack"),
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


def _who_paid() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Qui a payé quoi ?", id="qui"),
            sentence(PaymentState.sentence),
            class_name="stack stack--s",
        ),
        rx.el.div(
            split_bar(PaymentState.parts, PaymentState.picture, PaymentState.remark),
            rx.cond(PaymentState.parts.length() > 0, legend(PaymentState.parts), rx.fragment()),
        ),
        rx.cond(PaymentState.recovered, rx.el.p(PaymentState.recovered), rx.fragment()),
        class_name="card stack",
        aria_labelledby="qui",
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


def _words() -> rx.Component:
    section = rx.el.section(
        rx.el.h2("Comprendre les mots", id="mots"),
        rx.el.div(rx.foreach(PaymentState.words, _word), class_name="accordion"),
        class_name="stack stack--m",
        aria_labelledby="mots",
    )
    return rx.cond(PaymentState.words.length() > 0, section, rx.fragment())


def _word(word: rx.Var) -> rx.Component:
    return rx.el.details(
        rx.el.summary(word.name, icon("chevron-down")),
        rx.el.div(rx.el.p(word.text), class_name="accordion__body"),
    )
