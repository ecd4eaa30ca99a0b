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
# A firm's box, whose digits meet those of the postcode behind it; of a telephone number it is no part.
_BOX = re.compile(r"\b(?:BP|CS|TSA) ?[0-9]{1,5}(?=[ ,]+[0-9]{2} ?[0-9]{3}(?![^0-9A-Za-z,]{0,2}[0-9]))", re.IGNORECASE)
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
    if _LONG_NUMBER.search(_BOX.sub("BP", text)):
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
    before, postcode, after = _split(text)
    return Parts(compared(before), postcode.replace(" ", ""), compared(after))


def street(text: str) -> str:
    """Return the street of an address as it was typed; empty where nothing tells it from the commune."""
    return _split(text)[0].strip(" ,")


def communes(text: str) -> tuple[str, ...]:
    """Return the commune of an address as it was typed: after its postcode if there is one, then alone.

    Where nothing tells the commune from the street, it is the whole text.
    """
    _, postcode, after = _split(text)
    if not postcode:
        return (after.strip(),)
    alone = after.strip(" ,")
    return (f"{postcode} {alone}", alone) if alone else (postcode,)


def _split(text: str) -> tuple[str, str, str]:
    """Return what stands before the last postcode, the postcode, and what stands after it, as they were typed."""
    found = list(_POSTCODE.finditer(text))
    if not found:
        before, _, after = text.rpartition(",")
        return before, "", after
    return text[: found[-1].start()], found[-1][1], text[found[-1].end() :]


def one_line(street: str, postcode: str, city: str) -> str:
    """Write an address on one line, as it is typed and sent to a geocoder."""
    return ", ".join(part for part in (street.strip(), f"{postcode} {city}".strip()) if part)
