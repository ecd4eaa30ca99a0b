"""Mariage, PACS ou concubinage: the member may also have the other covered."""

from collections.abc import Iterator

from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events.days import birth_date, day, passed
from espace.domain.life_events.event import Document, Fault, Group, LifeEvent
from espace.domain.life_events.questions import Answers, choice, first_name, last_name, social_security_number
from espace.domain.life_events.rules import newcomer_faults, since
from espace.domain.life_events.situation import Situation

_COVERED = ("couvrir", ("oui",))


def _faults(answers: Answers, situation: Situation) -> Iterator[Fault]:
    if answers["couvrir"] == "oui":
        if answers.day("naissance") >= answers.day("le"):
            yield "naissance", "Cette date de naissance suit celle de votre union : vérifiez les deux."
        yield from newcomer_faults(answers, situation, Relationship.SPOUSE)


UNION = LifeEvent(
    kind=RequestKind.UNION,
    key="union",
    title="Mariage, PACS ou concubinage",
    brings="Extrait d’acte, récépissé ou attestation",
    group=Group.FAMILY,
    step="Votre union",
    questions=(
        choice(
            "forme",
            "Votre union",
            ("mariage", "Mariage"),
            ("pacs", "PACS"),
            ("concubinage", "Concubinage"),
        ),
        day("le", "Date de l’union", passed, hint="Pour un concubinage, le jour où votre vie commune a commencé."),
        choice(
            "couvrir",
            "Souhaitez-vous ajouter votre conjoint à votre contrat ?",
            ("oui", "Oui"),
            ("non", "Non"),
            fact="Ajouter votre conjoint",
        ),
        first_name("prenom", "Son prénom", when=_COVERED),
        last_name("nom", "Son nom", when=_COVERED),
        birth_date("naissance", "Sa date de naissance", when=_COVERED),
        social_security_number("nir", "Son numéro de Sécurité sociale", when=_COVERED),
    ),
    starts=lambda answers, situation: since(answers.day("le"), situation),
    documents=(
        Document("Extrait d’acte de mariage, récépissé de PACS ou attestation de vie commune"),
        Document(
            "Attestation de droits de votre conjoint",
            "Si vous l’ajoutez à votre contrat. Elle se télécharge sur son compte de l’Assurance Maladie.",
        ),
    ),
    faults=_faults,
)
