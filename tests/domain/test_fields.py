import pytest

from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.fields import read_each


def _number(typed: str) -> int:
    if not typed.isdecimal():
        raise InvalidInput(f"« {typed} » n’est pas un nombre.")
    return int(typed)


def test_each_input_is_read_by_the_reader_of_its_name_and_others_are_ignored() -> None:
    assert read_each({"b": "2", "a": "1", "member_id": "7"}, {"a": _number, "b": str}) == {"a": 1, "b": "2"}


def test_every_fault_is_told_at_once_beside_its_own_input() -> None:
    with pytest.raises(InvalidFields) as told:
        read_each({"a": "x", "b": "2", "c": "y"}, {"a": _number, "b": _number, "c": _number})
    assert told.value.sentences == {"a": "« x » n’est pas un nombre.", "c": "« y » n’est pas un nombre."}


def test_an_input_that_was_not_sent_is_an_empty_one() -> None:
    assert read_each({}, {"a": str.upper}) == {"a": ""}


def test_values_come_in_the_order_of_the_readers() -> None:
    assert list(read_each({"b": "2", "a": "1"}, {"a": _number, "b": _number})) == ["a", "b"]
