"""An address as somebody types it to look around it: what is accepted, and which part of it is what.

It may be whole (« 18 rue des Embruns, 13299 Port-Mistral »), or a commune or a postcode alone.
"""

import re
from dataclasses import dataclass
from typing import Final

from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput
from espace.domain.names import folded

MAX_LENGTH: Final = 150
EXAMPLE: Final = "par exemple 13006 Marseille"
_POSTCODE = re.compile(r"(?<![0-9])([0-9]{2} ?[0-9]{3})(?![0-9])")
_DIGIT: Final = r"[0-9][^0-9A-Za-z,]{0,2}"  # with what people write between digits; a comma parts a street from a town
_LONG_NUMBER = re.compile(
    rf"(?:{_DIGIT}){{9,}}"
    rf"|(?:{_DIGIT}){{6}}[ABab][^0-9A-Za-z]{{0,2}}(?:{_DIGIT}){{6}}"  # Sécurité sociale, born in Corsica (2A, 2B)
    r"|[A-Za-z]{2}[0-9]{2}(?: ?[0-9A-Za-z]{4}){3,}"
)
_NOT_COMPARED = re.compile(r"[^0-9a-z]+")
_SHORT: Final = {"st": "saint", "ste": "sainte", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard"}


@dataclass(frozen=True, slots=True)
class Parts:
    """A typed address in its parts, each in `compared` form, each possibly empty."""

    street: str
    postcode: str
    city: str


def read(typed: str) -> str:
    """Return an address as it was typed, without superfluous spaces.

    What looks like a number of the Sécurité sociale, a telephone or an account is refused: an address may be sent to a
    geocoder, and nothing else ever is.

    Raises:
        InvalidInput: with the sentence that says what to type.
    """
    if len(typed) > MAX_LENGTH:
        raise InvalidInput(f"Écrivez {MAX_LENGTH} caractères au plus : une adresse, une commune ou un code postal.")
    text = plain(typed)
    if not _NOT_COMPARED.sub("", folded(text)):
        raise InvalidInput(f"Écrivez une adresse, une commune ou un code postal, {EXAMPLE}.")
    if _LONG_NUMBER.search(text):
        raise InvalidInput(f"N’écrivez ici qu’une adresse, sans numéro de téléphone ni autre numéro long, {EXAMPLE}.")
    if any(sign in text for sign in "<>{}@"):
        raise InvalidInput(f"Écrivez l’adresse en lettres et en chiffres, {EXAMPLE}.")
    return text


def compared(text: str) -> str:
    """Return a text as places are compared: small letters and digits, abbreviations written out, single spaces."""
    words = _NOT_COMPARED.sub(" ", folded(text)).split()
    return " ".join([_SHORT.get(word, word) for word in words])


def parts(text: str) -> Parts:
    """Split an address: what stands before its postcode is the street, what stands after it the commune.

    Without a postcode, what stands after the last comma is the commune; without a comma either, all of it is, as far
    as one can tell.
    """
    found = list(_POSTCODE.finditer(text))
    if found:
        last = found[-1]
        return Parts(compared(street(text)), last[1].replace(" ", ""), compared(text[last.end() :]))
    return Parts(compared(street(text)), "", compared(text.rpartition(",")[2]))


def street(text: str) -> str:
    """Return the street of an address as it was typed; empty where nothing tells it from the commune."""
    found = list(_POSTCODE.finditer(text))
    before = text[: found[-1].start()] if found else text.rpartition(",")[0]
    return before.strip(" ,")


def communes(text: str) -> tuple[str, ...]:
    """Return the commune of an address as it was typed: after its postcode if there is one, then alone.

    Where nothing tells the commune from the street, it is the whole text.
    """
    found = list(_POSTCODE.finditer(text))
    if not found:
        return (text.rpartition(",")[2].strip(),)
    alone = text[found[-1].end() :].strip(" ,")
    return (f"{found[-1][1]} {alone}", alone) if alone else (found[-1][1],)


def one_line(street: str, postcode: str, city: str) -> str:
    """Write an address on one line, as it is typed and sent to a geocoder."""
    return ", ".join(part for part in (street.strip(), f"{postcode} {city}".strip()) if part)
