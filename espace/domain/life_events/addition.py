"""Ajout d’un bénéficiaire: a relative who was not covered until now."""

from collections.abc import Iterator

from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events.days import birth_date, coming, day
from espace.domain.life_events.event import Document, Fault, Group, LifeEvent
from espace.domain.life_events.questions import Answers, choice, first_name, last_name, social_security_number
from espace.domain.life_events.rules import is_adult, newcomer_faults
from espace.domain.life_events.situation import Situation

_RELATIONSHIPS = {one.value: one for one in Relationship}


def _faults(answers: Answers, situation: Situation) -> Iterator[Fault]:
    if "nir" not in answers and is_adult(answers.day("naissance"), situation.today):
        yield "nir", "Indiquez le numéro de Sécurité sociale de cette personne majeure."
    yield from newcomer_faults(answers, situation, _RELATIONSHIPS[answers["lien"]])


ADDITION = LifeEvent(
    kind=RequestKind.ADDITION,
    key="ajout",
    title="Ajouter une personne",
    brings="Attestation de droits",
    group=Group.FAMILY,
    step="La personne",
    questions=(
        choice(
            "lien",
            "Qui souhaitez-vous ajouter ?",
            (Relationship.SPOUSE.value, "Mon conjoint"),
            (Relationship.CHILD.value, "Mon enfant"),
            (Relationship.OTHER.value, "Une autre personne à ma charge"),
            fact="Personne à ajouter",
        ),
        first_name("prenom", "Son prénom"),
        last_name("nom", "Son nom"),
        birth_date("naissance", "Sa date de naissance"),
        social_security_number("nir", "Son numéro de Sécurité sociale", optional=True),
        day("le", "À couvrir à partir du", coming),
    ),
    starts=lambda answers, _: answers.day("le"),
    documents=(
        Document(
            "Attestation de droits de cette personne", "Elle se télécharge sur son compte de l’Assurance Maladie."
        ),
    ),
    faults=_faults,
    facts=lambda *_: (),
)
