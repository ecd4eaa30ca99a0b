"""What stands beside « Mon compte »: who is covered with the member, and the ways to other pages."""

import reflex as rx

from espace import routes
from espace.components.links import chevron_link
from espace.components.native import page_link


def family_card(profile: rx.Var) -> rx.Component:
    """Draw who is covered with the member."""
    report = page_link("Ajouter ou retirer une personne", href=routes.LIFE_EVENTS.path)
    return rx.el.section(
        rx.el.h2("Votre famille", class_name="h3"),
        rx.cond(
            profile.family.length() > 0,
            rx.el.ul(rx.foreach(profile.family, _relative), class_name="people"),
            rx.el.p("Vous êtes seul au contrat.", class_name="muted"),
        ),
        rx.cond(profile.locked, rx.fragment(), rx.el.p(report)),
        class_name="card card--s stack stack--m",
    )


def _relative(one: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.initials, class_name="avatar", aria_hidden=True),
        rx.el.p(rx.el.strong(one.first_name), rx.el.br(), rx.el.span(one.note, class_name="hint")),
    )


def links_card(profile: rx.Var) -> rx.Component:
    """Draw the ways to what stands on other pages."""
    ending = rx.cond(
        profile.account_ending,
        rx.el.span("Compte se terminant par ", profile.account_ending, class_name="hint"),
        rx.el.span("Aucun compte enregistré", class_name="hint"),
    )
    return rx.el.section(
        rx.el.ul(
            rx.el.li(chevron_link("Mon RIB", ending, routes.BANK_DETAILS.path)),
            rx.el.li(
                chevron_link(
                    "Mes données personnelles",
                    rx.el.span("Vos droits, et comment les exercer", class_name="hint"),
                    routes.PRIVACY.path,
                )
            ),
            class_name="links",
        ),
        class_name="card card--s",
        aria_label="Vos autres informations",
    )
