"""Mon RIB: the account that reimbursements are paid on, and how to change it."""

import reflex as rx

from espace import routes
from espace.components.bank_cards import current_card, pending_card, safety_notice
from espace.components.bank_form import bank_form, closed_form, holder_field, iban_field, proof_field
from espace.components.editing import done_message
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, page_head
from espace.components.tabs import HEALTH_TABS, tabs
from espace.components.whole_iban import whole_iban
from espace.services.bank_details import REVEAL_FIELD
from espace.shell.page import page
from espace.state.bank_details import DONE, FULL, SUMMARY, TITLE, BankDetailsState

DETAILS = BankDetailsState.details


@page(routes.BANK_DETAILS, on_load=BankDetailsState.load)
def bank_details() -> rx.Component:
    """Build « Mon RIB » (E5, E11)."""
    title = routes.PAYMENTS.title
    return rx.el.div(
        crumbs((routes.HOME.title, routes.HOME.path), here=title),
        page_head(title, tabs=True),
        tabs(title, HEALTH_TABS, current=routes.BANK_DETAILS),
        panel(BankDetailsState.status, loading=_loading(), ready=_ready()),
        on_unmount=BankDetailsState.leave,
    )


def _loading() -> rx.Component:
    return waiting("Nous cherchons votre RIB…", skeleton_card(3), skeleton_card(2))


def _ready() -> rx.Component:
    change = rx.cond(
        DETAILS.effective,
        pending_card(DETAILS, TITLE, BankDetailsState.cancel),
        rx.cond(DETAILS.too_soon, closed_form(TITLE, DETAILS.too_soon), _form()),
    )
    aside = rx.el.div(
        current_card(DETAILS, _whole()),
        safety_notice(),
        class_name=rx.cond(DETAILS.effective, "stack", "stack first-mobile"),  # on a phone, what waits comes first
    )
    return rx.fragment(
        done_message(BankDetailsState.done, DONE),
        rx.el.div(change, aside, class_name="columns columns--wide"),
    )


def _whole() -> rx.Component:
    return whole_iban(
        field=REVEAL_FIELD,
        full=FULL,
        asking=BankDetailsState.is_asking,
        shown=BankDetailsState.is_shown,
        fault=BankDetailsState.reveal_fault,
        ask=BankDetailsState.ask_whole,
        reveal=BankDetailsState.reveal,
        hide=BankDetailsState.hide,
    )


def _form() -> rx.Component:
    return bank_form(
        holder_field(BankDetailsState.full_name, _fault("titulaire")),
        iban_field(BankDetailsState.iban_look, BankDetailsState.iban_words, BankDetailsState.check_iban),
        proof_field(_fault("actuel")),
        title_id=TITLE,
        errors=BankDetailsState.errors,
        errors_title=BankDetailsState.errors_title,
        summary_id=SUMMARY,
        attempt=BankDetailsState.attempt,
        back=routes.PAYMENTS.path,
        on_submit=BankDetailsState.save,
    )


def _fault(name: str) -> rx.Var[str]:
    return BankDetailsState.sentences.get(name, "").to(str)
