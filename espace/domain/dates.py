"""Dates as French people type them: JJ/MM/AAAA."""

import re
from datetime import date

from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput

_EXAMPLE = "par exemple 14/06/1984"
# Eight digits alone too: the numeric keyboard of a telephone has no slash.
_TYPED = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2}) ?/ ?([0-9]{4})|([0-9]{2}) ?([0-9]{2}) ?([0-9]{4})")
OLDEST = 130  # years; nobody has lived so long


def any_day(typed: str) -> date:
    """Return a day of our times, past or to come.

    Raises:
        InvalidInput: with a sentence for each fault: the form, a day that does not exist, the century.
    """
    day = _day(plain(typed), "par exemple 14/06/2026")
    if not 1900 <= day.year <= 2100:
        raise InvalidInput("Vérifiez l’année : elle va de 1900 à 2100.")
    return day


def birth_date(typed: str, today: date) -> date:
    """Return the birth date typed.

    Raises:
        InvalidInput: with a sentence for each fault: nothing, the form, a day that does not exist, the future, the age.
    """
    line = plain(typed)
    if not line:
        raise InvalidInput(f"Indiquez la date de naissance, {_EXAMPLE}.")
    found = _TYPED.fullmatch(line)
    if not found:
        raise InvalidInput(f"Écrivez le jour, le mois et les quatre chiffres de l’année, {_EXAMPLE}.")
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        born = date(year, month, day)
    except ValueError:
        raise InvalidInput(f"Cette date n’existe pas : vérifiez le jour, le mois et l’année, {_EXAMPLE}.") from None
    if born > today:
        raise InvalidInput(f"Cette date est dans l’avenir : vérifiez l’année, {_EXAMPLE}.")
    if born.year < today.year - OLDEST:
        raise InvalidInput(f"Cette date est trop ancienne : vérifiez l’année, {_EXAMPLE}.")
    return born


def _day(line: str, example: str) -> date:
    found = _TYPED.fullmatch(line)
    if not found:
        raise InvalidInput(f"Écrivez le jour, le mois et les quatre chiffres de l’année, {example}.")
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidInput(f"Cette date n’existe pas : vérifiez le jour, le mois et l’année, {example}.") from None
