"""Déménagement: the one event that is applied at once (D3)."""

from espace.domain.labels import RequestKind
from espace.domain.life_events.days import around, day
from espace.domain.life_events.event import Group, LifeEvent
from espace.domain.life_events.questions import address

MOVE = LifeEvent(
    kind=RequestKind.MOVE,
    key="demenagement",
    title="Déménagement",
    brings="Nouvelle adresse et date",
    group=Group.LIFE,
    step="L’adresse",
    questions=(*address(), day("le", "Date de votre déménagement", around)),
    starts=lambda answers, _: answers.day("le"),
    at_once=True,
    remarks=(
        (
            "Vous changez de département ?",
            "Prévenez aussi votre caisse d’Assurance Maladie, puis déclarez ici votre changement de caisse.",
        ),
    ),
)
