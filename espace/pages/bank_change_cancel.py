"""The page of the link that cancels a change of bank details: reading it changes nothing, its button cancels."""

import reflex as rx

from espace import routes
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import link_button, notice, page_head
from espace.shell.page import page
from espace.state.bank_change_cancel import BankChangeCancelState


@page(routes.CANCEL_BANK_CHANGE, on_load=BankChangeCancelState.load)
def bank_change_cancel() -> rx.Component:
    """Build the cancellation of a change of bank details (E11)."""
    return rx.fragment(
        page_head(routes.CANCEL_BANK_CHANGE.title),
        rx.el.div(
            panel(
                BankChangeCancelState.status,
                loading=waiting("Nous vérifions votre lien…", skeleton_card(1)),
                missing=_refused(),
                empty=_cancelled(),
                ready=_question(),
            ),
            class_name="narrow-start stack",
        ),
    )


def _question() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Bonjour ", BankChangeCancelState.first_name, class_name="h3"),
        rx.el.p(
            "Un nouveau compte bancaire doit être utilisé pour vos remboursements à partir du ",
            rx.el.strong(BankChangeCancelState.effective),
            ".",
        ),
        rx.el.p("Si vous annulez, nous continuons avec le compte actuel."),
        rx.el.p(
            rx.el.button(
                "Annuler ce changement", type="button", on_click=BankChangeCancelState.cancel, class_name="btn"
            )
        ),
        class_name="card stack stack--s",
        aria_label="Le changement demandé",
    )


def _cancelled() -> rx.Component:
    return rx.el.div(
        notice(
            "Le changement est annulé",
            "Rien ne change pour vos remboursements. Vous n’aviez pas demandé ce changement ? Quelqu’un connaît "
            "peut-être votre mot de passe : choisissez-en un nouveau.",
            tone="ok",
            alert=True,
        ),
        rx.el.p(link_button("Choisir un nouveau mot de passe", routes.FORGOTTEN.path, look="outline")),
        class_name="stack",
    )


def _refused() -> rx.Component:
    return rx.el.div(
        notice("Il n’y a rien à annuler par ce lien", BankChangeCancelState.refusal, tone="warn", alert=True),
        rx.el.p(link_button("Voir mon RIB", routes.BANK_DETAILS.path, look="outline")),
        class_name="stack",
    )
