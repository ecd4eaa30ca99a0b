"""Mon compte: what the mutual knows of a member, edited block by block."""

from typing import Any

import reflex as rx

from espace import routes
from espace.components.account_asides import family_card, links_card
from espace.components.account_cards import (
    choices_card,
    connection,
    employer_notice,
    identity_card,
    postal_address,
    reach,
)
from espace.components.account_forms import address_form, email_form, password_form, phones_form
from espace.components.editing import Editing, done_message, edit_button, editable_card, locked_badge
from espace.components.panel import panel, skeleton_card, waiting
from espace.components.parts import crumbs, page_head
from espace.services.contact_details import LockedByEmployer
from espace.shell.page import page
from espace.state.account import DONE, SUMMARY, AccountState

PROFILE = AccountState.profile
EDIT: Any = AccountState.edit  # mypy takes it for its decorator
EDITING = Editing(
    block=AccountState.editing,
    errors=AccountState.errors,
    errors_title=AccountState.errors_title,
    faults=AccountState.faults,
    attempt=AccountState.attempt,
    summary_id=SUMMARY,
    cancel=AccountState.cancel,
)


@page(routes.ACCOUNT, on_load=AccountState.load)
def account() -> rx.Component:
    """Build « Mon compte » (C1, C2)."""
    return rx.fragment(
        crumbs((routes.HOME.title, routes.HOME.path), here=routes.ACCOUNT.title),
        page_head(routes.ACCOUNT.title, "Les informations que nous utilisons pour vous rembourser et vous écrire."),
        panel(AccountState.status, loading=_loading(), ready=_blocks()),
    )


def _loading() -> rx.Component:
    return waiting("Nous cherchons vos informations…", skeleton_card(2), skeleton_card(2), skeleton_card(1))


def _blocks() -> rx.Component:
    columns = rx.el.div(
        rx.el.div(
            rx.cond(PROFILE.locked, employer_notice(PROFILE.employer, LockedByEmployer.sentence), rx.fragment()),
            identity_card(PROFILE),
            _address(),
            _reach(),
            _connection(),
            choices_card(PROFILE, AccountState.choose),
            class_name="stack",
        ),
        rx.el.aside(family_card(PROFILE), links_card(PROFILE), class_name="stack sticky", aria_label="Voir aussi"),
        class_name="columns columns--aside",
    )
    return rx.fragment(done_message(AccountState.done, DONE), columns)


def _address() -> rx.Component:
    modify = edit_button("l’adresse postale", EDIT("adresse"))
    return editable_card(
        "adresse",
        "Adresse postale",
        rx.cond(PROFILE.locked, locked_badge(), modify),
        postal_address(PROFILE),
        editing=EDITING,
        forms={"adresse": address_form(EDITING, PROFILE, AccountState.save_address)},
    )


def _reach() -> rx.Component:
    modify = edit_button("les téléphones", EDIT("telephones"))
    return editable_card(
        "telephones",
        "Téléphone et e-mail",
        rx.cond(PROFILE.locked, locked_badge(), modify),
        reach(PROFILE, EDIT("email")),
        editing=EDITING,
        forms={
            "telephones": phones_form(EDITING, PROFILE, AccountState.save_phones),
            "email": email_form(EDITING, PROFILE, AccountState.save_email),
        },
    )


def _connection() -> rx.Component:
    form = password_form(EDITING, AccountState.rules, AccountState.save_password, AccountState.judge_password)
    return editable_card(
        "mot-de-passe",
        "Connexion",
        edit_button("le mot de passe", EDIT("mot-de-passe")),
        connection(PROFILE),
        editing=EDITING,
        forms={"mot-de-passe": form},
    )
