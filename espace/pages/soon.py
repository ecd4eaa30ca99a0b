"""Sections that are announced but not built: one sentence that says what they will do, and the telephone."""

import reflex as rx

from espace import routes
from espace.components.parts import crumbs, link_button, notice, page_head, telephone
from espace.components.tabs import HEALTH_TABS, tabs
from espace.content.mutual import MUTUAL
from espace.routes import Route
from espace.shell.page import page

_SENTENCES: dict[Route, str] = {
    routes.TOOLS: "Vous pourrez ici trouver un professionnel de santé près de chez vous.",
}


def _announce(route: Route, sentence: str) -> None:
    in_health = any(route is tab for _, tab in HEALTH_TABS)
    head = _health_head(route) if in_health else page_head(route.title)
    announced = f"« {route.title} » arrive bientôt" if in_health else "Cette page arrive bientôt"

    @page(route)
    def soon() -> rx.Component:
        return rx.fragment(
            crumbs(*_steps_above(route), here=route.title),
            head,
            rx.el.div(
                notice(announced, sentence),
                rx.el.section(
                    rx.el.h2("En attendant, appelez-nous", class_name="h3"),
                    rx.el.p(telephone(MUTUAL.telephone, large=True)),
                    rx.el.p(f"Appel non surtaxé, {MUTUAL.hours}."),
                    rx.el.p(link_button("Revenir à l’accueil", routes.HOME.path, look="outline")),
                    class_name="card stack stack--s",
                    aria_label="Par téléphone",
                ),
                class_name="narrow-start stack",
            ),
        )


def _health_head(route: Route) -> rx.Component:
    title = routes.PAYMENTS.title
    return rx.fragment(page_head(title, tabs=True), tabs(title, HEALTH_TABS, current=route))


def _steps_above(route: Route) -> list[tuple[str, str]]:
    above = routes.BY_PATH.get(route.parent)
    return [*_steps_above(above), (above.title, above.path)] if above else []


for _route, _sentence in _SENTENCES.items():
    _announce(_route, _sentence)
