"""The other ways to reach the mutual, beside the form: telephone, open now or not, agency, assistance."""

import reflex as rx

from espace.components.parts import telephone
from espace.content.mutual import MUTUAL


def telephone_card(is_open: rx.Var[bool], opens: rx.Var[str]) -> rx.Component:
    """Draw the telephone, its hours, and whether somebody answers now; `opens` says from when otherwise."""
    closed = rx.fragment(
        rx.el.p(rx.el.span("Fermé en ce moment", class_name="badge")),
        rx.el.p("Nous vous répondrons de nouveau ", opens, ".", class_name="hint"),
    )
    open_now = rx.el.p(rx.el.span("Ouvert en ce moment", class_name="badge badge--ok"))
    return _card(
        "Par téléphone",
        rx.el.p(telephone(MUTUAL.telephone, large=True)),
        rx.el.p(f"{_sentence(MUTUAL.hours)}, sauf jours fériés. Appel non surtaxé."),
        rx.cond(is_open, open_now, rx.cond(opens, closed, rx.fragment())),
    )


def agency_card() -> rx.Component:
    """Draw where the mutual receives."""
    lines = [part for line in (MUTUAL.name, *MUTUAL.address) for part in (line, rx.el.br())]
    return _card("À l’agence", rx.el.address(*lines[:-1]), rx.el.p(f"{_sentence(MUTUAL.office_hours)}."))


def assistance_card() -> rx.Component:
    """Draw the number that answers day and night."""
    return _card(
        "Hospitalisation, urgence",
        rx.el.p("Assistance 24 h sur 24, 7 jours sur 7 :"),
        rx.el.p(telephone(MUTUAL.assistance, large=True)),
    )


def _card(title: str, *body: rx.Component) -> rx.Component:
    return rx.el.section(rx.el.h2(title, class_name="h3"), *body, class_name="card card--s stack stack--s")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
