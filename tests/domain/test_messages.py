import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import messages
from espace.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  Bonjour  ", "Bonjour"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb\n\nc", "a\tb\n\nc"),
        ("a\x00b\x1bc\u2028d", "abcd"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👩‍👧 à bientôt", "👩‍👧 à bientôt"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_a_message_is_read_as_it_was_meant(typed: str, read: str) -> None:
    assert messages.read(typed) == read


@pytest.mark.parametrize("typed", ["", "   ", "\r\n\t", "\x00"])
def test_a_message_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="Écrivez votre réponse"):
        messages.read(typed, empty="Écrivez votre réponse.")


@pytest.mark.parametrize(("length", "said"), [(5001, "5\u00a0001"), (100_000, "100\u00a0000")])
def test_a_message_too_long_is_refused_with_its_length(length: int, said: str) -> None:
    with pytest.raises(InvalidInput, match=f"compte {said} caractères, 5\u00a0000 au plus"):
        messages.read("x" * length)


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert messages.paragraphs("Bonjour,\n\n  merci \n") == ["Bonjour,", "merci"]
    assert messages.paragraphs("") == []


@given(st.text(max_size=200))
def test_what_is_read_once_reads_the_same_again(typed: str) -> None:
    try:
        once = messages.read(typed)
    except InvalidInput:
        return
    assert messages.read(once) == once
