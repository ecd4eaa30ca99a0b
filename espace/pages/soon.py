"""Sections that are announced but not built: one sentence that says what they will do, and the telephone."""

import reflex as rx

from espace import routes
from espace.components.parts import crumbs, link_button, notice, page_head, telephone
from espace.content.mutual import MUTUAL
from espace.routes import Access, Route
from espace.shell.page import page

_SENTENCES: dict[Route, str] = {
    routes.LIFE_EVENTS: "Vous pourrez ici nous dire ce qui change : déménagement, mariage, naissance, résiliation…",
    routes.THIRD_PARTIES: "Vous pourrez ici voir ce que nous avons payé directement aux professionnels de santé.",
    routes.BANK_DETAILS: "Vous pourrez ici lire et changer le compte sur lequel nous vous remboursons.",
    routes.CONTRACT: "Vous pourrez ici lire votre contrat, vos garanties et la liste de vos bénéficiaires.",
    routes.CONTACT: "Vous pourrez ici nous écrire et joindre des documents à votre message.",
    routes.TOOLS: "Vous pourrez ici trouver un professionnel de santé près de chez vous.",
    routes.FOLLOW_UP: "Vous pourrez ici suivre vos demandes et lire les questions les plus fréquentes.",
}


def _announce(route: Route, sentence: str) -> None:
    home = routes.HOME if route.access is Access.MEMBER else routes.LOGIN

    @page(route)
    def soon() -> rx.Component:
        return rx.fragment(
            crumbs((home.title, home.path), here=route.title),
            page_head(route.title),
            rx.el.div(
                notice("Cette page arrive bientôt", sentence),
                rx.el.section(
                    rx.el.h2("En attendant, appelez-nous", class_name="h3"),
                    rx.el.p(telephone(MUTUAL.telephone, large=True)),
                    rx.el.p(f"Appel non surtaxé, {MUTUAL.hours}."),
                    rx.el.p(link_button("Revenir à l’accueil", home.path, look="outline")),
                    class_name="card stack stack--s",
                    aria_label="Par téléphone",
                ),
                class_name="narrow-start stack",
            ),
        )


for _route, _sentence in _SENTENCES.items():
    _announce(_route, _sentence)
