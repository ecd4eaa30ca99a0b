import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.documents.typefaces import BOLD, ELLIPSIS, REGULAR, REPLACEMENT, printable

NEEDED = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸàâäæçéèêëîïôöœùûüÿ"
    "ŁłŞşȘșŢţȚțĞğİıŐőŰűČčŠšŽžĐđĆćŃńŻżĄąĘęĂăĀāĒēĪīŪū"
    " \u00a0\u202f.,:;?!'’‘“”«»()[]/\\-‐‑–—…&@%€+−×=<>#*_|°"
)


@pytest.mark.parametrize("face", [REGULAR, BOLD])
def test_both_fonts_have_the_letters_of_french_and_of_the_names_it_meets(face):
    assert [character for character in NEEDED if character not in face.advances] == []


@pytest.mark.parametrize("face", [REGULAR, BOLD])
def test_figures_are_tabular_so_that_amounts_align(face):
    assert len({face.advances[figure] for figure in "0123456789"}) == 1
    assert face.advances[" "] == face.advances["\u00a0"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Noé\u00a0: « 51,00\u00a0€ »", "Noé\u00a0: « 51,00\u00a0€ »"),
        ("Noe\u0301", "Noé"),
        ("Nguyễn Văn Ế", "Nguyên Văn Ê"),
        ("ﬁn №１", "fin No1"),
        ("deux\nlignes\tet\u2028trois", "deux lignes et trois"),
        ("cou\u00adpé\u200b", "coupé"),
        ("😀", "\ufffd"),
        ("مرحبا", "\ufffd" * 5),
        ("日本", "\ufffd\ufffd"),
        ("a\u202eb\x00c\x7f", "a\ufffdb\ufffdc\ufffd"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_text_becomes_printable(text, expected):
    assert printable(text) == expected


@given(st.text())
def test_printable_text_can_always_be_measured_and_stays_printable(text):
    result = printable(text)
    assert REGULAR.width(result, 10) >= 0
    assert BOLD.width(result, 10) >= 0
    assert printable(result) == result


@given(st.text(st.characters(exclude_categories=["Z", "C", "M"]), min_size=1))
def test_no_visible_character_disappears(text):
    assert len(printable(text).replace(" ", "")) >= 1


def test_text_that_fits_stays_on_one_line():
    assert REGULAR.wrap("Consultation généraliste", 10, 500) == ("Consultation généraliste",)


def test_text_is_cut_at_its_spaces_and_loses_no_word():
    text = "Pose d’une couronne dentaire céramométallique sur une dent incisive"
    lines = REGULAR.wrap(text, 10, 100)
    assert " ".join(lines) == text
    assert len(lines) > 2


def test_empty_text_has_no_line():
    assert REGULAR.wrap("", 10, 100) == ()
    assert REGULAR.wrap("   ", 10, 100) == ()


def test_text_is_never_cut_at_a_no_break_space():
    lines = REGULAR.wrap("Il reste 1\u00a0234,56\u00a0€ à payer", 10, 62)
    assert "1\u00a0234,56\u00a0€" in " ".join(lines)


def test_no_line_starts_with_a_percent_sign_or_high_punctuation():
    for room in range(60, 140):
        for line in REGULAR.wrap("Médicaments remboursés à 65 % : « deux boîtes » ; quatre ? Oui !", 10, room):
            assert not line.startswith(("%", ":", ";", "?", "!", "»"))


def test_long_compound_name_is_cut_after_a_hyphen():
    lines = BOLD.wrap("Roux-Fabre-de-la-Tour-du-Pin-Chambly", 9.5, 100)
    assert [line[-1] for line in lines[:-1]] == ["-"] * (len(lines) - 1)
    assert "".join(lines) == "Roux-Fabre-de-la-Tour-du-Pin-Chambly"


def test_unbroken_string_is_cut_where_the_line_ends():
    lines = REGULAR.wrap("x" * 200, 10, 100)
    assert "".join(lines) == "x" * 200
    assert all(REGULAR.width(line, 10) <= 100 for line in lines)


def test_too_many_lines_end_with_an_ellipsis():
    lines = REGULAR.wrap("mot " * 50, 10, 100, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith(ELLIPSIS)


def test_room_narrower_than_a_letter_still_ends():
    assert REGULAR.wrap("abc", 10, 1) == ("a", "b", "c")


@given(st.text(), st.floats(5, 30), st.floats(40, 500), st.integers(1, 5) | st.none())
def test_no_line_is_wider_than_its_room(text, size, room, most):
    lines = REGULAR.wrap(printable(text), size, room, most)
    assert all(REGULAR.width(line, size) <= room for line in lines)
    assert most is None or len(lines) <= most


@given(st.text(), st.floats(40, 500))
def test_shortened_text_fits_and_says_that_it_was_cut(text, room):
    whole = printable(text)
    result = BOLD.shorten(whole, 10, room)
    assert BOLD.width(result, 10) <= room
    assert result == whole or result.endswith(ELLIPSIS)


def test_size_is_lowered_only_when_the_text_does_not_fit():
    assert BOLD.size_to_fit("51,00\u00a0€", 19, 100) == 19
    smaller = BOLD.size_to_fit("1\u00a0234\u00a0567,89\u00a0€", 19, 100)
    assert BOLD.width("1\u00a0234\u00a0567,89\u00a0€", smaller) == pytest.approx(100)


def test_replacement_character_is_visible():
    assert REGULAR.advances[REPLACEMENT] > 0
    assert BOLD.advances[REPLACEMENT] > 0
