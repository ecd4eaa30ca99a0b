"""NIR (numéro de sécurité sociale): what may be typed, what is stored, what may be shown.

Rules: INSEE's description of the NIR (sex, year, month, place of birth, order, key). Stored canonical: 15
characters, key included, upper case.
"""

import re

from espace.domain.errors import InvalidInput

_SEPARATORS = re.compile(r"[\s.\-]")
_DIGITS_BUT_CORSICA = re.compile(r"[0-9]{5}[0-9][0-9A-Z][0-9]{6}(?:[0-9]{2})?")
_SEXES = frozenset("123478")  # 3 and 4: foreigners being registered; 7 and 8: provisional numbers
_WOMEN = frozenset("248")
# 20 to 42 and 50 to 99 stand for birth dates known only in part.
_MONTHS = frozenset(f"{month:02d}" for month in (*range(1, 13), *range(20, 43), *range(50, 100)))
_DEPARTMENTS = frozenset((*(f"{number:02d}" for number in range(1, 100)), "2A", "2B"))
_CORSICA = {"2A": "19", "2B": "18"}


def _key(body: str) -> str:
    department = body[5:7]
    number = int(body[:5] + _CORSICA.get(department, department) + body[7:])
    return f"{97 - number % 97:02d}"


def normalise(text: str) -> str:
    """Return the canonical 15 characters of a NIR typed with or without its key, spaces, dots or capitals.

    Raises:
        InvalidInput: with a sentence for each fault: length, characters, sex, month, département, key.
    """
    number = _SEPARATORS.sub("", text).upper()
    if len(number) not in (13, 15):
        raise InvalidInput("Le numéro de sécurité sociale compte 13 caractères, ou 15 avec sa clé.")
    if not _DIGITS_BUT_CORSICA.fullmatch(number):
        raise InvalidInput("Le numéro de sécurité sociale ne contient que des chiffres, sauf 2A ou 2B pour la Corse.")
    body = number[:13]
    if body[0] not in _SEXES:
        raise InvalidInput("Le numéro de sécurité sociale commence par 1, 2, 3, 4, 7 ou 8.")
    if body[3:5] not in _MONTHS:
        raise InvalidInput("Le mois de naissance (4e et 5e chiffres du numéro de sécurité sociale) n’existe pas.")
    if body[5:7] not in _DEPARTMENTS:
        raise InvalidInput(
            "Le département de naissance (6e et 7e caractères du numéro de sécurité sociale) n’existe pas."
        )
    key = _key(body)
    if number[13:] not in ("", key):
        raise InvalidInput(
            "La clé (les deux derniers chiffres) ne correspond pas au numéro de sécurité sociale : "
            "vérifiez chaque chiffre."
        )
    return body + key


def masked(nir: str) -> str:
    """Return a canonical NIR as screens show it, first five digits only: `1 80 05 •• ••• ••• ••`."""
    return f"{nir[0]} {nir[1:3]} {nir[3:5]} •• ••• ••• ••"


def is_woman(nir: str) -> bool | None:
    """Tell from its first digit whether a canonical NIR is a woman's; None without a NIR."""
    return nir[0] in _WOMEN if nir else None
