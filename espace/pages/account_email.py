"""The page a link sent to a new e-mail address opens: reading it changes nothing, its button confirms."""

import reflex as rx

from espace import routes
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import link_button, notice, page_head
from espace.shell.page import page
from espace.state.account_email import AccountEmailState


@page(routes.CONFIRM_EMAIL, on_load=AccountEmailState.load)
def account_email() -> rx.Component:
    """Build the confirmation of a new e-mail address (C1)."""
    return rx.fragment(
        page_head(routes.CONFIRM_EMAIL.title),
        rx.el.div(
            panel(
                AccountEmailState.status,
                loading=waiting("Nous vérifions votre lien…", skeleton_card(1)),
                missing=_refused(),
                ready=rx.cond(AccountEmailState.confirmed, _confirmed(), _question()),
            ),
            class_name="narrow-start stack",
        ),
    )


def _question() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Bonjour ", AccountEmailState.first_name, class_name="h3"),
        rx.el.p("Votre adresse e-mail deviendra ", rx.el.strong(AccountEmailState.email), "."),
        rx.el.p("Vous vous connecterez avec elle, et nous vous y écrirons."),
        rx.el.p(
            rx.el.button("Confirmer cette adresse", type="button", on_click=AccountEmailState.confirm, class_name="btn")
        ),
        class_name="card stack stack--s",
        aria_label="Votre nouvelle adresse",
    )


def _confirmed() -> rx.Component:
    return rx.el.div(
        notice("Votre adresse e-mail est confirmée", "Connectez-vous désormais avec elle.", tone="ok", alert=True),
        rx.el.p(link_button("Aller à mon compte", routes.ACCOUNT.path)),
        class_name="stack",
    )


def _refused() -> rx.Component:
    return rx.el.div(
        notice("Ce lien ne fonctionne pas", rx.el.p(AccountEmailState.refusal), tone="warn", alert=True),
        rx.el.p(link_button("Aller à mon compte", routes.ACCOUNT.path, look="outline")),
        class_name="stack",
    )
