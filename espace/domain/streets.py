"""The line of a street, from the parts that a register keeps it in."""

from typing import Final

from espace.domain import casing

_REPETITIONS: Final = {"B": "bis", "T": "ter", "Q": "quater", "BIS": "bis", "TER": "ter", "QUATER": "quater"}


def line(number: str, repetition: str, kind: str, label: str) -> str:
    """Write a street as on a letter: « 12 bis avenue de l’Opéra »; empty when nothing of it is known.

    `repetition` is the letter that La Poste writes for bis, ter and quater; any other letter stays (« 12 A »).
    """
    name = casing.street(label) if kind else casing.sign(label)
    word = _REPETITIONS.get(repetition.upper(), repetition.upper()) if number else ""
    return " ".join(part for part in (number, word, kind.lower(), name) if part)
