"""The questions of life events that a day answers, and the rules it may have to follow."""

from collections.abc import Callable
from datetime import date

from espace.domain import dates
from espace.domain.errors import InvalidInput
from espace.domain.formats import long_day
from espace.domain.life_events.questions import Question, When
from espace.domain.life_events.situation import Situation
from espace.domain.periods import months_after, months_before

RECENT_MONTHS = 36
_BIRTH_HINT = "Par exemple : 14/06/1984"
_DAY_HINT = "Par exemple : 14/06/2026"
DayRule = Callable[[date, Situation], None]


def birth_date(name: str, label: str, *, hint: str = _BIRTH_HINT, when: When = None) -> Question:
    """Ask somebody's birth date, which is not to come."""

    def read(typed: str, situation: Situation) -> str:
        return dates.birth_date(typed, situation.today).isoformat()

    return Question(name, label, "day", read, _day_words, "Indiquez la date de naissance.", hint, when=when)


def day(name: str, label: str, rule: DayRule, *, optional: bool = False, hint: str = "", when: When = None) -> Question:
    """Ask a day that a rule accepts."""

    def read(typed: str, situation: Situation) -> str:
        found = dates.any_day(typed)
        rule(found, situation)
        return found.isoformat()

    missing = "" if optional else "Indiquez cette date, par exemple 14/06/2026."
    return Question(name, label, "day", read, _day_words, missing, hint or _DAY_HINT, when=when)


def passed(found: date, situation: Situation) -> None:
    """Accept a day of the last three years, today included.

    Raises:
        InvalidInput: for a day to come, or long ago.
    """
    if found > situation.today:
        raise InvalidInput("Cette date est dans l’avenir : corrigez-la, ou revenez une fois l’événement passé.")
    _not_long_ago(found, situation)


def coming(found: date, situation: Situation) -> None:
    """Accept a day of the year to come, today included.

    Raises:
        InvalidInput: for a day that has passed, or far ahead.
    """
    if found < situation.today:
        raise InvalidInput("Cette date est déjà passée : choisissez aujourd’hui ou un jour à venir.")
    _within_a_year(found, situation)


def around(found: date, situation: Situation) -> None:
    """Accept a day of the last three years or of the year to come.

    Raises:
        InvalidInput: for any other.
    """
    _not_long_ago(found, situation)
    _within_a_year(found, situation)


def _not_long_ago(found: date, situation: Situation) -> None:
    if found < months_before(situation.today, RECENT_MONTHS):
        raise InvalidInput("Cette date est trop ancienne : vérifiez l’année, ou appelez-nous.")


def _within_a_year(found: date, situation: Situation) -> None:
    if found > months_after(situation.today, 12):
        raise InvalidInput("Cette date est à plus d’un an : vérifiez l’année.")


def _day_words(answer: str, _situation: Situation) -> str:
    return long_day(date.fromisoformat(answer))
