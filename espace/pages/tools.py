"""Mes outils: health professionals around an address, in a list and on a schematic map."""

import reflex as rx

from espace import routes
from espace.components.fresh import fresh
from espace.components.lists import link_list
from espace.components.native import page_link
from espace.components.nearby_form import nearby_form
from espace.components.panel import panel, skeleton_list, waiting
from espace.components.parts import crumbs, empty_state, notice, page_head
from espace.components.professionals import professionals
from espace.components.results import HEADING
from espace.components.ring_map import ring_map
from espace.components.tabs import pagination
from espace.shell.focus import ResultsFocus
from espace.shell.page import page
from espace.state.tools import ToolsState


@page(routes.TOOLS, on_load=ToolsState.load)
def tools() -> rx.Component:
    """Build the search of health professionals (G2)."""
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.TOOLS.title),
        page_head(routes.TOOLS.title, "Trouvez un professionnel de santé près de vous."),
        rx.el.div(
            nearby_form(routes.TOOLS, ToolsState),
            panel(
                fresh(ToolsState.status, ToolsState.made_for),
                loading=_loading(),
                empty=_nothing_asked(),
                missing=_nobody(),
                ready=rx.cond(ToolsState.asks, _which(), _results()),
            ),
            ResultsFocus.create(),
            class_name="stack stack--l",
        ),
    )


def _loading() -> rx.Component:
    return waiting("Nous cherchons autour de cette adresse…", skeleton_list(4))


def _nothing_asked() -> rx.Component:
    return empty_state(
        "Qui cherchez-vous ?",
        "Choisissez une profession, vérifiez l’adresse, puis lancez la recherche. "
        "Les plus proches s’afficheront ici, avec leur téléphone.",
    )


def _which() -> rx.Component:
    """Ask which commune is meant, among those that the address fits."""
    return rx.el.section(
        rx.el.h2(ToolsState.asks, id=HEADING, tab_index=-1),
        link_list(ToolsState.choices),
        class_name="card stack",
        aria_labelledby=HEADING,
    )


def _nobody() -> rx.Component:
    return rx.el.div(
        _note(),
        empty_state(
            ToolsState.heading,
            rx.cond(
                ToolsState.wider.length() > 0,
                "Il y en a un peu plus loin :",
                "Essayez une autre adresse ou une profession proche : l’annuaire ne connaît pas tout le monde.",
            ),
            rx.el.span(
                rx.foreach(
                    ToolsState.wider,
                    lambda one: page_link(
                        one.text, " : ", one.hint, href=one.href, class_name="btn btn--outline", key=one.href
                    ),
                ),
                class_name="row",
            ),
            heading_id=HEADING,
        ),
        _source(),
        class_name="stack",
    )


def _results() -> rx.Component:
    return rx.el.div(
        _note(),
        rx.el.div(
            rx.el.section(
                rx.el.h2(ToolsState.heading, id=HEADING, tab_index=-1),
                professionals(ToolsState.people, named_by=HEADING),
                pagination(ToolsState.pages, ToolsState.previous_href, ToolsState.next_href),
                _source(),
                class_name="stack stack--m",
                aria_labelledby=HEADING,
            ),
            ring_map(ToolsState),
            class_name="columns columns--half",
        ),
        class_name="stack",
    )


def _note() -> rx.Component:
    return rx.cond(ToolsState.note, notice(ToolsState.note), rx.fragment())


def _source() -> rx.Component:
    return rx.el.p(
        ToolsState.source,
        " Ni le secteur, ni les tarifs, ni le tiers payant n’y figurent : demandez-les en prenant rendez-vous.",
        class_name="hint",
    )
