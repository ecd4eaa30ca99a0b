import pytest

from espace.domain import places
from espace.domain.errors import InvalidInput
from espace.domain.places import Parts


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("13011", Parts("", "13011", "")),
        ("13 011", Parts("", "13011", "")),
        ("13006 Marseille", Parts("", "13006", "marseille")),
        ("18 rue des Embruns, 13299 Port-Mistral", Parts("18 rue des embruns", "13299", "port mistral")),
        ("12 bd St-Michel 75006 Paris", Parts("12 boulevard saint michel", "75006", "paris")),
        ("12 rue de Rome, Marseille", Parts("12 rue de rome", "", "marseille")),
        ("L’Haÿ-les-Roses", Parts("", "", "l hay les roses")),
        ("Ste Maxime", Parts("", "", "sainte maxime")),
    ],
)
def test_an_address_is_split_into_street_postcode_and_commune(typed: str, parts: Parts) -> None:
    assert places.parts(places.read(typed)) == parts


def test_what_is_typed_is_kept_as_typed_but_for_its_spaces() -> None:
    assert places.read("  18  rue des Embruns ") == "18 rue des Embruns"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Écrivez une adresse"),
        ("   ", "Écrivez une adresse"),
        ("’ - ,", "Écrivez une adresse"),
        ("x" * 10_000, "150 caractères au plus"),
        ("<script>alert(1)</script>", "en lettres et en chiffres"),
        ("camille@example.org", "en lettres et en chiffres"),
        ("1 84 06 13 055 123 61", "numéro long"),
        ("06 39 98 47 12", "numéro long"),
        ("FR76 3000 6000 0112 3456 7890 189", "numéro long"),
        ("13006\nMarseille", "une seule ligne"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_type(typed: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        places.read(typed)
    assert says in refusal.value.sentence


def test_two_spellings_of_an_address_compare_alike() -> None:
    assert places.compared("12, Bd. St-Michel") == places.compared("12 boulevard saint michel")


def test_an_address_on_one_line_leaves_out_what_is_empty() -> None:
    assert places.one_line("4 place des Filets", "13299", "Port-Mistral") == "4 place des Filets, 13299 Port-Mistral"
    assert places.one_line("", "13299", "Port-Mistral") == "13299 Port-Mistral"
