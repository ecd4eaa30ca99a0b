import pytest

from espace.adapters import gazetteer
from espace.adapters.gazetteer import Commune


def _label(commune: Commune | None) -> str:
    return commune.label if commune else ""


@pytest.mark.parametrize(
    ("postcode", "city", "label"),
    [
        ("13006", "MARSEILLE", "13006 Marseille 6e"),
        ("13281", "MARSEILLE CEDEX 06", "13006 Marseille 6e"),
        ("75015", "PARIS 15E ARRONDISSEMENT", "75015 Paris 15e"),
        ("25300", "DOUBS", "25300 Doubs"),
        ("25300", "25300 DOUBS", "25300 Doubs"),
        ("", "25300 DOUBS", "25300 Doubs"),
        ("25030", "BESANCON CEDEX", "25000 Besançon"),
        ("93200", "ST DENIS", "Saint-Denis (93, Seine-Saint-Denis)"),
        ("74940", "ANNECY LE VIEUX", "Annecy (74, Haute-Savoie)"),
        ("51300", "", "51300 Vitry-le-François"),  # the most populous of 46
        ("51300", "VITRY-EN-PERTHOIS", "51300 Vitry-en-Perthois"),
        ("13006", "LYON", "13006 Marseille 6e"),  # one of the two is wrong: a letter would arrive by its postcode
        ("20302", "AJACCIO CEDEX 9", "Ajaccio (2A, Corse-du-Sud)"),
        ("", "LA CIOTAT", "13600 La Ciotat"),
    ],
)
def test_an_address_of_the_directory_is_in_one_commune(postcode: str, city: str, label: str) -> None:
    assert _label(gazetteer.at(postcode, city)) == label


def test_a_code_counts_more_than_the_rest() -> None:
    assert _label(gazetteer.at("51300", "FRIGNICOURT", "51649")) == "51300 Vitry-le-François"
    assert _label(gazetteer.at("", "", "2A004")) == "Ajaccio (2A, Corse-du-Sud)"


def test_a_citys_code_leaves_its_arrondissement_to_the_postcode() -> None:
    assert _label(gazetteer.at("13006", "MARSEILLE", "13055")) == "13006 Marseille 6e"
    assert _label(gazetteer.at("", "", "75056")) == "Paris (75, Paris)"


def test_a_code_nobody_knows_leaves_the_rest() -> None:
    assert _label(gazetteer.at("13600", "LA CIOTAT", "99999")) == "13600 La Ciotat"


@pytest.mark.parametrize(
    ("postcode", "city"),
    [("", ""), ("99999", "SAINT DENIS"), ("", "SAINT DENIS"), ("13299", "PORT-MISTRAL"), ("", "GENEVE")],
)
def test_no_commune_is_guessed(postcode: str, city: str) -> None:
    assert gazetteer.at(postcode, city) is None


def test_a_commune_is_found_by_its_code() -> None:
    assert _label(gazetteer.by_code("51649")) == "51300 Vitry-le-François"
    assert _label(gazetteer.by_code("13206")) == "13006 Marseille 6e"
    assert gazetteer.by_code("99999") is None


def test_a_former_communes_code_leads_to_the_one_it_is_part_of() -> None:
    assert _label(gazetteer.by_code("74011")) == "Annecy (74, Haute-Savoie)"
