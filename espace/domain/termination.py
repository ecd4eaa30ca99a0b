"""When a contract may end (résiliation): the earliest lawful day, and why, or why not yet.

Code de la mutualité: L221-10 (each year, two months before the due date), L221-10-1 (the mutual reminded too late, or
not at all), L221-10-2 (at any time after a year, one month after the notice, refund within 30 days), L221-17 (a change
of situation, within three months). A reason that is missing or does not apply falls back to L221-10-2. A contract
that an employer imposes is ended by the employer alone.

A contract covers until the end of the day it ends on. The due date (échéance) is the 31 December of each year: this is
the mutual's own rule. Months are counted as the Code de procédure civile counts them (article 641).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from espace.domain.formats import long_day
from espace.domain.labels import ContractKind, Labelled
from espace.domain.periods import months_after, months_before

NOTICE_MONTHS = 2  # before the due date (L221-10)
REMINDED_BEFORE = timedelta(days=15)  # of that limit (L221-10-1)
AFTER_REMINDER = timedelta(days=20)  # to say no to the renewal (L221-10-1)
EVENT_MONTHS = 3  # to tell of a change of situation (L221-17)
EFFECT_MONTHS = 1  # from the notice to the end (L221-10-2, L221-17)
REFUND = timedelta(days=30)  # from the end (L221-10-2)


class Reason(Labelled):
    """Why a member ends the contract, « à échéance » and « autres » among them (D221-1)."""

    DUE_DATE = "due_date", "À l’échéance annuelle de mon contrat"
    AFTER_A_YEAR = "after_a_year", "Sans motif, après un an d’adhésion"
    EMPLOYER_PLAN = "employer_plan", "Mutuelle obligatoire de mon employeur"
    NEW_SITUATION = "new_situation", "Déménagement, mariage, séparation, retraite ou changement de métier"
    LATE_REMINDER = "late_reminder", "Avis d’échéance reçu trop tard, ou jamais reçu"
    OTHER = "other", "Autres"


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts of a contract: its kind, its first day, its last day once that is known."""

    kind: ContractKind
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the member says, and when the mutual received it (a Paris day).

    `event_on` is the day of the change of situation, `reminded_on` the day the mutual sent its reminder (avis
    d’échéance), empty when it never came, and `deceased_on` the day the member died.
    """

    received_on: date
    reason: Reason | None = None
    event_on: date | None = None
    reminded_on: date | None = None
    deceased_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the law makes of a notice: the day the contract ends, the sentence that says why, and its source.

    Refused, it has no end; `possible_from` is then the first day on which it can be asked again, if there is one.
    """

    sentence: str
    source: str
    ends_on: date | None = None
    possible_from: date | None = None

    @property
    def accepted(self) -> bool:
        """Whether the contract ends."""
        return self.ends_on is not None

    @property
    def refund_by(self) -> date | None:
        """The last day to give back what was paid for the time after the end (L221-10-2)."""
        return self.ends_on + REFUND if self.ends_on else None


def judge(terms: Terms, notice: Notice) -> Outcome:
    """Return when a contract ends by a notice, as early as the law lets it."""
    if notice.deceased_on is not None:
        return Outcome("Le contrat prend fin le jour du décès.", "L221-17", notice.deceased_on)
    if terms.kind is ContractKind.GROUP:
        return Outcome("Votre contrat est celui de votre employeur : lui seul peut y mettre fin.", "L221-10-2")
    found = _by_reason(terms, notice) or _at_any_time(terms, notice)
    if terms.ends_on and (found.ends_on is None or found.ends_on >= terms.ends_on):
        return Outcome(f"Votre contrat prend déjà fin le {long_day(terms.ends_on)} : vous n’avez rien à faire.", "")
    return found


def due_date(day: date) -> date:
    """Return the due date (échéance) of the contract year that a day is in."""
    return date(day.year, 12, 31)


def last_notice(due: date) -> date:
    """Return the last day of the notice for a due date (L221-10)."""
    return months_before(due, NOTICE_MONTHS)


def free_from(terms: Terms) -> date:
    """Return the day from which a contract can be ended without a reason (L221-10-2)."""
    return months_after(terms.starts_on, 12)


def _by_reason(terms: Terms, notice: Notice) -> Outcome | None:
    """Return what the reason alone allows, nothing where it does not apply."""
    match notice.reason:
        case Reason.DUE_DATE:
            return _at_due_date(terms, notice.received_on)
        case Reason.NEW_SITUATION | Reason.EMPLOYER_PLAN:
            return _after_event(notice)
        case Reason.LATE_REMINDER:
            return _without_reminder(terms, notice)
    return None


def _at_due_date(terms: Terms, received_on: date) -> Outcome:
    due = due_date(max(received_on, terms.starts_on))
    if received_on <= last_notice(due):
        return Outcome("Votre contrat prend fin à son échéance annuelle.", "L221-10", due)
    if received_on >= free_from(terms):
        # Never before the due date that was asked for: the next cover starts on the day after it.
        return Outcome(
            "Le préavis de deux mois avant l’échéance est passé. Comme vous avez plus d’un an d’adhésion, un mois de "
            "préavis suffit.",
            "L221-10-2",
            max(due, months_after(received_on, EFFECT_MONTHS)),
        )
    return Outcome(
        "Le préavis de deux mois avant l’échéance est passé : votre contrat prend fin à l’échéance suivante.",
        "L221-10",
        due_date(due + timedelta(days=1)),
    )


def _after_event(notice: Notice) -> Outcome | None:
    event_on, received_on = notice.event_on, notice.received_on
    if event_on is None or not event_on <= received_on <= months_after(event_on, EVENT_MONTHS):
        return None
    return Outcome(
        "Votre situation a changé depuis moins de trois mois : votre contrat prend fin un mois après votre demande.",
        "L221-17",
        months_after(received_on, EFFECT_MONTHS),
    )


def _without_reminder(terms: Terms, notice: Notice) -> Outcome | None:
    received_on, next_day = notice.received_on, notice.received_on + timedelta(days=1)
    if notice.reminded_on is None:
        if received_on <= due_date(terms.starts_on):
            return None  # nothing was renewed yet
        return Outcome(
            "Sans avis d’échéance, vous pouvez résilier à tout moment : votre contrat prend fin le lendemain de votre "
            "demande.",
            "L221-10-1",
            next_day,
        )
    due = due_date(notice.reminded_on)
    in_time = notice.reminded_on <= last_notice(due) - REMINDED_BEFORE
    if in_time or not notice.reminded_on <= received_on <= notice.reminded_on + AFTER_REMINDER:
        return None
    return Outcome(
        "Notre avis d’échéance est parti trop tard : vous aviez vingt jours pour refuser le renouvellement.",
        "L221-10-1",
        max(due, next_day),
    )


def _at_any_time(terms: Terms, notice: Notice) -> Outcome:
    first = free_from(terms)
    if notice.received_on >= first:
        return Outcome(
            "Vous avez plus d’un an d’adhésion : votre contrat prend fin un mois après votre demande.",
            "L221-10-2",
            months_after(notice.received_on, EFFECT_MONTHS),
        )
    due = due_date(max(notice.received_on, terms.starts_on))
    if notice.received_on > last_notice(due):
        due = due_date(due + timedelta(days=1))
    return Outcome(
        "Votre contrat a moins d’un an. Choisissez « À l’échéance annuelle de mon contrat » pour y mettre fin le "
        f"{long_day(due)}, ou revenez à partir du {long_day(first)} pour résilier sans motif.",
        "L221-10-2",
        possible_from=first,
    )
