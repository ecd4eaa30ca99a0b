"""Postal addresses: what may be typed, and how it is stored: NFC, single spaces, four lines of an envelope at most.

Lines of 38 characters are La Poste's rule (AFNOR NF Z10-011); the portal is a little more tolerant, and never cuts.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from espace.domain.errors import InvalidInput
from espace.domain.fields import read_each

MAX_LINE = 60
_SPACES = re.compile(r"\s+")
_PUNCTUATION = frozenset(" '’-.,/°ºª()&:+")
FRENCH_POSTCODE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in France, as printed on an envelope."""

    line1: str
    line2: str
    postcode: str
    city: str


def read(typed: Mapping[str, str]) -> Address:
    """Return the address typed in the inputs `voie`, `complement`, `code_postal` and `ville`; others are ignored.

    Raises:
        InvalidFields: with one sentence for each input that cannot be accepted.
    """
    return Address(*read_each(typed, READERS).values())


def plain(text: str) -> str:
    """Return a line without spaces at its ends or twice in a row, accents composed (NFC).

    Raises:
        InvalidInput: when it holds a line break or a character that cannot be seen.
    """
    line = unicodedata.normalize("NFC", text).strip()
    if "\n" in line or "\r" in line:
        raise InvalidInput("Écrivez cette réponse sur une seule ligne.")
    line = _SPACES.sub(" ", line)
    # Cc: control characters; Cf: zero-width ones, and those that turn the direction of the text.
    if any(unicodedata.category(one) in {"Cc", "Cf", "Co", "Cs", "Cn"} for one in line):
        raise InvalidInput("Cette réponse contient un caractère invisible : effacez-la, puis tapez-la de nouveau.")
    return line


def _street(typed: str) -> str:
    line = plain(typed)
    if not line:
        raise InvalidInput("Indiquez le numéro et le nom de la rue, ou le lieu-dit.")
    return _printable_on_an_envelope(line)


def _complement(typed: str) -> str:
    return _printable_on_an_envelope(plain(typed))


def _printable_on_an_envelope(line: str) -> str:
    if len(line) > MAX_LINE:
        raise InvalidInput(f"Écrivez {MAX_LINE} caractères au plus : abrégez ce qui peut l’être.")
    if not all(_latin(one) or one in _PUNCTUATION for one in line):
        raise InvalidInput("N’utilisez que des lettres, des chiffres et les signes ’ - . , / ( ) &.")
    if line and not any(one.isalnum() for one in line):
        raise InvalidInput("Écrivez au moins une lettre ou un chiffre.")
    return line


def _postcode(typed: str) -> str:
    code = plain(typed).replace(" ", "")
    if not code:
        raise InvalidInput("Indiquez le code postal.")
    if len(code) != 5 or not (code.isascii() and code.isdecimal()):
        raise InvalidInput("Un code postal compte 5 chiffres, par exemple 13299.")
    if not FRENCH_POSTCODE.fullmatch(code):
        raise InvalidInput("Ce code postal n’existe pas : vérifiez ses deux premiers chiffres.")
    return code


def _city(typed: str) -> str:
    line = plain(typed)
    if not line:
        raise InvalidInput("Indiquez la ville.")
    if not any(one.isalpha() for one in line):
        raise InvalidInput("Écrivez le nom de la ville en lettres.")
    return _printable_on_an_envelope(line)


def _latin(one: str) -> bool:
    """Whether it is a letter of our alphabet, accented or not, or a digit."""
    return (one.isascii() and one.isdecimal()) or (one.isalpha() and unicodedata.name(one, "").startswith("LATIN "))


# By the names of the inputs, in the order of an envelope.
READERS: Final[dict[str, Callable[[str], str]]] = {
    "voie": _street,
    "complement": _complement,
    "code_postal": _postcode,
    "ville": _city,
}
