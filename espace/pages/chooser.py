"""Who is coming in: a member, an employer, a health professional."""

import reflex as rx

from espace import routes
from espace.components.parts import link_button, page_head, telephone
from espace.content.mutual import MUTUAL
from espace.shell.page import page

_EMPLOYER = (
    "Pour le contrat collectif de vos salariés, une entrée ou une sortie, appelez notre service Entreprises, "
    f"{MUTUAL.hours}."
)
_PROFESSIONAL = (
    "Pour une prise en charge ou un paiement en tiers payant, appelez notre service Professionnels de santé, "
    f"{MUTUAL.hours}."
)
_MEMBER = "Consultez vos remboursements, votre contrat et vos démarches, à toute heure."


@page(routes.CHOOSER)
def chooser() -> rx.Component:
    """Build the chooser (A2)."""
    door = link_button("Accéder à mon espace personnel", routes.LOGIN.path)
    return rx.fragment(
        page_head(routes.CHOOSER.title, "Dites-nous qui vous êtes, nous vous ouvrons la bonne porte."),
        rx.el.div(
            _box("Je suis adhérent", _MEMBER, door),
            rx.el.div(
                _box("Je suis employeur", _EMPLOYER, telephone(MUTUAL.telephone)),
                _box("Je suis professionnel de santé", _PROFESSIONAL, telephone(MUTUAL.telephone)),
                class_name="grid grid--2",
            ),
            class_name="stack",
        ),
    )


def _box(title: str, text: str, way: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title), rx.el.p(text), rx.el.p(way), class_name="card stack stack--m", aria_label=title
    )
