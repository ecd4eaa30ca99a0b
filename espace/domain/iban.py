"""IBAN: what may be typed, what is stored, what may be shown.

Rules: ISO 13616 (structure by country, modulo 97) through python-stdnum; for accounts held in France or Monaco
also the key of the RIB (Comité français d’organisation et de normalisation bancaires).
"""

import re

from stdnum import iban as registry
from stdnum.exceptions import InvalidChecksum, ValidationError

from espace.domain.errors import InvalidInput

_SEPARATORS = re.compile(r"[\s.\-]")
_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_WITH_RIB_KEY = ("FR", "MC")
# The RIB reads letters as digits: A J → 1, B K S → 2, … I R Z → 9.
_RIB_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


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
    """Return a canonical IBAN as screens show it: `FR76 •••• •••• 0189`."""
    return f"{iban[:4]} •••• •••• {iban[-4:]}"


def ending(iban: str) -> str:
    """Return the last three characters of an IBAN, enough for its owner to recognise the account."""
    return iban[-3:]
