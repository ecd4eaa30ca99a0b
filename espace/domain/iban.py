"""IBAN: what may be typed, what is stored, what may be shown.

Rules: ISO 13616 (structure by country, modulo 97) through python-stdnum; for accounts held in France or Monaco
also the key of the RIB (Comité français d’organisation et de normalisation bancaires).
"""

import re
from dataclasses import dataclass
from typing import Literal

from stdnum import iban as registry
from stdnum.exceptions import InvalidChecksum, ValidationError

from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput
from espace.domain.wording import plural

MAX_TYPED = 100
SHOWN = 3  # last characters: enough for its owner to recognise the account
# The SEPA area (European Payments Council, EPC409-09), each country with the length of its IBAN (ISO 13616).
SEPA_LENGTHS = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip

_SEPARATORS = re.compile(r"[\s.\-]")
_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_WITH_RIB_KEY = ("FR", "MC")
# The RIB reads letters as digits: A J → 1, B K S → 2, … I R Z → 9.
_RIB_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_LOOK_ALIKES = str.maketrans("OI", "01")


@dataclass(frozen=True, slots=True)
class Check:
    """What can be said of an IBAN being typed: how it looks, in words; `number` is there once it is right."""

    look: Literal["", "wait", "wrong", "right"] = ""
    words: str = ""
    number: str = ""


def read(typed: str) -> str:
    """Return the canonical IBAN of an account that a SEPA transfer reaches, as a member typed it.

    Raises:
        InvalidInput: with a sentence for each fault: nothing, a strange character, the country, the length, and those
            of `normalise`; where a letter stands for the digit it looks like, the sentence says so.
    """
    number = _compact(typed)
    if not number:
        raise InvalidInput("Recopiez l’IBAN inscrit sur votre RIB.")
    length = _sepa_length(number)
    if len(number) != length:
        raise InvalidInput(
            f"Cet IBAN a {len(number)} caractères, et il en faut {length} pour ce pays : comparez-le à votre RIB."
        )
    try:
        return normalise(number)
    except InvalidInput:
        digits = number[:2] + number[2:].translate(_LOOK_ALIKES)
        if digits != number and check(digits).look == "right":
            raise InvalidInput(
                "Remplacez la lettre O par le chiffre 0 et la lettre I par le chiffre 1 : ils se ressemblent."
            ) from None
        raise


def check(typed: str) -> Check:
    """Judge an IBAN while it is being typed: a number that is only too short is not wrong yet."""
    try:
        number = _compact(typed)
        if len(number) < 2:
            return Check("wait", "Un IBAN commence par deux lettres, par exemple FR.") if number else Check()
        missing = _sepa_length(number) - len(number)
        if missing > 0:
            return Check("wait", f"Encore {plural(missing, 'caractère', 'caractères')}.")
        number = read(number)
    except InvalidInput as refusal:
        return Check("wrong", refusal.sentence)
    return Check("right", f"IBAN correct : {len(number)} caractères, clé vérifiée.", number)


def _compact(typed: str) -> str:
    """Return what was typed in capitals, without separators; whether it is an IBAN is not judged yet."""
    if len(typed) > MAX_TYPED:
        raise InvalidInput("Un IBAN compte 34 caractères au plus : ne recopiez que lui.")
    number = _SEPARATORS.sub("", plain(typed))
    if not number.isascii():
        raise InvalidInput("Retapez l’IBAN au clavier : un de ses caractères vient d’un autre alphabet.")
    number = number.upper().removeprefix("IBAN")
    if number and not number.isalnum():
        raise InvalidInput("Un IBAN ne contient que des lettres et des chiffres : retirez les autres signes.")
    if not number[:2].isalpha() and number:
        raise InvalidInput("Un IBAN commence par les deux lettres du pays, par exemple FR : recopiez-le en entier.")
    return number


def _sepa_length(number: str) -> int:
    length = SEPA_LENGTHS.get(number[:2])
    if length is None:
        raise InvalidInput(
            "Nous versons seulement sur un compte de la zone SEPA (France et pays d’Europe) : indiquez-en un autre."
        )
    return length


def normalise(text: str) -> str:
    """Return the canonical form of an IBAN of any country: upper case, without separators.

    Raises:
        InvalidInput: with a sentence for each fault: shape, country or length, IBAN key, RIB key.
    """
    number = _SEPARATORS.sub("", text).upper().removeprefix("IBAN")
    if not _SHAPE.fullmatch(number):
        raise InvalidInput(
            "Un IBAN commence par deux lettres et deux chiffres, par exemple FR76, suivis de 11 à 30 caractères."
        )
    try:
        # The registry lets 00, 01 and 99 pass where they equal the key modulo 97; banks never issue them.
        if number[2:4] != registry.calc_check_digits(number):
            raise InvalidChecksum
        # Its checks by country refuse banks missing from its own lists (BE68 5390 0754 7034, SWIFT's example).
        registry.validate(number, check_country=False)
    except InvalidChecksum as fault:
        raise InvalidInput("La clé de cet IBAN ne correspond pas : vérifiez chaque caractère sur votre RIB.") from fault
    except ValidationError as fault:
        raise InvalidInput(
            "Cet IBAN n’a pas la longueur ou la forme prévue pour son pays : recopiez-le en entier."
        ) from fault
    if number.startswith(_WITH_RIB_KEY) and not _rib_key_fits(number[4:]):
        raise InvalidInput(
            "La clé RIB (les deux derniers chiffres) ne correspond pas à cet IBAN : vérifiez-le sur votre RIB."
        )
    return number


def _rib_key_fits(rib: str) -> bool:
    bank, branch, account = (int(part.translate(_RIB_DIGITS)) for part in (rib[:5], rib[5:10], rib[10:21]))
    return (89 * bank + 15 * branch + 3 * account + int(rib[21:])) % 97 == 0


def masked(iban: str) -> str:
    """Return a canonical IBAN as screens show it, its last three characters in clear: `FR76 •••• … •••• 189`."""
    return grouped(iban[:4] + "•" * (len(iban) - 4 - SHOWN) + ending(iban))


def grouped(iban: str) -> str:
    """Return an IBAN in groups of four, as a RIB prints it."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def ending(iban: str) -> str:
    """Return the last three characters of an IBAN, enough for its owner to recognise the account."""
    return iban[-SHOWN:]
