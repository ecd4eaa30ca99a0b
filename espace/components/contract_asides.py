"""What stands beside a contract: its files, the health fund."""

import reflex as rx

from espace.components.icons import icon
from espace.components.native import plain_link
from espace.components.parts import telephone
from espace.content.mutual import MUTUAL


def files_card(pdf: rx.Var[str]) -> rx.Component:
    """Draw the ways to the table of what the contract pays, as a file."""
    read = pdf.to(str) + "&lire=oui"
    return rx.el.section(
        rx.el.div(rx.el.h2("À télécharger", id="fichiers"), class_name="card__head"),
        rx.el.ul(
            rx.el.li(_file("Télécharger le tableau des prestations", "PDF, à garder ou à imprimer", "download", pdf)),
            rx.el.li(_file("Lire le tableau des prestations", "PDF, dans votre navigateur", "eye", read)),
            class_name="links",
        ),
        class_name="card",
        aria_labelledby="fichiers",
    )


def _file(title: str, hint: str, image: str, href: rx.Var[str]) -> rx.Component:
    return plain_link(rx.el.strong(title), rx.el.span(hint, class_name="hint"), icon(image), href=href)


def fund_card(fund: rx.Var[str], code: rx.Var[str], is_transmitted: rx.Var[bool]) -> rx.Component:
    """Draw the health fund, and say in a word whether it sends the mutual what it pays (NOEMIE)."""
    active = (
        rx.el.p(rx.el.span(icon("check"), "Télétransmission active", class_name="badge badge--ok")),
        rx.el.p(
            "Votre caisse nous envoie elle-même vos décomptes (échanges NOEMIE) : vous n’avez rien à nous envoyer."
        ),
    )
    inactive = (
        rx.el.p(rx.el.span(icon("triangle-alert"), "Télétransmission inactive", class_name="badge badge--warn")),
        rx.el.p(
            "Votre caisse ne nous envoie pas vos décomptes (échanges NOEMIE) : envoyez-les-nous pour être remboursé. "
            "Pour que cela se fasse tout seul, appelez-nous."
        ),
        rx.el.p(telephone(MUTUAL.telephone)),
    )
    return rx.el.section(
        rx.el.h2("Votre caisse", id="caisse"),
        rx.cond(fund, rx.el.p(rx.el.strong(fund)), rx.fragment()),
        rx.cond(code, rx.el.p("Organisme de rattachement : ", rx.el.span(code, class_name="nowrap")), rx.fragment()),
        rx.cond(is_transmitted, rx.fragment(*active), rx.fragment(*inactive)),
        class_name="card stack stack--s",
        aria_labelledby="caisse",
    )
