"""Who is coming in: a member, an employer, a health professional."""

import reflex as rx

from espace import routes
from espace.components.parts import link_button, page_head, telephone
from espace.content.mutual import MUTUAL
from espace.shell.page import page


@page(routes.CHOOSER)
def chooser() -> rx.Component:
    """Build the chooser (A2)."""
    return rx.fragment(
        page_head(routes.CHOOSER.title, "Dites-nous qui vous êtes, nous vous ouvrons la bonne porte."),
        rx.el.div(
            _box(
                "Je suis adhérent",
                "Consultez vos remboursements, votre contrat et vos démarches, à toute heure.",
                link_button("Accéder à mon espace personnel", routes.LOGIN.path),
            ),
            rx.el.div(
                _box(
                    "Je suis employeur",
                    "Pour le contrat collectif de vos salariés, une entrée ou une sortie, appelez notre service "
                    f"Entreprises, {MUTUAL.hours}.",
                    telephone(MUTUAL.telephone.shown, MUTUAL.telephone.link),
                ),
                _box(
                    "Je suis professionnel de santé",
                    "Pour une prise en charge ou un paiement en tiers payant, appelez notre service Professionnels de "
                    f"santé, {MUTUAL.hours}.",
                    telephone(MUTUAL.telephone.shown, MUTUAL.telephone.link),
                ),
                class_name="stack",
            ),
            class_name="columns columns--half",
        ),
    )


def _box(title: str, text: str, way: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title), rx.el.p(text), rx.el.p(way), class_name="card stack stack--m", aria_label=title
    )
