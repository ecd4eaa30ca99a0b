"""What is to correct in a form, as its page shows it. What was typed is never part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from espace.state.changes import assign

_COUNTS = ("Une réponse est", "Deux réponses sont", "Trois réponses sont", "Quatre réponses sont", "Cinq réponses sont")


@dataclass(frozen=True)
class FieldError:
    """One field to correct: the id of its input, its label, and the sentence that says how."""

    field: str
    label: str
    sentence: str


class FormErrors(rx.State, mixin=True):
    """The errors of a form, for its summary and beside its fields; `_labels` gives their order and names."""

    _labels: ClassVar[Mapping[str, str]] = {}
    sentences: dict[str, str] = {}  # noqa: RUF012  # a state var: Reflex copies the default
    errors: list[FieldError] = []  # noqa: RUF012
    errors_title: str = ""

    def _show_errors(self, sentences: Mapping[str, str]) -> None:
        errors = field_errors(sentences, self._labels)
        assign(self, sentences=dict(sentences), errors=errors, errors_title=summary_title(len(errors)))


def field_errors(sentences: Mapping[str, str], labels: Mapping[str, str]) -> list[FieldError]:
    """Return the errors in the order of the form's labels."""
    return [FieldError(name, label, sentences[name]) for name, label in labels.items() if name in sentences]


def summary_title(count: int) -> str:
    """Write how many answers are to correct: `Deux réponses sont à corriger`."""
    if count == 0:
        return ""
    return f"{_COUNTS[count - 1] if count <= len(_COUNTS) else f'{count} réponses sont'} à corriger"
