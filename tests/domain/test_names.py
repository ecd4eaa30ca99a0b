import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import names
from espace.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "on_file"),
    [
        ("ROUX-FABRE", "Roux-Fabre"),
        ("roux fabre", "Roux-Fabre"),
        ("Rouxfabre", "Roux-Fabre"),
        ("Roux – Fabre", "Roux-Fabre"),
        ("Roux\u2011Fabre", "Roux-Fabre"),
        ("Roux\u00a0Fabre", "Roux-Fabre"),
        ("O’Brien", "O'Brien"),
        ("O'Brien", "O’Brien"),
        ("O`Brien", "O’Brien"),
        ("OBRIEN", "O’Brien"),
        ("O Brien", "O’Brien"),
        ("Helene", "Hélène"),
        ("HÉLÈNE", "Hélène"),
        (unicodedata.normalize("NFD", "Hélène"), "Hélène"),
        ("Hélène", unicodedata.normalize("NFD", "Hélène")),
        ("Lecoeur", "Lecœur"),
        ("LECŒUR", "Lecoeur"),
        ("Laetitia", "Lætitia"),
        ("Francois", "François"),
        ("Strauss", "Strauß"),
        ("Lukasz", "Łukasz"),
        ("ＣＡＭＩＬＬＥ", "Camille"),
        ("St. Martin", "St Martin"),
        ("De La Tour d’Auvergne", "de la Tour-d'Auvergne"),
    ],
)
def test_spellings_of_one_name_are_the_same(typed: str, on_file: str) -> None:
    assert names.same(typed, on_file)


@pytest.mark.parametrize(
    ("typed", "on_file"),
    [
        ("", ""),
        ("-", "’"),
        ("", "Martin"),
        ("Martin", ""),
        ("Martine", "Martin"),
        ("Marti", "Martin"),
        ("Мartin", "Martin"),  # a Cyrillic М
        ("Rоux", "Roux"),  # a Cyrillic о
        ("Mart\u200bin", "Martin"),
        ("\u202eMartin", "Martin"),
        ("Mart%", "Martin"),
    ],
)
def test_other_names_are_others(typed: str, on_file: str) -> None:
    assert not names.same(typed, on_file)


@given(st.sampled_from(["Hélène", "Roux-Fabre", "d’Aubigné", "Lecœur", "Nuñez", "Şahin", "Nguyễn"]), st.data())
def test_case_and_form_never_matter(name: str, data: st.DataObject) -> None:
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    assert names.same(unicodedata.normalize(form, change(name)), name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Camille ", "Camille"),
        ("O’Brien", "O’Brien"),
        ("Roux  -  Fabre", "Roux - Fabre"),
        ("He\u0301le\u0300ne", "Hélène"),
        ("Nguyễn", "Nguyễn"),
        ("St. Martin", "St. Martin"),
    ],
)
def test_a_name_is_read_as_typed(typed: str, name: str) -> None:
    assert names.read(typed) == name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "carte"),
        (" \u00a0 ", "carte"),
        ("x" * 10_000, "100 caractères"),
        ("Martin\x00", "invisible"),
        ("\u202eMartin", "invisible"),
        ("Mart\u200bin", "invisible"),
        ("Mart\u00adin", "invisible"),
        ("\ud800", "invisible"),
        ("Martin\r\nBcc: tous@exemple.fr", "une seule ligne"),
        ("Мartin", "autre alphabet"),
        ("Μαρία", "autre alphabet"),
        ("<b>Martin</b>", "en lettres"),
        ("Martin2", "en lettres"),
        ("0472318", "en lettres"),
        ("-", "en lettres"),
        ("🙂", "en lettres"),
    ],
)
def test_each_fault_of_a_name_has_its_sentence(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        names.read(typed)
    assert said in refusal.value.sentence
