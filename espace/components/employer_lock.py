"""What stands in the place of changes under a contract of the employer: whom to ask, and what can be done here."""

import reflex as rx

from espace import routes
from espace.components.icons import icon
from espace.components.links import titled_links
from espace.components.parts import notice, telephone
from espace.content.mutual import MUTUAL


def employer_lock(employer: rx.Var[str], sentence: str) -> rx.Component:
    """Say what to ask the employer for, and offer what stays the member's own."""
    office = rx.cond(employer, rx.fragment(" de ", rx.el.strong(employer)), rx.fragment(" de votre entreprise"))
    said = rx.el.div(
        icon("briefcase"),
        rx.el.div(
            rx.el.p(rx.el.strong("Votre contrat est souscrit par votre employeur")),
            rx.el.p(sentence),
            rx.el.p(
                "Adressez-vous au service du personnel",
                office,
                " : dites-lui ce qui change, et depuis quand. Nous mettrons votre dossier à jour dès sa demande.",
            ),
            class_name="notice__body",
        ),
        class_name="notice notice--warn",
    )
    own = titled_links(
        "Ce que vous pouvez faire ici",
        "user-round",
        ("Changer de compte bancaire", "Pour recevoir vos remboursements", routes.BANK_DETAILS.path),
        ("Suivre une demande", "Historique et avancement", routes.FOLLOW_UP.path),
        ("Nous écrire", "Une question sur vos droits ou vos soins", routes.CONTACT.path),
    )
    return rx.el.div(said, own, class_name="narrow-start stack")


def no_contract(sentence: str) -> rx.Component:
    """Say that there is no contract to change."""
    return rx.el.div(
        notice("Aucun contrat en cours", sentence, rx.el.p(telephone(MUTUAL.telephone))),
        class_name="narrow-start stack",
    )
