"""Texts that registers write in capitals, put back into the letters French uses: names, streets, towns, signs.

« HÉLÈNE DE LA TOUR » becomes « Hélène de La Tour », « RUE DU 8 MAI 1945 » « rue du 8 mai 1945 ». A text that has a
small letter already stays as it was written; accents that capitals have lost are not guessed. Particles of names follow
the Lexique des règles typographiques en usage à l’Imprimerie nationale: small `de`, `d’`, `du`, `des`, capital article.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from espace.domain.formats import MONTHS

_REMEMBERED: Final = 20_000  # texts: those of a register come back all the time, and memory must stay flat
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['`´ʼ](?=\w)")
_LOST_APOSTROPHE = re.compile(r"\b([LD]) (?=[AEIOUYHÉÈÊÎÔŒ]\w)")  # the register's « AVENUE DE L OPERA »
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"([0-9]+)(?:(ER|RE)|E|EME|ÈME|IEME)")
_SCOTTISH = re.compile(r"MC(?=[A-Z]{2})")
_PARTICLES: Final = frozenset(("DE", "DU", "DES", "D"))
_SMALL: Final = _PARTICLES | {
    "LA", "LE", "LES", "L", "À", "AU", "AUX", "EN", "ET", "SUR", "SOUS", "LÈS", "LEZ", "PAR", "POUR",
}  # fmt: skip
_ELIDED: Final = frozenset(("D", "L"))  # small before an apostrophe only: « bâtiment D »
_INITIALS: Final = frozenset((
    "ZA", "ZI", "ZAC", "BP", "CS", "CD", "RD", "RN", "CC", "CHU", "CHRU", "CPAM", "EHPAD", "MSP", "SARL", "SAS",
    "SASU", "SELARL", "SELAS", "SCM", "SCP", "EURL", "SISA", "APHM", "HLM", "ORL", "IRM",
))  # fmt: skip
_MONTHS: Final = frozenset(month.upper() for month in MONTHS) | {"FEVRIER", "AOUT", "DECEMBRE"}

_Rule = Callable[[str, str, str], str]  # a word, the character behind it, the word before it


@lru_cache(maxsize=_REMEMBERED)
def person(text: str) -> str:
    """Return the name of somebody: « MARTIN-DUPONT » → « Martin-Dupont », « D'ARTAGNAN » → « d’Artagnan »."""
    return _cased(text, _in_a_name)


@lru_cache(maxsize=_REMEMBERED)
def street(text: str) -> str:
    """Return the name of a street without its kind: « DE L'OPÉRA » → « de l’Opéra », « HENRI IV » → « Henri IV »."""
    return _cased(_LOST_APOSTROPHE.sub(r"\1’", text), _in_a_place)


@lru_cache(maxsize=_REMEMBERED)
def sign(text: str) -> str:
    """Return what a town, or a shop above its door, is called: « PHARMACIE DU PONANT » → « Pharmacie du Ponant »."""
    found = _cased(text, _in_a_place)
    return found[:1].upper() + found[1:]


def _cased(text: str, rule: _Rule) -> str:
    written = _APOSTROPHE.sub("’", " ".join(text.split()))
    if written != written.upper():
        return written
    before = ""

    def word(match: re.Match[str]) -> str:
        nonlocal before
        found = rule(match[0], written[match.end() : match.end() + 1], before)
        before = match[0]
        return found

    return _WORD.sub(word, written)


def _in_a_name(word: str, behind: str, _before: str) -> str:
    if word in _PARTICLES and behind and (word not in _ELIDED or behind == "’"):
        return word.lower()
    if _SCOTTISH.match(word):
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()


def _in_a_place(word: str, behind: str, before: str) -> str:
    if word in _SMALL and (word not in _ELIDED or behind == "’"):
        return word.lower()
    if (ordinal := _ORDINAL.fullmatch(word)) is not None:
        return ordinal[1] + (ordinal[2] or "e").lower()
    if word in _MONTHS and before[:1].isdecimal():
        return word.lower()
    if word in _INITIALS or _ROMAN.fullmatch(word) or any(one.isdecimal() for one in word):
        return word
    return word.capitalize()
