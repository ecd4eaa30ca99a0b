"""What « Mon RIB » shows of accounts: the one that is used, the one that waits, and what protects both."""

from typing import Any

import reflex as rx

from espace.components.parts import fact, notice


def masked_iban(shown: rx.Var) -> rx.Component:
    """Draw an IBAN by its ends, as a screen reader says it too."""
    return rx.fragment(
        rx.el.span(shown.masked, class_name="nowrap", aria_hidden=True),
        rx.el.span("se terminant par ", shown.ending, class_name="vh"),
    )


def current_card(details: rx.Var, whole: rx.Component) -> rx.Component:
    """Draw the account that is used; `whole` shows its IBAN in full."""
    facts = rx.el.dl(
        fact("IBAN", masked_iban(details.current)),
        fact("Titulaire", details.current.holder),
        rx.cond(
            details.used_since,
            fact("Utilisé pour vos remboursements depuis", details.used_since),
            rx.fragment(),
        ),
        class_name="facts",
    )
    none = rx.el.p("Aucun compte n’est enregistré. Donnez-nous votre IBAN pour être remboursé par virement.")
    return rx.el.section(
        rx.el.div(rx.el.h2("Compte actuel", id="actuel-titre"), class_name="card__head"),
        rx.cond(details.current.masked, rx.el.div(facts, whole, class_name="stack stack--m"), none),
        class_name="card",
        aria_labelledby="actuel-titre",
    )


def pending_card(details: rx.Var, title_id: str, cancel: Any) -> rx.Component:
    """Draw the change that waits, with the way to cancel it."""
    return rx.el.section(
        rx.el.h2("Votre nouveau compte", id=title_id, tab_index=-1),
        rx.el.dl(
            fact("IBAN", masked_iban(details.new)),
            fact("Titulaire", details.new.holder),
            fact("Demandé le", details.asked),
            fact("Utilisé à partir du", details.effective),
            class_name="facts facts--2",
        ),
        rx.el.p(
            "Jusque-là, nous vous remboursons comme avant. Ensuite, nos virements partiront vers ce compte ; un "
            "virement déjà en préparation peut encore arriver sur l’ancien."
        ),
        rx.el.p(
            rx.el.button("Annuler ce changement", type="button", on_click=cancel, class_name="btn btn--danger"),
            class_name="actions",
        ),
        class_name="card stack stack--m",
        aria_labelledby=title_id,
    )


def safety_notice() -> rx.Component:
    """Say what protects the account."""
    return notice(
        "Pour votre sécurité",
        "Nous vous prévenons par e-mail à chaque changement. Le nouveau compte sera utilisé 72 heures (3 jours) "
        "après votre demande ; d’ici là, vous pouvez l’annuler.",
        image="shield-check",
    )
