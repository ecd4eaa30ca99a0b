"""What somebody writes freely: a message, read as it was meant, without what no reader could see."""

import unicodedata

from espace.domain.errors import InvalidInput
from espace.domain.formats import number

MAX_LENGTH = 5_000  # characters
_KEPT = frozenset("\n\t")


def read(typed: str, *, empty: str = "Écrivez votre message.") -> str:
    """Return a message with one kind of line end, without controls, and without spaces around it.

    Raises:
        InvalidInput: with `empty` when nothing is left, or with how much is too much.
    """
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    message = "".join(letter for letter in lines if letter in _KEPT or _is_seen(letter)).strip()
    if not message:
        raise InvalidInput(empty)
    if len(message) > MAX_LENGTH:
        raise InvalidInput(
            f"Votre message compte {number(len(message))} caractères, {number(MAX_LENGTH)} au plus sont possibles. "
            "Raccourcissez-le, ou joignez un document."
        )
    return message


def paragraphs(message: str) -> list[str]:
    """Return the lines of a message that hold something."""
    return [line.strip() for line in message.splitlines() if line.strip()]


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
