"""One prestation: what was paid for it, what it hangs together with, who paid what, the computation, every number."""

import reflex as rx

from espace import routes
from espace.components.fresh import fresh
from espace.components.lists import fact_list, link_list
from espace.components.panel import panel, skeleton_shares, skeleton_summary, skeleton_table, waiting
from espace.components.parts import crumbs, facts, file_button, link_button, notice, page_head
from espace.components.shares import who_paid
from espace.components.tables import Column, data_table, total_row
from espace.components.words import words_explained
from espace.shell.failures import missing_page
from espace.shell.page import page
from espace.state.line import LineState

_STEPS = (
    Column("Étape", lambda step: _step(step), title=True),
    Column("Montant", lambda step: step.value, "end"),
)


@page(routes.LINE, on_load=LineState.load)
def line() -> rx.Component:
    """Build the detail of a prestation (E8, E9, E10)."""
    return panel(
        fresh(LineState.status, LineState.made_for), loading=_loading(), missing=missing_page(), ready=_detail()
    )


def _above(*steps: tuple[str, str], here: rx.Var[str] | str) -> rx.Component:
    above = ((routes.HOME.title, routes.HOME.path), (routes.PAYMENTS.title, routes.PAYMENTS.path))
    return crumbs(*above, *steps, here=here)


def _loading() -> rx.Component:
    return rx.fragment(
        _above(here=routes.LINE.title),
        page_head(routes.LINE.title),
        waiting("Nous cherchons cette prestation…", skeleton_summary(), skeleton_shares(2), skeleton_table(6)),
    )


def _detail() -> rx.Component:
    return rx.fragment(
        _above((LineState.payment_title, LineState.payment_href), here=LineState.title),
        page_head(LineState.title, LineState.lead),
        rx.el.div(
            _summary(),
            _linked(),
            _secret(),
            who_paid(LineState),
            rx.el.div(_computation(), _numbers(), class_name="columns columns--half"),
            words_explained(LineState.words),
            class_name="stack",
        ),
    )


def _summary() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.p(LineState.paid_label, class_name="muted"),
            rx.el.p(LineState.amount, class_name="big amount"),
        ),
        facts(
            (LineState.sent_label, LineState.day),
            ("Bénéficiaire", LineState.who),
            ("Reste à votre charge", LineState.left),
        ),
        rx.el.div(
            file_button("Télécharger cette prestation", LineState.pdf),
            link_button("Voir tout le paiement", LineState.payment_href, look="outline"),
            link_button("Retourner à l’écran de recherche", LineState.back, look="quiet", image="arrow-left"),
            class_name="row actions",
        ),
        class_name="card pay-summary",
        aria_label="Résumé de la prestation",
    )


def _linked() -> rx.Component:
    section = rx.el.section(
        rx.el.h2("Prestations liées", id="liens"),
        link_list(LineState.links),
        rx.cond(LineState.unlinked, rx.el.p(LineState.unlinked, class_name="muted"), rx.fragment()),
        class_name="card stack stack--m",
        aria_labelledby="liens",
    )
    return rx.cond((LineState.links.length() > 0) | (LineState.unlinked != ""), section, rx.fragment())


def _secret() -> rx.Component:
    said = notice("Un soin confidentiel", rx.el.p(LineState.secret))
    return rx.cond(LineState.secret, said, rx.fragment())


def _computation() -> rx.Component:
    total = total_row(_STEPS, LineState.total, title="Reste à votre charge (RAC)", span=1)
    return rx.el.section(
        rx.el.h2("Le calcul", id="calcul"),
        data_table(_STEPS, LineState.steps, named_by="calcul", look="plain", foot=total),
        class_name="card stack stack--m",
        aria_labelledby="calcul",
    )


def _step(step: rx.Var) -> rx.Component:
    return rx.fragment(step.name, " ", rx.cond(step.detail, rx.el.span(step.detail, class_name="sub"), rx.fragment()))


def _numbers() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Les références", id="references"),
        fact_list(LineState.facts),
        class_name="card stack stack--m",
        aria_labelledby="references",
    )
