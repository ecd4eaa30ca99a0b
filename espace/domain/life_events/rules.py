"""What several life events have in common: from when they count, and who may be added to a contract."""

from collections.abc import Iterator
from datetime import date

from espace.domain import names
from espace.domain.labels import Relationship
from espace.domain.life_events.event import Fault
from espace.domain.life_events.questions import Answers
from espace.domain.life_events.situation import Situation
from espace.domain.periods import months_after, months_before
from espace.domain.regulated import ADULT_AGE

LATE_MONTHS = 3  # the mutual's own rule: an event told later counts from the day it is told


def since(event_on: date, situation: Situation) -> date:
    """Return from when an event counts: its day, or today when it is told more than three months afterwards.

    Nothing counts before the contract itself.
    """
    in_time = event_on >= months_before(situation.today, LATE_MONTHS)
    return max(event_on if in_time else situation.today, situation.terms.starts_on)


def first_of_next_month(today: date) -> date:
    """Return the first day of the month to come."""
    return months_after(today.replace(day=1), 1)


def end_of_month(today: date) -> date:
    """Return the last day of the month."""
    return date.fromordinal(first_of_next_month(today).toordinal() - 1)


def is_adult(born: date, today: date) -> bool:
    """Tell whether somebody is 18 or more."""
    return months_after(born, 12 * ADULT_AGE) <= today


def newcomer_faults(answers: Answers, situation: Situation, relationship: Relationship) -> Iterator[Fault]:
    """Say what keeps the person of `prenom`, `nom` and `naissance` from joining the contract as that relative."""
    born = answers.day("naissance")
    for one in situation.people:
        if one.birth_date == born and names.same(answers["prenom"], one.first_name):
            yield "prenom", f"{one.first_name} est déjà sur votre contrat : il n’y a rien à ajouter."
    if relationship is Relationship.CHILD and born <= situation.member_born:
        yield "naissance", "Cette date précède votre propre naissance : vérifiez l’année."
    if relationship is Relationship.SPOUSE and (spouse := situation.spouse()):
        yield "prenom", f"{spouse.first_name} est déjà votre conjoint sur ce contrat : déclarez d’abord la séparation."
