"""Create a space from the data of the member card; then, an e-mail waits."""

import reflex as rx

from espace import routes
from espace.components.drawings import envelope
from espace.components.forms import error_summary, field
from espace.components.fresh import settled
from espace.components.icons import icon
from espace.components.member_card import member_card
from espace.components.native import page_link, plain_link, sent_form
from espace.components.parts import notice, page_head
from espace.content.mutual import MUTUAL
from espace.shell.layout import script_needed
from espace.shell.page import page
from espace.state.sign_up import SignUpState

FORM = "creation"
_LEAD = (
    "Recopiez les informations de votre carte mutualiste telles qu’elles y sont inscrites : mêmes lettres, mêmes "
    "chiffres, mêmes traits d’union."
)


@page(routes.SIGN_UP, on_load=SignUpState.start)
def sign_up() -> rx.Component:
    """Build the creation of a space (A4, A5): the form, then what to do next. The form keeps what was typed."""
    sent = settled(SignUpState.is_sent)
    return rx.fragment(rx.el.div(_form_side(), hidden=sent), rx.cond(sent, _sent(), rx.fragment()))


def _form_side() -> rx.Component:
    back = page_link(icon("arrow-left"), "Retour à la connexion", href=routes.LOGIN.path, class_name="link-icon back")
    return rx.fragment(
        rx.el.p(back),
        page_head(routes.SIGN_UP.title, _LEAD),
        script_needed(),
        rx.el.div(member_card(), _form(), class_name="columns columns--card"),
    )


def _form() -> rx.Component:
    legends = ("Les informations de votre carte", "Votre accès")
    return sent_form(
        error_summary(SignUpState.errors, title=SignUpState.errors_title),
        rx.el.fieldset(rx.el.legend(legends[0], class_name="form__legend"), *_card_fields(), class_name="form"),
        rx.el.hr(),
        rx.el.fieldset(rx.el.legend(legends[1], class_name="form__legend"), _email_field(), class_name="form"),
        rx.el.div(rx.el.button("Envoyer", type="submit", class_name="btn"), class_name="form__actions"),
        id=FORM,
        on_submit=SignUpState.submit,
        no_validate=True,
        class_name="form card",
        aria_label=routes.SIGN_UP.title,
    )


def _asked(name: str, number: int, label: str, **options: object) -> rx.Component:
    """Draw a field with the number that its datum has on the picture of the card."""
    numbered = rx.fragment(rx.el.span(str(number), class_name="num", aria_hidden=True), label)
    return field(name, numbered, error=SignUpState.sentences[name], required=True, **options)


def _card_fields() -> tuple[rx.Component, ...]:
    number = "7 chiffres, avec le ou les zéros du début."
    nir = "13 chiffres, et la clé de 2 chiffres si elle y figure."
    return (
        _asked("num", 1, "Numéro d’adhérent", hint=number, input_mode="numeric"),
        rx.el.div(
            _asked("nom", 2, "Nom", auto_complete="family-name"),
            _asked("prenom", 3, "Prénom", auto_complete="given-name"),
            class_name="fields fields--2",
        ),
        _asked(
            "naiss", 4, "Date de naissance", hint="Par exemple : 14/06/1984", input_mode="numeric", auto_complete="bday"
        ),
        _asked("nir", 5, "Numéro de Sécurité sociale", hint=nir, auto_complete="off"),
    )


def _email_field() -> rx.Component:
    return field(
        "mail",
        "Adresse e-mail",
        hint="Nous y enverrons le lien d’activation, valable 48 heures.",
        error=SignUpState.sentences["mail"],
        type="email",
        auto_complete="email",
        required=True,
    )


def _sent() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            envelope(),
            rx.el.h1("Un e-mail vous attend"),
            rx.el.p(
                "Nous venons d’écrire à l’adresse que vous avez indiquée. Ouvrez cet e-mail : il vous dit comment "
                "continuer.",
                class_name="lead",
            ),
            notice("Son lien est valable 48 heures", SignUpState.until, tone="warn"),
            class_name="card center-card",
        ),
        _nothing_came(),
        class_name="narrow stack stack--l",
    )


def _nothing_came() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Vous n’avez rien reçu ?"),
        rx.el.ul(
            rx.el.li("Patientez quelques minutes, puis regardez dans vos courriers indésirables."),
            rx.el.li(
                "Vérifiez l’adresse e-mail et les informations de votre carte. ",
                rx.el.button(
                    "Corriger mon formulaire",
                    type="button",
                    on_click=SignUpState.correct,
                    class_name="btn btn--quiet btn--s",
                ),
            ),
            rx.el.li(
                "Appelez-nous au ",
                plain_link(MUTUAL.telephone.shown, href=MUTUAL.telephone.link, class_name="nowrap"),
                f", {MUTUAL.hours}.",
            ),
            class_name="bullets",
        ),
        # The form is still in the page with what was typed: this button posts it again.
        rx.el.p(rx.el.button("Renvoyer l’e-mail", type="submit", form=FORM, class_name="btn btn--outline")),
        class_name="stack stack--m",
        aria_label="Vous n’avez rien reçu ?",
    )
