from datetime import date

import pytest

from espace.domain.card import Card, member_number
from espace.domain.errors import InvalidFields, InvalidInput

TODAY = date(2026, 11, 23)
FIELDS = {
    "num": "0472318",
    "nom": "ROUX-FABRE",
    "prenom": "CAMILLE",
    "naiss": "14/06/1984",
    "nir": "2 84 06 13\u00a0999\u00a0001 90",
    "mail": "Camille.Roux-Fabre@exemple.fr",
}
HOSTILE = ("", "   ", "x" * 10_000, "\x00", "\u202ea", "a\u200bb", "<b>", "a\r\nBcc: tous@exemple.fr", "\ud800")


def refusals(**typed: str) -> dict[str, str]:
    with pytest.raises(InvalidFields) as refusal:
        Card.parse({**FIELDS, **typed}, TODAY)
    return refusal.value.sentences


def test_the_card_of_the_design_is_read() -> None:
    card = Card.parse(FIELDS, TODAY)
    assert (card.member_number, card.last_name, card.first_name) == ("0472318", "ROUX-FABRE", "CAMILLE")
    assert (card.birth_date, card.nir, card.email) == (
        date(1984, 6, 14),
        "284061399900190",
        "camille.roux-fabre@exemple.fr",
    )


def test_the_key_of_the_nir_may_be_left_out() -> None:
    assert Card.parse({**FIELDS, "nir": "2840613999001"}, TODAY) == Card.parse(FIELDS, TODAY)


def test_a_card_never_shows_what_it_holds() -> None:
    assert "284061399900190" not in repr(Card.parse(FIELDS, TODAY))
    assert "camille" not in str(Card.parse(FIELDS, TODAY))


def test_fields_that_the_form_has_not_are_ignored() -> None:
    assert Card.parse({**FIELDS, "member_id": "1", "status": "active"}, TODAY) == Card.parse(FIELDS, TODAY)


def test_every_wrong_field_is_told_at_once_in_the_order_of_the_form() -> None:
    with pytest.raises(InvalidFields) as refusal:
        Card.parse({}, TODAY)
    assert list(refusal.value.sentences) == list(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_refused_beside_its_field_alone(field: str, typed: str) -> None:
    assert list(refusals(**{field: typed})) == [field]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("num", "47231", "7 chiffres"),
        ("num", "A472318", "7 chiffres"),
        ("num", "٠٤٧٢٣١٨", "7 chiffres"),
        ("nom", "Rоux-Fabre", "autre alphabet"),
        ("naiss", "31/02/1984", "n’existe pas"),
        ("naiss", "24/11/2026", "avenir"),
        ("nir", "28406139990019", "13 caractères, ou 15"),
        ("nir", "284061399900191", "clé"),
        ("nir", "2844313999001", "mois"),
        ("nir", "2840600999001", "département"),
        ("nir", "28406139990O1", "chiffres"),
        ("mail", "a@b", "forme"),
        ("mail", "a" * 250 + "@b.fr", "254"),
        ("mail", "cаmille@exemple.fr", "autre alphabet"),
    ],
)
def test_each_fault_has_its_sentence(field: str, typed: str, said: str) -> None:
    told = refusals(**{field: typed})
    assert list(told) == [field]
    assert said in told[field]


@pytest.mark.parametrize("typed", ["1 80 05 2a 004 005 31", "18005 2A 004 005"])
def test_corsica_is_read_in_any_case(typed: str) -> None:
    assert Card.parse({**FIELDS, "nir": typed}, TODAY).nir == "180052A00400531"


def test_a_member_number_may_be_typed_with_spaces() -> None:
    assert member_number(" 04 72 318\u00a0") == "0472318"
    with pytest.raises(InvalidInput, match="7"):
        member_number("47 23 18")
