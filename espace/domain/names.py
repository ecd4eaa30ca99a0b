"""People's names: what may be typed, and when a typed name is the one on file.

A name is compared by its letters alone: accents, case, hyphens, apostrophes and spaces may differ, `œ` is `oe`. A
letter of another alphabet is another letter, however alike it looks.
"""

import unicodedata

from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput

MAX_LENGTH = 100
_APOSTROPHES = "'’‘`´ʼ′"
_HYPHENS = "-‐‑‒–—"
_SEPARATORS = frozenset(" ." + _APOSTROPHES + _HYPHENS)
# Letters that Unicode does not take apart, as a French keyboard writes them.
_LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_FOLDED = str.maketrans(_LIGATURES | dict.fromkeys(_SEPARATORS, " "))


def read(typed: str) -> str:
    """Return a name without spaces at its ends or twice in a row, its accents composed.

    Raises:
        InvalidInput: with a sentence for each fault: nothing, an invisible character, the length, the alphabet.
    """
    name = plain(typed)
    if not name:
        raise InvalidInput("Recopiez ce qui est inscrit sur votre carte.")
    if len(name) > MAX_LENGTH:
        raise InvalidInput(f"Un nom compte {MAX_LENGTH} caractères au plus.")
    letters = [one for one in name if one not in _SEPARATORS]
    if any(one.isalpha() and not unicodedata.name(one, "").startswith("LATIN ") for one in letters):
        raise InvalidInput("Retapez ce nom au clavier : une de ses lettres vient d’un autre alphabet.")
    if not letters or not all(one.isalpha() or unicodedata.combining(one) for one in letters):
        raise InvalidInput("Écrivez ce nom en lettres, avec ses espaces, ses traits d’union et ses apostrophes.")
    return name


def same(typed: str, on_file: str) -> bool:
    """Tell whether two spellings are one name; an empty one is nobody's."""
    letters = _letters(typed)
    return bool(letters) and letters == _letters(on_file)


def folded(text: str) -> str:
    """Return a text as searches compare it: small letters without accents, one space for each run of separators."""
    lower = text.casefold().translate(_FOLDED)
    if not lower.isascii():
        decomposed = unicodedata.normalize("NFKD", lower)
        lower = "".join([one for one in decomposed if not unicodedata.combining(one)]).translate(_FOLDED)
    return " ".join(lower.split())


def _letters(name: str) -> str:
    return folded(name).replace(" ", "")
