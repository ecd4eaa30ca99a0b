"""What is to correct in a form, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

_COUNTS = ("Une réponse est", "Deux réponses sont", "Trois réponses sont", "Quatre réponses sont", "Cinq réponses sont")


@dataclass(frozen=True)
class FieldError:
    """One field to correct: the id of its input, its label, and the sentence that says how."""

    field: str
    label: str
    sentence: str


def field_errors(sentences: Mapping[str, str], labels: Mapping[str, str]) -> list[FieldError]:
    """Return the errors in the order of the form's labels."""
    return [FieldError(name, label, sentences[name]) for name, label in labels.items() if name in sentences]


def summary_title(count: int) -> str:
    """Write how many answers are to correct: `Deux réponses sont à corriger`."""
    if count == 0:
        return ""
    return f"{_COUNTS[count - 1] if count <= len(_COUNTS) else f'{count} réponses sont'} à corriger"
