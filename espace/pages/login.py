"""The two doors of the personal space: log in, or create it. And the same page after a refused login."""

import reflex as rx
from reflex.experimental import ClientStateVar

from espace import routes
from espace.components.log_in_form import log_in_form, login_field
from espace.components.parts import link_button, notice, page_head
from espace.shell.arrival import AFTER_LOGOUT, COME_BACK, arrival_reason
from espace.shell.page import page

_STEPS = (
    ("Recopiez les informations de votre carte, ", "exactement comme elles y sont inscrites", "."),
    ("Ouvrez l’e-mail de confirmation que nous vous envoyons.", "", ""),
    ("Activez votre espace ", "dans les 48 heures", "."),
)


@page(routes.LOGIN)
def login() -> rx.Component:
    """Build the login page (A3, A9)."""
    return _doors(refused=False)


@page(routes.LOGIN_REFUSED)
def login_refused() -> rx.Component:
    """Build the login page after a refusal: it never says which half was wrong."""
    return _doors(refused=True)


def _doors(*, refused: bool) -> rx.Component:
    return rx.fragment(
        page_head("Votre espace adhérent", "Vos remboursements, votre contrat et vos démarches, au même endroit."),
        rx.el.div(_log_in(refused), _create(), class_name="columns columns--half columns--even"),
    )


def _log_in(refused: bool) -> rx.Component:
    shown = ClientStateVar.create("password_shown", default=False)
    return rx.el.section(
        shown,
        rx.el.div(rx.el.h2("J’ai déjà un espace personnel", id="deja"), class_name="card__head"),
        log_in_form(
            *([_refusal()] if refused else _reasons()),
            login=_login(refused),
            shown=shown,
            refused=refused,
            action=routes.LOGIN_POST,
            ways=(link_button("Mot de passe oublié ?", routes.FORGOTTEN.path, look="quiet"),),
        ),
        class_name="card",
        aria_labelledby="deja",
    )


def _reasons() -> list[rx.Component]:
    return [
        arrival_reason(AFTER_LOGOUT, notice("Vous êtes déconnecté.", tone="ok")),
        arrival_reason(
            COME_BACK, notice("Pour votre sécurité, reconnectez-vous : vous reviendrez à la page demandée.")
        ),
    ]


def _refusal() -> rx.Component:
    return notice(
        "Identifiant ou mot de passe incorrect",
        "Vérifiez votre saisie, puis réessayez.",
        tone="error",
        alert=True,
    )


def _login(refused: bool) -> rx.Component:
    return login_field(
        "Identifiant",
        hint="Votre numéro d’adhérent ou votre adresse e-mail.",
        error="Contrôlez les 7 chiffres inscrits sur votre carte mutualiste, ou votre e-mail." * refused,
    )


def _create() -> rx.Component:
    return rx.el.section(
        rx.el.div(rx.el.h2("Je souhaite créer mon espace personnel", id="creer"), class_name="card__head"),
        rx.el.div(
            rx.el.p("Quelques minutes suffisent. Gardez votre carte mutualiste près de vous."),
            rx.el.ol(*(_step(n, *step) for n, step in enumerate(_STEPS, 1)), class_name="howto"),
            rx.el.p(link_button("Créer mon espace personnel", routes.SIGN_UP.path, look="outline")),
            class_name="stack",
        ),
        class_name="card",
        aria_labelledby="creer",
    )


def _step(number: int, text: str, strong: str, end: str) -> rx.Component:
    words = [text, rx.el.strong(strong), end] if strong else [text]
    return rx.el.li(rx.el.span(str(number), class_name="num", aria_hidden=True), rx.el.span(*words))
