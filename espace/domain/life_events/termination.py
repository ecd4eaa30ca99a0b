"""Résiliation: the fields and words of D221-1, the days of `domain.termination`."""

from collections.abc import Iterator
from datetime import date

from espace.domain.formats import long_day
from espace.domain.labels import RequestKind
from espace.domain.life_events.days import day, passed
from espace.domain.life_events.event import Document, Fact, Fault, Group, LifeEvent
from espace.domain.life_events.questions import Answers, choice, text
from espace.domain.life_events.situation import Situation
from espace.domain.termination import Notice, Outcome, Reason, judge

_REASONS = {one.value: one for one in Reason}
_EVENT = ("motif", (Reason.NEW_SITUATION.value, Reason.EMPLOYER_PLAN.value))


def outcome(answers: Answers, situation: Situation) -> Outcome:
    """Return what the law makes of the answers, received today."""
    notice = Notice(
        received_on=situation.today,
        reason=_REASONS[answers["motif"]],
        event_on=answers.day("le") if "le" in answers else None,
        reminded_on=answers.day("avis") if "avis" in answers else None,
    )
    return judge(situation.terms, notice)


def _starts(answers: Answers, situation: Situation) -> date:
    return outcome(answers, situation).ends_on or situation.today


def _faults(answers: Answers, situation: Situation) -> Iterator[Fault]:
    found = outcome(answers, situation)
    if not found.accepted:
        yield "motif", found.sentence


def _facts(answers: Answers, situation: Situation, last_day: date) -> Iterator[Fact]:
    found = outcome(answers, situation)
    yield "Contrat à résilier", f"n° {situation.contract_number}"
    yield "Votre contrat prend fin", f"le {long_day(last_day)} au soir"
    yield "Pourquoi cette date", found.sentence
    yield "Texte de loi", f"Code de la mutualité, {found.source}"
    if found.refund_by:
        yield "Cotisation payée en trop", f"rendue au plus tard le {long_day(found.refund_by)}"


TERMINATION = LifeEvent(
    kind=RequestKind.TERMINATION,
    key="resiliation",
    title="Résilier votre contrat",
    brings="Selon le motif",
    group=Group.CONTRACT,
    step="Le motif",
    questions=(
        choice("motif", "Pour quel motif résiliez-vous ?", *((one.value, one.label) for one in Reason), fact="Motif"),
        day("le", "Date de ce changement", passed, when=_EVENT),
        day(
            "avis",
            "Date d’envoi de notre avis d’échéance",
            passed,
            optional=True,
            hint="Elle figure en haut de l’avis. Ne remplissez rien si vous ne l’avez pas reçu.",
            when=("motif", (Reason.LATE_REMINDER.value,)),
        ),
        text("precisions", "Précisions", when=("motif", (Reason.OTHER.value,))),
    ),
    starts=_starts,
    documents=(
        Document(
            "Justificatif du changement de situation",
            "Seulement si vous déménagez, changez de situation ou entrez dans une mutuelle obligatoire.",
        ),
    ),
    faults=_faults,
    facts=_facts,
    confirm="Confirmer ma demande de résiliation",
    remarks=(
        ("Les conditions", "Après un an d’adhésion, vous résiliez quand vous voulez, sans frais et sans motif."),
        (
            "Le préavis",
            "Un mois après votre demande. "
            "Pour l’échéance du 31 décembre, envoyez votre demande au plus tard le 31 octobre.",
        ),
        (
            "Les conséquences",
            "Après la fin du contrat, nous ne remboursons plus vos soins ni ceux de vos bénéficiaires. Ce que vous "
            "avez payé pour la suite vous est rendu sous 30 jours.",
        ),
    ),
)
