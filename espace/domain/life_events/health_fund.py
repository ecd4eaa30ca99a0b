"""Changement de caisse: whom the Assurance Maladie pays through (organisme de rattachement)."""

import re

from espace.domain.errors import InvalidInput
from espace.domain.labels import RequestKind
from espace.domain.life_events.days import around, day
from espace.domain.life_events.event import Document, Group, LifeEvent
from espace.domain.life_events.questions import Question, text
from espace.domain.life_events.situation import Situation

_SPACES = re.compile(r"[\s.\-]")


def _read_code(typed: str, _situation: Situation) -> str:
    """Return the nine digits: régime (2), caisse (3), centre (4)."""
    code = _SPACES.sub("", typed)
    if len(code) != 9 or not (code.isascii() and code.isdecimal()):
        raise InvalidInput("Ce code compte 9 chiffres : recopiez-le de votre attestation de droits.")
    return code


HEALTH_FUND = LifeEvent(
    kind=RequestKind.HEALTH_FUND,
    key="caisse",
    title="Changement de caisse",
    brings="Attestation de droits",
    group=Group.LIFE,
    step="La caisse",
    questions=(
        text(
            "caisse",
            "Votre nouvelle caisse",
            missing="Écrivez le nom de votre nouvelle caisse.",
            hint="Par exemple : CPAM du Var, MSA Provence Azur.",
        ),
        Question(
            "code",
            "Code de l’organisme de rattachement",
            "digits",
            _read_code,
            lambda answer, _: f"{answer[:2]} {answer[2:5]} {answer[5:]}",
            "Recopiez le code de 9 chiffres de votre attestation de droits.",
            "9 chiffres, en haut de votre attestation de droits.",
        ),
        day("le", "À partir du", around),
    ),
    starts=lambda answers, _: answers.day("le"),
    documents=(
        Document("Attestation de droits à jour", "Elle se télécharge sur votre compte de l’Assurance Maladie."),
    ),
    facts=lambda *_: (),
    remarks=(("Vos remboursements continuent", "Nous rétablissons l’échange automatique avec votre nouvelle caisse."),),
)
