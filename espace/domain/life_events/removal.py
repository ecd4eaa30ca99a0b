"""Radiation d’un bénéficiaire: its past care stays."""

from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events.days import coming, day
from espace.domain.life_events.event import Document, Group, LifeEvent
from espace.domain.life_events.questions import person, text

REMOVAL = LifeEvent(
    kind=RequestKind.REMOVAL,
    key="radiation",
    title="Retirer une personne",
    brings="Date de fin souhaitée",
    group=Group.FAMILY,
    step="La personne",
    questions=(
        person(
            "personne",
            "Qui souhaitez-vous retirer ?",
            *(one for one in Relationship if one is not Relationship.SELF),
            fact="Personne à retirer",
            hint="Pour mettre fin à votre propre couverture, choisissez « Résilier votre contrat ».",
        ),
        day("le", "Dernier jour de sa couverture", coming),
        text("raison", "Raison", hint="Par exemple : sa propre mutuelle, la fin de ses études."),
    ),
    starts=lambda answers, _: answers.day("le"),
    documents=(Document("Attestation de sa nouvelle mutuelle", "Si vous l’avez déjà."),),
    facts=lambda *_: (("Ses remboursements passés", "restent visibles dans votre espace"),),
)
