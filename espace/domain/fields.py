"""The inputs of one form read together, so that whoever corrects it is told of every fault at once."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from espace.domain.errors import InvalidFields, InvalidInput

V = TypeVar("V")


def read_each(typed: Mapping[str, str], readers: Mapping[str, Callable[[str], V]]) -> dict[str, V]:
    """Return what each reader makes of the input it is named for; an absent one is read as empty, others are ignored.

    Raises:
        InvalidFields: with one sentence for each input that its reader refuses.
    """
    values: dict[str, V] = {}
    sentences: dict[str, str] = {}
    for name, reader in readers.items():
        try:
            values[name] = reader(typed.get(name, ""))
        except InvalidInput as refusal:
            sentences[name] = refusal.sentence
    if sentences:
        raise InvalidFields(sentences)
    return values
