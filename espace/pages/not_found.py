"""The French 404: for an address that does not exist, and for what is not yours."""

import reflex as rx

from espace import routes
from espace.components.native import plain_link
from espace.components.parts import empty_state, link_button
from espace.content.mutual import MUTUAL
from espace.shell.page import page


@page(routes.NOT_FOUND)
def not_found() -> rx.Component:
    """Build the page shown for an unknown address."""
    return missing_page()


def missing_page() -> rx.Component:
    """Say that there is nothing here, and how to go on."""
    return rx.fragment(
        rx.el.div(rx.el.h1(routes.NOT_FOUND.title), class_name="page-head"),
        empty_state(
            "Nous n’avons rien trouvé à cette adresse",
            "Le lien est peut-être incomplet ou ancien. Revenez à votre accueil, ou appelez-nous au "
            f"{MUTUAL.telephone.shown}.",
            link_button("Revenir à mon accueil", routes.HOME.path, look="outline"),
            plain_link("Nous appeler", href=MUTUAL.telephone.link),
        ),
    )
