"""Changement d’employeur, retirement and the loss of a job among them: an individual contract goes on meanwhile."""

from espace.domain.labels import RequestKind
from espace.domain.life_events.days import around, day
from espace.domain.life_events.event import Document, Group, LifeEvent
from espace.domain.life_events.questions import choice, text

_HIRED = ("cas", ("employeur",))

EMPLOYER_CHANGE = LifeEvent(
    kind=RequestKind.EMPLOYER_CHANGE,
    key="emploi",
    title="Changement d’employeur, retraite",
    brings="Attestation ou notification",
    group=Group.LIFE,
    step="Votre travail",
    questions=(
        choice(
            "cas",
            "Que déclarez-vous ?",
            ("employeur", "Un nouvel employeur"),
            ("retraite", "Un départ à la retraite"),
            ("chomage", "Une perte d’emploi"),
            fact="Événement",
        ),
        day("le", "À partir du", around),
        text("employeur", "Votre nouvel employeur", missing="Écrivez le nom de votre employeur.", when=_HIRED),
        choice(
            "obligatoire",
            "Sa mutuelle est-elle obligatoire pour vous ?",
            ("oui", "Oui"),
            ("non", "Non, ou je ne sais pas encore"),
            fact="Mutuelle obligatoire",
            when=_HIRED,
        ),
    ),
    starts=lambda answers, _: answers.day("le"),
    documents=(Document("Attestation de l’employeur, notification de retraite ou attestation de France Travail"),),
    facts=lambda *_: (),
    remarks=(
        (
            "La mutuelle de l’entreprise est obligatoire ?",
            "Choisissez ensuite « Résilier votre contrat » : votre contrat prendra fin un mois après votre demande.",
        ),
    ),
)
