"""Naissance ou adoption: one child, or twins, whom rank and first name tell apart."""

from collections.abc import Iterator
from datetime import date

from espace.domain import names
from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events.days import birth_date, day, passed
from espace.domain.life_events.event import Document, Fault, Group, LifeEvent
from espace.domain.life_events.questions import Answers, choice, first_name, last_name
from espace.domain.life_events.rules import is_adult, newcomer_faults, since
from espace.domain.life_events.situation import Situation

_ADOPTED = ("arrivee", ("adoption",))


def _arrival(answers: Answers, _situation: Situation | None = None) -> date:
    return answers.day("accueil" if "accueil" in answers else "naissance")


def _faults(answers: Answers, situation: Situation) -> Iterator[Fault]:
    born = answers.day("naissance")
    if is_adult(born, situation.today):
        yield "naissance", "Cet enfant est majeur : choisissez plutôt « Ajouter une personne »."
    if _arrival(answers) < born:
        yield "accueil", "L’enfant est arrivé avant d’être né : vérifiez les deux dates."
    yield from newcomer_faults(answers, situation, Relationship.CHILD)
    if "prenom2" in answers:
        if names.same(answers["prenom"], answers["prenom2"]):
            yield "prenom2", "Des jumeaux se distinguent par leur prénom : écrivez celui du second enfant."
        second = Answers(answers, prenom=answers["prenom2"])
        yield from ((f"{name}2", said) for name, said in newcomer_faults(second, situation, Relationship.CHILD))


BIRTH = LifeEvent(
    kind=RequestKind.BIRTH,
    key="naissance",
    title="Naissance ou adoption",
    brings="Acte de naissance ou jugement",
    group=Group.FAMILY,
    step="L’enfant",
    questions=(
        choice(
            "arrivee",
            "Que déclarez-vous ?",
            ("naissance", "Une naissance"),
            ("adoption", "Une adoption"),
            fact="Événement",
        ),
        first_name("prenom", "Prénom de l’enfant"),
        first_name("prenom2", "Prénom du second enfant", optional=True, hint="Seulement pour des jumeaux."),
        last_name("nom", "Nom de famille"),
        birth_date("naissance", "Date de naissance", hint="Par exemple : 14/06/2026"),
        day("accueil", "Date d’arrivée dans votre foyer", passed, when=_ADOPTED),
        choice(
            "carte",
            "Souhaitez-vous une carte mutualiste à son nom ?",
            ("non", "Non, l’ajouter sur les cartes de la famille"),
            ("oui", "Oui, une carte de plus"),
            fact="Carte mutualiste",
        ),
    ),
    starts=lambda answers, situation: since(_arrival(answers), situation),
    documents=(
        Document("Acte de naissance, ou jugement d’adoption"),
        Document(
            "Attestation de droits à jour",
            "Celle du parent auquel l’enfant est rattaché. Vous la trouverez sur votre compte de l’Assurance Maladie.",
        ),
    ),
    faults=_faults,
    remarks=(
        (
            "Gratuit l’année de la naissance",
            "Nous offrons la cotisation de votre enfant jusqu’à la fin de cette année-là.",
        ),
    ),
)
