"""Mon contrat: its terms, the people it covers, what it pays with examples in euros."""

import reflex as rx

from espace import routes
from espace.components.account_cards import employer_notice
from espace.components.contract_asides import files_card, fund_card
from espace.components.contract_cards import contract_card, contract_choices, people_card
from espace.components.coverage import coverage_card
from espace.components.coverage_examples import coverage_words, examples_card
from espace.components.fresh import fresh
from espace.components.panel import panel, skeleton_summary, skeleton_table, waiting
from espace.components.parts import crumbs, empty_state, page_head, telephone
from espace.content.mutual import MUTUAL
from espace.services.contact_details import LockedByEmployer
from espace.shell.failures import missing_page
from espace.shell.page import page
from espace.state.contract import ContractState


@page(routes.CONTRACT, on_load=ContractState.load)
def contract() -> rx.Component:
    """Build the contract (F1, F2, F3)."""
    return panel(
        fresh(ContractState.status, ContractState.made_for),
        loading=_framed(
            waiting("Nous cherchons votre contrat…", skeleton_summary(), skeleton_table(4), skeleton_table(8))
        ),
        empty=_framed(
            empty_state(
                "Aucun contrat pour l’instant",
                "Votre contrat s’affichera ici dès qu’il sera enregistré. Vous l’attendez déjà ? Appelez-nous.",
                telephone(MUTUAL.telephone, large=True),
            )
        ),
        missing=missing_page(),
        ready=_framed(_contract()),
    )


def _framed(content: rx.Component) -> rx.Component:
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.CONTRACT.title),
        page_head(routes.CONTRACT.title),
        content,
    )


def _contract() -> rx.Component:
    state = ContractState
    ruled_by_employer = state.is_group & ~state.is_ended
    return rx.el.div(
        contract_choices(state.choices),
        rx.cond(ruled_by_employer, employer_notice(state.employer, LockedByEmployer.sentence), rx.fragment()),
        contract_card(state.plan, state.standing, state.is_running, state.facts),
        rx.el.div(
            people_card(state.people, state.is_running & ~state.is_group),
            rx.el.div(
                files_card(state.pdf),
                rx.cond(state.is_ended, rx.fragment(), fund_card(state.fund, state.fund_code, state.is_transmitted)),
                class_name="stack",
            ),
            class_name="columns columns--wide",
        ),
        coverage_card(state.groups, state.told_on, state.pdf),
        examples_card(state.examples),
        coverage_words(),
        class_name="stack stack--l",
    )
