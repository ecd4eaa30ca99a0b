"""Courrier de démonstration: the e-mails the portal would have sent."""

import reflex as rx

from espace import routes
from espace.components.native import page_link, plain_link
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, empty_state, facts, link_button, notice, page_head
from espace.components.tables import Column, data_table
from espace.shell.failures import missing_page
from espace.shell.page import page
from espace.state.mailbox import MailboxState

_COLUMNS = (
    Column("Sujet", lambda mail: page_link(mail.subject, href=mail.href), title=True),
    Column("Destinataire", lambda mail: rx.el.span(mail.recipient, class_name="anywhere")),
    Column("Écrit le", lambda mail: mail.when, "nowrap"),
)


@page(routes.MAILBOX, on_load=MailboxState.load)
def mailbox() -> rx.Component:
    """Build the list of the e-mails kept, or the one the address asks for."""
    return panel(
        MailboxState.status,
        loading=rx.fragment(
            page_head(routes.MAILBOX.title), waiting("Nous ouvrons la boîte aux lettres…", skeleton_card(3))
        ),
        empty=_framed(_empty()),
        missing=missing_page(),
        ready=rx.cond(MailboxState.subject != "", _mail(), _framed(_list())),
    )


def _framed(content: rx.Component) -> rx.Component:
    return rx.fragment(
        crumbs((routes.CHOOSER.title, routes.CHOOSER.path), here=routes.MAILBOX.title),
        page_head(routes.MAILBOX.title),
        rx.el.div(
            notice(
                "Cette page n’existe que dans la démonstration",
                "Aucun serveur d’e-mail n’est configuré : les messages que recevraient les adhérents restent ici.",
            ),
            content,
            class_name="stack",
        ),
    )


def _empty() -> rx.Component:
    return empty_state(
        "Aucun e-mail pour l’instant",
        "Créez un espace personnel ou demandez un nouveau mot de passe : le message s’affichera ici.",
        link_button("Créer un espace", routes.SIGN_UP.path, look="outline"),
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Les derniers e-mails", id="emails"),
        data_table(_COLUMNS, MailboxState.mails, named_by="emails"),
        class_name="card stack stack--m",
        aria_labelledby="emails",
    )


def _mail() -> rx.Component:
    return rx.fragment(
        crumbs(
            (routes.CHOOSER.title, routes.CHOOSER.path),
            (routes.MAILBOX.title, routes.MAILBOX.path),
            here=MailboxState.subject,
        ),
        page_head(MailboxState.subject),
        rx.el.article(
            facts(("Destinataire", MailboxState.recipient), ("Écrit le", MailboxState.when), columns=2),
            rx.foreach(MailboxState.paragraphs, _paragraph),
            rx.el.p(link_button("Tous les e-mails", routes.MAILBOX.path, look="quiet", image="arrow-left")),
            class_name="card narrow-start stack stack--m anywhere",
            aria_label="E-mail",
        ),
    )


def _paragraph(paragraph: rx.Var) -> rx.Component:
    return rx.el.p(rx.foreach(paragraph.lines, _line), class_name="measure")


def _line(line: rx.Var) -> rx.Component:
    # A link of an e-mail opens the page anew, as it would from a mail program.
    return rx.fragment(rx.cond(line.href, plain_link(line.text, href=line.href), line.text), rx.el.br())
