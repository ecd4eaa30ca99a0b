"""Séparation: whoever leaves stays covered until the end of the month."""

from collections.abc import Iterator
from datetime import date

from espace.domain.formats import long_day
from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events.days import day, passed
from espace.domain.life_events.event import Document, Fact, Group, LifeEvent
from espace.domain.life_events.questions import Answers, choice, person
from espace.domain.life_events.rules import end_of_month
from espace.domain.life_events.situation import Situation


def _facts(answers: Answers, situation: Situation, last_day: date) -> Iterator[Fact]:
    if "conjoint" in answers:
        yield "Fin de sa couverture", f"le {long_day(last_day)} au soir"


SEPARATION = LifeEvent(
    kind=RequestKind.SEPARATION,
    key="separation",
    title="Séparation ou divorce",
    brings="Jugement ou attestation",
    group=Group.FAMILY,
    step="La séparation",
    questions=(
        choice(
            "forme",
            "Que déclarez-vous ?",
            ("divorce", "Un divorce"),
            ("pacs", "La fin d’un PACS"),
            ("separation", "Une séparation, sans divorce"),
            fact="Événement",
        ),
        day("le", "Date de la séparation", passed),
        person(
            "conjoint",
            "Qui quitte votre contrat ?",
            Relationship.SPOUSE,
            nobody="Personne : je garde tout le monde",
            fact="Quitte votre contrat",
            hint="Vos enfants restent couverts.",
        ),
    ),
    starts=lambda _, situation: end_of_month(situation.today),
    documents=(Document("Jugement, convention ou attestation sur l’honneur"),),
    facts=_facts,
)
