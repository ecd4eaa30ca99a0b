import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import addresses
from espace.domain.addresses import Address
from espace.domain.errors import InvalidFields, InvalidInput

GOOD = {
    "voie": "18 rue des Embruns",
    "complement": "Bâtiment B, 3e étage",
    "code_postal": "13299",
    "ville": "Port-Mistral",
}


def test_an_address_is_read_line_by_line_and_other_fields_are_ignored() -> None:
    typed = {**GOOD, "member_id": "1", "status": "admin"}
    assert addresses.read(typed) == Address("18 rue des Embruns", "Bâtiment B, 3e étage", "13299", "Port-Mistral")


def test_spaces_and_accents_are_stored_in_one_form() -> None:
    typed = {"voie": "  2   rue de l’E\u0301glise ", "code_postal": "13 299", "ville": "L\u2019Estaque"}
    assert addresses.read(typed) == Address("2 rue de l’Église", "", "13299", "L’Estaque")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("voie", "", "Indiquez le numéro"),
        ("voie", " \u00a0\t ", "Indiquez le numéro"),
        ("voie", "x" * 10_000, "60"),
        ("voie", "<b>18 rue</b>", "lettres"),
        ("voie", "18 rue\u202eselb", "invisible"),
        ("voie", "18 rue\u200b des Embruns", "invisible"),
        ("voie", "18 rue\x00", "invisible"),
        ("voie", "18 rue\r\nBcc: x@exemple.fr", "une seule ligne"),
        ("voie", "18 rue Pасteur", "lettres"),  # two Cyrillic letters
        ("voie", "---", "au moins une lettre"),
        ("complement", "🏠", "lettres"),
        ("code_postal", "", "Indiquez le code postal"),
        ("code_postal", "1329", "5 chiffres"),
        ("code_postal", "132999", "5 chiffres"),
        ("code_postal", "١٣٢٩٩", "5 chiffres"),
        ("code_postal", "00123", "n’existe pas"),
        ("code_postal", "99123", "n’existe pas"),
        ("ville", "", "Indiquez la ville"),
        ("ville", "13", "en lettres"),
        ("ville", "y" * 61, "60"),
    ],
)
def test_each_fault_has_its_sentence_beside_its_field(name: str, typed: str, said: str) -> None:
    with pytest.raises(InvalidFields) as refusal:
        addresses.read({**GOOD, name: typed})
    assert list(refusal.value.sentences) == [name]
    assert said in refusal.value.sentences[name]


def test_an_empty_form_names_every_field_that_is_needed() -> None:
    with pytest.raises(InvalidFields) as refusal:
        addresses.read({})
    assert list(refusal.value.sentences) == ["voie", "code_postal", "ville"]


@given(st.text())
def test_whatever_is_typed_is_refused_or_read_the_same_twice(text: str) -> None:
    try:
        once = addresses.plain(text)
    except InvalidInput:
        return
    assert addresses.plain(once) == once
