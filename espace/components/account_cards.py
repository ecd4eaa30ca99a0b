"""What « Mon compte » shows of a member, each block as it is read."""

from typing import Any

import reflex as rx

from espace import routes
from espace.components.account_forms import choice
from espace.components.editing import locked_badge
from espace.components.icons import icon
from espace.components.native import page_link
from espace.components.parts import facts


def employer_notice(employer: rx.Var[str], sentence: str) -> rx.Component:
    """Say that the contract is the employer's, and what to do."""
    return rx.el.div(
        icon("briefcase"),
        rx.el.div(
            rx.el.p(rx.el.strong("Votre contrat est souscrit par votre employeur")),
            rx.el.p(sentence),
            rx.cond(employer, rx.el.p("Votre employeur : ", rx.el.strong(employer), "."), rx.fragment()),
            class_name="notice__body",
        ),
        class_name="notice notice--warn",
    )


def identity_card(profile: rx.Var) -> rx.Component:
    """Draw who the member is, which changes by a request only."""
    report = page_link("Signaler un changement", href=routes.LIFE_EVENTS.path, class_name="btn btn--quiet btn--s")
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Identité", id="identite"),
            rx.cond(profile.locked, locked_badge(), report),
            class_name="card__head",
        ),
        facts(
            ("Nom et prénom", profile.name),
            ("Date de naissance", profile.birth_date),
            ("Numéro de Sécurité sociale", rx.el.span(profile.nir, class_name="nowrap")),
            ("Numéro d’adhérent", profile.member_number),
            columns=2,
        ),
        class_name="card",
        aria_labelledby="identite",
    )


def postal_address(profile: rx.Var) -> rx.Component:
    """Draw the address as on an envelope."""
    return rx.el.address(
        profile.line1,
        rx.el.br(),
        rx.cond(profile.line2, rx.fragment(profile.line2, rx.el.br()), rx.fragment()),
        profile.postcode,
        " ",
        profile.city,
    )


def reach(profile: rx.Var, change_email: Any) -> rx.Component:
    """Draw the telephones and the e-mail address, which stays the member's own under a group contract."""
    return rx.el.div(
        facts(
            ("Téléphone mobile", rx.cond(profile.mobile, profile.mobile, "Non renseigné")),
            ("Téléphone fixe", rx.cond(profile.landline, profile.landline, "Non renseigné")),
            ("Adresse e-mail", profile.email),
            columns=2,
        ),
        rx.cond(
            profile.pending_email,
            rx.el.p("En attente de confirmation : ", rx.el.strong(profile.pending_email), class_name="hint"),
            rx.fragment(),
        ),
        rx.el.p(
            rx.el.button(
                "Changer d’adresse e-mail", type="button", on_click=change_email, class_name="btn btn--outline btn--s"
            )
        ),
        class_name="stack stack--m",
    )


def connection(profile: rx.Var) -> rx.Component:
    """Draw when the password was changed and when the member last logged in."""
    return rx.el.div(
        facts(
            ("Mot de passe", profile.password_changed),
            ("Dernière connexion", profile.last_login),
            columns=2,
        ),
        rx.el.p(page_link("Voir mes appareils connectés", href=routes.OPEN_SESSIONS.path)),
        class_name="stack stack--m",
    )


def choices_card(profile: rx.Var, choose: Any) -> rx.Component:
    """Draw the communication choices, each saved at once."""
    boxes = (
        ("paiements", "Me prévenir par e-mail à chaque remboursement", profile.notify_payments),
        ("releves", "Me prévenir par e-mail, chaque mois, que mon relevé est disponible", profile.statements_by_email),
        ("lettre", "Recevoir la lettre d’information de la mutuelle", profile.newsletter),
    )
    return rx.el.section(
        rx.el.div(rx.el.h2("Nos messages", id="messages"), class_name="card__head"),
        rx.el.div(
            *(
                choice(name, label, checked, lambda wanted, name=name: choose(name, wanted))
                for name, label, checked in boxes
            ),
            class_name="choices",
        ),
        class_name="card",
        aria_labelledby="messages",
    )
