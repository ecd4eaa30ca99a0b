"""The mutual's public home: what the personal space is for, and its door."""

import reflex as rx

from espace import routes
from espace.components.icons import icon
from espace.components.native import plain_link
from espace.components.parts import page_head, telephone
from espace.content.mutual import MUTUAL
from espace.shell.page import page

_REASONS = (
    ("heart-pulse", "Vos remboursements", "Ce qui a été versé, quand, et pourquoi il reste quelque chose à payer."),
    ("file-text", "Votre contrat", "Vos garanties, vos bénéficiaires et vos cotisations, en mots simples."),
    ("mail", "Une personne vous répond", "Vos démarches et vos questions, suivies jusqu’à la réponse."),
)


@page(routes.PUBLIC_HOME)
def public_home() -> rx.Component:
    """Build the public home (A1)."""
    return rx.fragment(
        page_head(
            routes.PUBLIC_HOME.title,
            "Votre complémentaire santé à Port‑Mistral : proche de vous, claire sur chaque euro.",
        ),
        rx.el.div(
            rx.el.ul(*(_reason(*reason) for reason in _REASONS), class_name="tiles"),
            rx.el.div(
                _card(
                    "Déjà adhérent ?",
                    rx.el.p("Votre espace personnel vous attend : remboursements, contrat, démarches."),
                    rx.el.p(plain_link("Accéder à votre espace", href=routes.CHOOSER.path, class_name="btn")),
                ),
                _card(
                    "Besoin d’aide ?",
                    rx.el.p(telephone(MUTUAL.telephone, large=True)),
                    rx.el.p(f"Appel non surtaxé, {MUTUAL.hours}."),
                ),
                class_name="grid grid--2",
            ),
            class_name="stack stack--l",
        ),
    )


def _reason(image: str, title: str, text: str) -> rx.Component:
    return rx.el.li(
        rx.el.h2(icon(image), title, class_name="h3 link-icon"),
        rx.el.p(text, class_name="muted"),
        class_name="card card--s stack stack--s",
    )


def _card(title: str, *body: rx.Component) -> rx.Component:
    return rx.el.section(rx.el.h2(title), *body, class_name="card stack stack--m", aria_label=title)
