import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import places
from espace.domain.errors import InvalidInput
from espace.domain.places import MAX_LENGTH, Parts


@pytest.mark.parametrize(
    "typed",
    [
        "18 rue des Embruns, 13299 Port-Mistral",
        "13006",
        "13 006 Marseille",
        "L’Haÿ-les-Roses",
        "Œuilly (02)",
        "12 A rue 24, 20137 Porto-Vecchio",
        "BP 70123, 13006 Marseille",
        "3 rue du Port CS 70123 13006 Marseille",
        "bât. B / 3, 12 bis av. de l'Europe 59800 Lille",
        "x" * MAX_LENGTH,
    ],
)
def test_an_address_is_taken_as_it_is_typed(typed: str) -> None:
    assert places.read(typed) == typed


def test_superfluous_spaces_are_left_out() -> None:
    assert places.read("  13006 \t  Marseille ") == "13006 Marseille"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Écrivez une adresse, une commune ou un code postal"),
        (" ,;-’ ", "Écrivez une adresse, une commune ou un code postal"),
        ("東京", "Écrivez une adresse, une commune ou un code postal"),
        ("x" * (MAX_LENGTH + 1), f"Écrivez {MAX_LENGTH} caractères au plus"),
        ("1 85 05 78 006 084 36", "sans numéro de téléphone ni autre numéro long"),
        ("Marseille 06 12 34 56 78", "sans numéro de téléphone ni autre numéro long"),
        ("1–85–05–78–006–084–36", "sans numéro de téléphone ni autre numéro long"),
        ("2 85 05 2A 006 084 36", "sans numéro de téléphone ni autre numéro long"),
        ("chez 285052b006084", "sans numéro de téléphone ni autre numéro long"),
        ("CS 06 12 34 56 78", "sans numéro de téléphone ni autre numéro long"),
        ("CS 70123 06 12 34 56 78", "sans numéro de téléphone ni autre numéro long"),
        ("06/12/34/56/78", "sans numéro de téléphone ni autre numéro long"),
        ("FR76 3000 4000 0312 3456 7890 143", "sans numéro de téléphone ni autre numéro long"),
        ("<b>Marseille</b>", "en lettres et en chiffres"),
        ("{{7*7}}", "en lettres et en chiffres"),
        ("alice@exemple.fr", "en lettres et en chiffres"),
        ("Marseille\nCassis", "sur une seule ligne"),
        ("Mar\u202eseille", "caractère invisible"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_type(typed: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        places.read(typed)
    assert says in refusal.value.sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("18, RUE DES EMBRUNS  13299 PORT MISTRAL", "18 rue des Embruns, 13299 Port-Mistral"),
        ("St-Étienne", "saint etienne"),
        ("Ste Maxime", "Sainte-Maxime"),
        ("3 av. de l’Été", "3 avenue de l'ete"),
        ("1 bd Baille", "1 BLD BAILLE"),
    ],
)
def test_two_spellings_of_a_place_are_one(one: str, other: str) -> None:
    assert places.compared(one) == places.compared(other) != ""


@given(st.text(max_size=60))
def test_what_is_compared_is_compared_once_and_for_all(text: str) -> None:
    assert places.compared(places.compared(text)) == places.compared(text)


@pytest.mark.parametrize(
    ("typed", "street", "postcode", "city"),
    [
        ("18 rue des Embruns, 13299 Port-Mistral", "18 rue des embruns", "13299", "port mistral"),
        ("18 rue des Embruns 13 299 Port-Mistral", "18 rue des embruns", "13299", "port mistral"),
        ("13006 Marseille", "", "13006", "marseille"),
        ("13006", "", "13006", ""),
        ("12345 route de Nice, 06000 Nice", "12345 route de nice", "06000", "nice"),
        ("3 av. Foch, Nice", "3 avenue foch", "", "nice"),
        ("St-Denis", "", "", "saint denis"),
        ("", "", "", ""),
    ],
)
def test_an_address_is_split_at_its_postcode_or_its_last_comma(
    typed: str, street: str, postcode: str, city: str
) -> None:
    assert places.parts(typed) == Parts(street, postcode, city)


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("18 rue de l’Été, 13299 Port-Mistral", "18 rue de l’Été"),
        ("bât. B, 3 av. Foch, Nice", "bât. B, 3 av. Foch"),
        ("13006 Marseille", ""),
        ("2 rue Haute Saint-Denis", ""),
    ],
)
def test_the_street_of_an_address_is_told_as_it_was_typed(typed: str, street: str) -> None:
    assert places.street(typed) == street


@pytest.mark.parametrize(
    ("typed", "communes"),
    [
        ("18 rue des Embruns, 13299 Port-Mistral", ("13299 Port-Mistral", "Port-Mistral")),
        ("Port-Mistral, 13 299", ("13 299",)),
        ("3 av. Foch, L’Haÿ-les-Roses", ("L’Haÿ-les-Roses",)),
        ("St-Denis", ("St-Denis",)),
    ],
)
def test_the_commune_of_an_address_is_told_as_it_was_typed(typed: str, communes: tuple[str, ...]) -> None:
    assert places.communes(typed) == communes


def test_an_address_is_written_on_one_line_without_what_is_missing() -> None:
    assert places.one_line("18 rue Haute", "25300", "Doubs") == "18 rue Haute, 25300 Doubs"
    assert places.one_line(" ", "25300", "Doubs") == "25300 Doubs"
    assert places.one_line("", "25300", "") == "25300"
    assert places.one_line("", "", "") == ""
