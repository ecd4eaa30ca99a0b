"""The dashboard: one tile a section, and the three latest reimbursements."""

import reflex as rx

from espace import routes
from espace.components.drawings import sailing_boat
from espace.components.icons import icon
from espace.components.native import page_link
from espace.components.panel import failure, grey, grey_lead
from espace.components.parts import rond
from espace.routes import Route
from espace.shell.page import page
from espace.state.home import HomeState

_TILES = (
    (routes.ACCOUNT, "Vos informations personnelles, votre mot de passe."),
    (routes.LIFE_EVENTS, "Déménagement, naissance, mariage, résiliation…"),
    (routes.CONTRACT, "Vos garanties, vos bénéficiaires, vos cotisations."),
    (routes.CONTACT, "Écrivez-nous ou appelez-nous."),
    (routes.TOOLS, "Trouvez un professionnel de santé près de vous."),
)


@page(routes.HOME, on_load=HomeState.load)
def home() -> rx.Component:
    """Build the dashboard (B1, B2)."""
    return rx.fragment(
        rx.el.section(rx.el.h1("Bonjour ", HomeState.first_name), _greeting(), sailing_boat(), class_name="hello"),
        rx.el.ul(_latest(), *(_tile(*tile) for tile in _TILES), class_name="tiles"),
    )


def _greeting() -> rx.Component:
    sentence = rx.el.p(
        rx.cond(
            HomeState.latest_amount,
            rx.fragment(
                "Votre dernier remboursement, ",
                rx.el.strong(HomeState.latest_amount, class_name="amount"),
                ", est parti le ",
                HomeState.latest_day,
                ".",
            ),
            "Bienvenue dans votre espace adhérent.",
        ),
        class_name="lead",
    )
    return rx.cond(HomeState.status == "loading", rx.el.p(grey_lead(), class_name="lead"), sentence)


def _tile(route: Route, text: str) -> rx.Component:
    return rx.el.li(
        icon(route.icon),
        rx.el.h2(page_link(route.title, href=route.path, prefetch="viewport"), class_name="tile__title"),
        rx.el.p(text, class_name="tile__text"),
        rond("red"),
        class_name="card card--s tile",
    )


def _latest() -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h2(page_link(routes.PAYMENTS.title, href=routes.PAYMENTS.path), class_name="tile__title"),
            rx.el.p(_how_many(), class_name="tile__text"),
            rond("red"),
            class_name="tile__head",
        ),
        rx.match(
            HomeState.status,
            ("loading", _waiting()),
            (
                "empty",
                rx.el.p(
                    "Aucun remboursement pour l’instant. Le premier s’affichera ici le jour où nous vous le verserons.",
                    class_name="muted",
                ),
            ),
            ("ready", rx.el.ul(rx.foreach(HomeState.latest, _payment), class_name="pays")),
            failure(),
        ),
        class_name="card tile tile--wide",
    )


def _how_many() -> rx.Var[str]:
    return rx.cond(HomeState.latest.length() == 3, "Vos trois derniers remboursements", "Vos derniers remboursements")


def _waiting() -> rx.Component:
    return rx.el.div(
        rx.el.p("Nous cherchons vos remboursements…", class_name="vh", role="status"),
        *(grey("skeleton--l") for _ in range(3)),
        class_name="stack",
        aria_busy=True,
    )


def _payment(payment: rx.Var) -> rx.Component:
    return rx.el.li(
        page_link(
            rx.el.span(payment.day, class_name="pay__date"),
            rx.el.span(payment.what, class_name="pay__what"),
            rx.el.span(payment.amount, class_name="amount"),
            rond("green"),
            href=payment.href,
            class_name="pay",
            prefetch="viewport",
        )
    )
