"""How one cell of a feed is read: text in, value out, or a French sentence that says what to write instead.

No sentence repeats the cell: in a shifted column it could be a NIR or an IBAN.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import SQLModel

from espace.domain.errors import InvalidInput

MAX_AMOUNT = 99_999_999  # cents; no line of a health mutual comes near, and sums stay within 32 bits
_MEMO_SIZE = 32_768  # cells of a column: every amount a health mutual pays every day

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"([-−]?)([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 .()\u00a0-]{4,18}")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
# Control characters, and the marks that turn the direction of the text around them.
UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a feed: its name, how its cells are read, and what an empty cell means if it may be empty."""

    name: str
    parse: Callable[[str], Any]
    required: bool = True
    empty: Any = ""

    def read(self, cell: str) -> Any:
        """Return the value of a cell.

        Raises:
            InvalidInput: with what to write instead.
        """
        text = cell.strip()
        if text:
            return self.parse(text)
        if self.required:
            raise InvalidInput("Cette cellule ne peut pas rester vide.")
        return self.empty


class Memo(dict[str, Any]):
    """The values of the cells already met in a column: days, amounts and acts come back all the time."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, cell: str) -> Any:
        value = self.column.read(cell)
        if len(self) >= _MEMO_SIZE:
            self.clear()
        self[cell] = value
        return value


def longest(model: type[SQLModel], name: str) -> int:
    """Return how many characters the column `name` of a table holds."""
    length: int = table_of(model).c[name].type.length
    return length


def text(model: type[SQLModel], name: str) -> Callable[[str], str]:
    """Read a text that fits the column `name` of a table."""
    most = longest(model, name)

    def parse(cell: str) -> str:
        if len(cell) > most:
            raise InvalidInput(f"Ce texte a {len(cell)} caractères : {most} au plus.")
        # Most texts are printable; no-break spaces are not, so only then look closer.
        if not cell.isprintable() and UNWANTED.search(cell):
            raise InvalidInput("Ce texte contient un caractère de commande invisible : retirez-le.")
        return cell

    return parse


def day(cell: str) -> date:
    """Read a day: `2026-11-18`."""
    if not _DAY.fullmatch(cell):
        raise InvalidInput("Écrivez une date sous la forme AAAA-MM-JJ, par exemple 2026-11-18.")
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        raise InvalidInput("Cette date n’existe pas dans le calendrier.") from None
    if not 1900 <= found.year <= 2100:
        raise InvalidInput("L’année va de 1900 à 2100 ; sans date de fin, laissez la cellule vide.")
    return found


def _hundredths(cell: str) -> int | None:
    """Return a number with at most two decimals as hundredths, which is cents of euros and basis points of percent."""
    match = _AMOUNT.fullmatch(cell)
    if match is None:
        return None
    sign, whole_part, decimals = match.groups("0")
    found = int(whole_part) * 100 + (int(decimals) if len(decimals) == 2 else int(decimals) * 10)
    return -found if sign else found


def cents(cell: str) -> int:
    """Read an amount in euros, `51.00` or `51,00`, as cents."""
    found = _hundredths(cell)
    if found is None:
        raise InvalidInput("Écrivez un montant en euros, avec deux décimales au plus, par exemple 51.00 ou 51,00.")
    if abs(found) > MAX_AMOUNT:
        raise InvalidInput("Ce montant est trop grand : 999 999,99 € au plus.")
    return found


def positive_cents(cell: str) -> int:
    """Read an amount in euros that cannot be negative, as cents."""
    found = cents(cell)
    if found < 0:
        raise InvalidInput("Ce montant ne peut pas être négatif.")
    return found


def level(cell: str) -> int:
    """Read a coverage level in euros or in percent, `250` or `12.50`, as cents or basis points."""
    found = _hundredths(cell)
    if found is None or not 0 <= found <= MAX_AMOUNT:
        raise InvalidInput("Écrivez un niveau en euros ou en pourcentage, sans signe, par exemple 150.00 ou 250.")
    return found


def percentage(highest: int) -> Callable[[str], int]:
    """Read a percentage, `70` or `65.5`, as basis points."""

    def parse(cell: str) -> int:
        found = _hundredths(cell)
        if found is None or found < 0:
            raise InvalidInput("Écrivez un pourcentage sans signe, par exemple 70 ou 65.5.")
        if found > highest * 100:
            raise InvalidInput(f"Ce pourcentage est trop grand : {highest} au plus.")
        return found

    return parse


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """Read a whole number between two bounds, both included."""

    def parse(cell: str) -> int:
        if not _NUMBER.fullmatch(cell) or not lowest <= int(cell) <= highest:
            raise InvalidInput(f"Écrivez un nombre entier de {lowest} à {highest}.")
        return int(cell)

    return parse


def yes_no(cell: str) -> bool:
    """Read `yes` or `no`."""
    if cell not in ("yes", "no"):
        raise InvalidInput("Écrivez yes (oui) ou no (non).")
    return cell == "yes"


def choice(values: type[StrEnum]) -> Callable[[str], StrEnum]:
    """Read a value of a closed list by its English word."""
    known = {value.value: value for value in values}

    def parse(cell: str) -> StrEnum:
        if cell not in known:
            raise InvalidInput(f"Cette valeur n’est pas connue. Écrivez l’une de : {', '.join(known)}.")
        return known[cell]

    return parse


def matching(pattern: str, sentence: str) -> Callable[[str], str]:
    """Read a text of a given shape, or refuse with the sentence."""
    shape = re.compile(pattern)

    def parse(cell: str) -> str:
        if not shape.fullmatch(cell):
            raise InvalidInput(sentence)
        return cell

    return parse


def email(cell: str) -> str:
    """Read an e-mail address."""
    if len(cell) > 254 or not _EMAIL.fullmatch(cell) or UNWANTED.search(cell):
        raise InvalidInput("Cette adresse e-mail n’a pas la forme nom@domaine.fr.")
    return cell


def phone(cell: str) -> str:
    """Read a telephone number, French or international."""
    if not _PHONE.fullmatch(cell):
        raise InvalidInput(
            "Écrivez un numéro de téléphone en chiffres, par exemple 06 12 34 56 78 ou +33 6 12 34 56 78."
        )
    return cell


def bic(cell: str) -> str:
    """Read a BIC (ISO 9362): 8 or 11 characters."""
    compact = cell.replace(" ", "").upper()
    if not _BIC.fullmatch(compact):
        raise InvalidInput("Un BIC compte 8 ou 11 caractères, par exemple AGRIFRPP882.")
    return compact


def table_of(model: type[SQLModel]) -> Any:
    """Return the table of a model; SQLModel does not declare the attribute."""
    return model.__table__  # type: ignore[attr-defined]  # SQLModel makes it, unseen by mypy
