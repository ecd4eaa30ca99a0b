"""Changement de formule: from the first day of the month to come."""

from espace.domain.labels import RequestKind
from espace.domain.life_events.event import Group, LifeEvent
from espace.domain.life_events.questions import plan
from espace.domain.life_events.rules import first_of_next_month

PLAN_CHANGE = LifeEvent(
    kind=RequestKind.PLAN_CHANGE,
    key="formule",
    title="Changer de formule",
    brings="Aucun document",
    group=Group.CONTRACT,
    step="La formule",
    questions=(plan("formule", "Votre nouvelle formule"),),
    starts=lambda _, situation: first_of_next_month(situation.today),
    remarks=(
        ("Votre cotisation change aussi", "Nous vous en donnons le montant avant d’appliquer la nouvelle formule."),
    ),
)
