"""What « Mon contrat » shows of a contract: the navy card, the people covered, the ways to one’s other contracts."""

import reflex as rx

from espace import routes
from espace.components.drawings import navy_horizon
from espace.components.icons import icon
from espace.components.native import page_link


def contract_choices(choices: rx.Var) -> rx.Component:
    """Draw the links between several contracts, or nothing when there is only one."""
    link = rx.foreach(
        choices,
        lambda one: rx.el.li(
            rx.cond(
                one.is_shown,
                page_link(one.label, href=one.href, aria_current="page"),
                page_link(one.label, href=one.href),
            )
        ),
    )
    several = rx.el.nav(rx.el.ul(link, class_name="tabs"), aria_label="Vos contrats")
    return rx.cond(choices.length() > 1, several, rx.fragment())


def contract_card(plan: rx.Var[str], standing: rx.Var[str], is_running: rx.Var[bool], facts: rx.Var) -> rx.Component:
    """Draw the contract: its formula, where it stands, its terms, and the horizon."""
    badge = rx.cond(
        is_running,
        rx.el.span(icon("check"), standing, class_name="badge badge--ok"),
        rx.el.span(icon("clock"), standing, class_name="badge badge--warn"),
    )
    return rx.el.section(
        navy_horizon(),
        rx.el.div(
            rx.el.p("Votre formule"),
            rx.el.h2(plan, class_name="big", id="formule"),
            rx.el.p(badge),
            class_name="contract__name",
        ),
        rx.el.dl(
            rx.foreach(facts, lambda fact: rx.el.div(rx.el.dt(fact.name), rx.el.dd(fact.value))),
            class_name="facts facts--3",
        ),
        class_name="card contract deep",
        aria_labelledby="formule",
    )


def people_card(people: rx.Var, may_change: rx.Var[bool]) -> rx.Component:
    """Draw everybody the contract covers or covered; `may_change` offers the way to change it."""
    change = rx.el.p(page_link("Ajouter ou retirer une personne", href=routes.LIFE_EVENTS.path))
    return rx.el.section(
        rx.el.div(rx.el.h2("Personnes couvertes", id="personnes"), class_name="card__head"),
        rx.el.div(
            rx.el.ul(rx.foreach(people, _person), class_name="people"),
            rx.cond(may_change, change, rx.fragment()),
            class_name="stack stack--m",
        ),
        class_name="card",
        aria_labelledby="personnes",
    )


def _person(one: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.initials, class_name="avatar", aria_hidden=True),
        rx.el.p(
            rx.el.strong(one.name),
            rx.el.br(),
            rx.el.span(one.who, class_name="hint"),
            rx.cond(one.since, rx.fragment(rx.el.br(), rx.el.span(one.since, class_name="hint")), rx.fragment()),
        ),
        rx.cond(
            one.is_covered,
            rx.el.span(icon("check"), one.badge, class_name="badge badge--ok"),
            rx.el.span(icon("clock"), one.badge, class_name="badge"),
        ),
    )
