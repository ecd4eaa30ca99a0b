"""Remboursements aux tiers: what the mutual paid directly to health professionals (tiers payant)."""

import reflex as rx

from espace import routes
from espace.components.bulk_download import bulk_download
from espace.components.native import page_link
from espace.components.panel import skeleton_table, waiting
from espace.components.parts import notice
from espace.components.results import nothing_found, results_head
from espace.components.tables import Column, data_table, total_row
from espace.components.tabs import pagination
from espace.shell.page import page
from espace.shell.search import search_tab
from espace.state.third_parties import ThirdPartiesState


def _payee(row: rx.Var) -> rx.Component:
    href = f"{routes.LINE.path}?id=" + row.id.to(str) + "&onglet=tiers" + ThirdPartiesState.carried
    return rx.fragment(page_link(row.payee, href=href), " ", rx.el.span(row.act, class_name="sub"))


_COLUMNS = (
    Column("Payé le", lambda row: row.day, "nowrap"),
    Column("Professionnel de santé", _payee, title=True),
    Column("Bénéficiaire", lambda row: row.who),
    Column("Assurance Maladie", lambda row: row.social_security, "end"),
    Column("Mutuelle", lambda row: rx.el.strong(row.mutual), "end"),
)


@page(routes.THIRD_PARTIES, on_load=ThirdPartiesState.load)
def third_parties() -> rx.Component:
    """Build the search and its payments to health professionals (E5, E7)."""
    return search_tab(
        routes.THIRD_PARTIES,
        "Rechercher un remboursement à un tiers",
        ThirdPartiesState,
        notice(
            "Vous n’avez rien avancé pour ces soins",
            "Avec le tiers payant, nous payons directement le professionnel de santé.",
        ),
        loading=waiting("Nous cherchons ces remboursements…", skeleton_table(4)),
        empty=_empty(),
        results=_results(),
    )


def _empty() -> rx.Component:
    return nothing_found(
        routes.THIRD_PARTIES,
        ThirdPartiesState.is_detailed,
        found_nothing=("Aucun remboursement ne correspond", ThirdPartiesState.nothing),
        nothing_yet=(
            "Aucun remboursement à un tiers sur cette période",
            "Quand vous présentez votre carte mutualiste, ce que nous réglons à votre place s’affiche ici. "
            "Un soin récent n’apparaît pas ? Appelez-nous.",
        ),
    )


def _results() -> rx.Component:
    state = ThirdPartiesState
    total = total_row(_COLUMNS, state, title="Total", span=3)
    return rx.el.section(
        rx.el.section(
            results_head(state, bulk_download(state.carried, tab="tiers")),
            data_table(_COLUMNS, state.rows, named_by="resultats", foot=total),
            class_name="card stack stack--m",
            aria_labelledby="resultats",
        ),
        pagination(state.pages, state.previous_href, state.next_href),
        class_name="stack",
        aria_label="Résultats",
    )
