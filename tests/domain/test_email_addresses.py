import pytest

from espace.domain import email_addresses
from espace.domain.errors import InvalidInput

SHAPE = "n’a pas la forme"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Camille.Roux@Exemple.FR ", "camille.roux@exemple.fr"),
        ("o'brien+mutuelle@exemple.fr", "o'brien+mutuelle@exemple.fr"),
        ("a@xn--exmple-cva.fr", "a@xn--exmple-cva.fr"),
    ],
)
def test_an_address_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert email_addresses.read(typed) == stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Indiquez"),
        (" \u00a0 ", "Indiquez"),
        ("a@b", SHAPE),
        ("a@localhost", SHAPE),
        ("a@test", SHAPE),
        ("<b>@exemple.fr", SHAPE),
        ("a@b.fr, c@d.fr", SHAPE),
        ("Camille <a@b.fr>", SHAPE),
        ("a@[127.0.0.1]", SHAPE),
        ("a@" + "b" * 250 + ".fr", "254"),
        ("x" * 10_000, "254"),
        ("camіlle@exemple.fr", "autre alphabet"),
        ("e\u0301lise@exemple.fr", "accent"),
        ("O’Brien@exemple.fr", "autre alphabet"),
        ("a@b.fr\r\nBcc: tous@exemple.fr", "une seule ligne"),
        ("a@b.fr\x00", "invisible"),
        ("a\u202e@b.fr", "invisible"),
        ("a\u200b@b.fr", "invisible"),
    ],
)
def test_each_fault_has_its_sentence(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        email_addresses.read(typed)
    assert said in refusal.value.sentence
