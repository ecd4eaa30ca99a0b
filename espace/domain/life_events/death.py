"""Décès d’un bénéficiaire, or of the member, told by whoever uses their space."""

from collections.abc import Iterator

from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events.days import day, passed
from espace.domain.life_events.event import Document, Fault, Group, LifeEvent
from espace.domain.life_events.questions import Answers, person
from espace.domain.life_events.situation import Situation


def _faults(answers: Answers, situation: Situation) -> Iterator[Fault]:
    who = situation.who(answers["personne"])
    if who and answers.day("le") < who.birth_date:
        yield "le", "Cette date précède la naissance de cette personne : vérifiez l’année."


DEATH = LifeEvent(
    kind=RequestKind.DEATH,
    key="deces",
    title="Décès d’un proche",
    brings="Acte de décès",
    group=Group.FAMILY,
    step="La personne",
    questions=(
        person("personne", "Qui est décédé ?", *Relationship, fact="Personne décédée"),
        day("le", "Date du décès", passed),
    ),
    starts=lambda answers, _: answers.day("le"),
    documents=(Document("Acte de décès", "La mairie le délivre gratuitement."),),
    faults=_faults,
    remarks=(
        (
            "Nous sommes à vos côtés",
            "Les cotisations versées pour cette personne après son décès vous seront rendues.",
        ),
    ),
)
