import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace.adapters import gazetteer
from espace.domain.labels import Precision


def _labels(text: str) -> list[str]:
    return [commune.label for commune in gazetteer.find(text).communes]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Vitry-le-François", "51300 Vitry-le-François"),
        ("vitry le francois", "51300 Vitry-le-François"),
        ("VITRY LE FRANCOIS 51300", "51300 Vitry-le-François"),
        ("St Etienne du Rouvray", "76800 Saint-Étienne-du-Rouvray"),
        ("Villeneuve s/ Lot", "47300 Villeneuve-sur-Lot"),
        ("lys les lannoy", "59390 Lys-lez-Lannoy"),
        ("Saint-Avé", "56890 Saint-Avé"),
        ("l'hay les roses", "94240 L’Haÿ-les-Roses"),
        ("Fort-de-France", "Fort-de-France (972, Martinique)"),
        ("La Ciotat, France", "13600 La Ciotat"),
        ("Y", "80190 Y"),
        ("97600 Mamoudzou", "Mamoudzou (976, Mayotte)"),
        ("97400", "Saint-Denis (974, La Réunion)"),
        ("97500 Saint-Pierre", "97500 Saint-Pierre"),
        ("20167", "Ajaccio (2A, Corse-du-Sud)"),
    ],
)
def test_a_commune_is_found_however_its_name_is_written(typed: str, label: str) -> None:
    assert _labels(typed)[:1] == [label]


@pytest.mark.parametrize("postcode", ["20000", "20090", "20167"])
def test_a_commune_with_several_postcodes_is_one_commune(postcode: str) -> None:
    by_postcode = gazetteer.find(f"{postcode} Ajaccio").communes
    assert by_postcode == gazetteer.find("Ajaccio").communes
    assert postcode in by_postcode[0].postcodes


def test_a_city_is_found_whole_by_its_name_alone() -> None:
    assert _labels("Marseille") == ["Marseille (13, Bouches-du-Rhône)"]
    assert _labels("Marseille (13)") == ["Marseille (13, Bouches-du-Rhône)"]
    assert _labels("Marseille ()") == ["Marseille (13, Bouches-du-Rhône)"]
    assert _labels("Lyon 69") == ["Lyon (69, Rhône)"]
    assert _labels("75 Paris") == ["Paris (75, Paris)"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("13011", "13011 Marseille 11e"),
        ("13006 Marseille", "13006 Marseille 6e"),
        ("Marseille, 13006", "13006 Marseille 6e"),
        ("13 006 Marseille", "13006 Marseille 6e"),
        ("Marseille 6ème", "13006 Marseille 6e"),
        ("Marseille 13", "13013 Marseille 13e"),
        ("13281 Marseille Cedex 06", "13006 Marseille 6e"),
        ("13331 Marseille Cedex 20", "Marseille (13, Bouches-du-Rhône)"),  # there is no twentieth
        ("Lyon 3e arrondissement", "69003 Lyon 3e"),
        ("Lyon 1", "69001 Lyon 1er"),
        ("Paris XVe", "75015 Paris 15e"),
        ("Paris XX", "75020 Paris 20e"),
        ("12 rue Lecourbe, Paris XVème", "75015 Paris 15e"),
        ("VIe arrondissement de Marseille", "13006 Marseille 6e"),
        ("Lyon Ier", "69001 Lyon 1er"),
        ("Résidence Belle Vie, Marseille", "Marseille (13, Bouches-du-Rhône)"),
        ("Paris 15", "75015 Paris 15e"),
        ("Paris 15e", "75015 Paris 15e"),
        ("Paris (15e)", "75015 Paris 15e"),
        ("15e arrondissement de Paris", "75015 Paris 15e"),
        ("75116 Paris", "75016 Paris 16e"),
        ("75000 Paris", "Paris (75, Paris)"),  # nobody's postcode, and yet people write it
    ],
)
def test_an_arrondissement_is_found_as_people_name_it(typed: str, label: str) -> None:
    assert _labels(typed) == [label]


def test_a_name_that_several_communes_bear_leaves_the_choice_the_most_populous_first() -> None:
    found = gazetteer.find("St Denis").communes
    assert [commune.department for commune in found[:2]] == ["La Réunion", "Seine-Saint-Denis"]
    assert [commune.population for commune in found] == sorted((one.population for one in found), reverse=True)
    assert found == gazetteer.find("Saint-Denis").communes


@pytest.mark.parametrize(
    "typed",
    [
        "Saint-Denis (93, Seine-Saint-Denis)",
        "Saint-Denis (93)",
        "Saint-Denis 93",
        "93 Saint-Denis",
        "Saint-Denis Seine-Saint-Denis",
        "Saint-Denis, Seine-Saint-Denis",
        "93200 Saint-Denis",
        "Saint-Denis (93200)",
    ],
)
def test_a_department_or_a_postcode_tells_communes_of_one_name_apart(typed: str) -> None:
    assert _labels(typed) == ["Saint-Denis (93, Seine-Saint-Denis)"]


@pytest.mark.parametrize(
    "typed", ["Saint-Denis 974", "Saint-Denis 97400", "Saint-Denis (Réunion)", "St-Denis La Réunion"]
)
def test_so_does_one_overseas(typed: str) -> None:
    assert _labels(typed) == ["Saint-Denis (974, La Réunion)"]


def test_a_department_without_such_a_commune_hides_none() -> None:
    assert len(_labels("Saint-Denis (13)")) == len(_labels("Saint-Denis")) > 1


def test_a_postcode_that_many_communes_share_finds_them_all() -> None:
    found = gazetteer.find("51300")
    assert len(found.communes) == 46
    assert found.communes[0].name == "Vitry-le-François"


@pytest.mark.parametrize(
    ("typed", "label", "street"),
    [
        ("18 rue des Embruns, 13600 La Ciotat", "13600 La Ciotat", "18 rue des embruns"),
        ("18 rue des Embruns, La Ciotat", "13600 La Ciotat", "18 rue des embruns"),
        ("12 rue de Rome Marseille", "Marseille (13, Bouches-du-Rhône)", "12 rue de rome"),
        ("12 rue Paradis Marseille 13006", "13006 Marseille 6e", "12 rue paradis"),
        ("3 av. Foch, Paris 16ème", "75016 Paris 16e", "3 avenue foch"),
        ("rue de Rome 13006", "13006 Marseille 6e", "rue de rome"),
        ("12 rue du Port, Y", "80190 Y", "12 rue du port"),
    ],
)
def test_the_street_before_a_commune_is_told_apart(typed: str, label: str, street: str) -> None:
    assert (_labels(typed), gazetteer.find(typed).street) == ([label], street)


@pytest.mark.parametrize("street", ["12 rue de Toulon", "avenue Saint-Martin", "12 rue de la Ciotat", "j’ai mal à Y"])
def test_a_street_that_bears_the_name_of_a_commune_is_not_in_it(street: str) -> None:
    assert gazetteer.find(street) == gazetteer.Found()


def test_a_postcode_and_a_name_far_apart_are_both_offered() -> None:
    assert _labels("13006 Lyon") == ["Lyon (69, Rhône)", "13006 Marseille 6e"]


def test_a_name_counts_more_than_another_postcode_of_its_department() -> None:
    assert _labels("13600 Aubagne") == ["13400 Aubagne"]
    assert _labels("13999 Aubagne") == ["13400 Aubagne"]


def test_a_misspelled_name_leaves_its_postcode() -> None:
    assert _labels("13600 La Siota") == ["13600 La Ciotat", "13600 Ceyreste"]


def test_the_first_words_of_a_name_are_enough_where_few_begin_so() -> None:
    assert "51300 Vitry-le-François" in _labels("Vitry")
    assert _labels("Villeneuve d'As") == []
    assert _labels("Villeneuve d'Ascq") == ["Villeneuve-d’Ascq (59, Nord)"]
    assert _labels("Sainte") == []  # several hundred


def test_a_former_commune_leads_to_the_one_it_is_part_of() -> None:
    assert _labels("Annecy-le-Vieux") == _labels("74940 Annecy-le-Vieux") == ["Annecy (74, Haute-Savoie)"]


def test_a_commune_that_the_sources_do_not_place_says_whose_position_it_has() -> None:
    commune = gazetteer.find("Clermont-l'Hérault").communes[0]
    other = gazetteer.find(f"{commune.postcodes[0]} {commune.near}").communes[0]
    assert (commune.precision, commune.position) == (Precision.NEARBY, other.position)
    assert (other.precision, other.near) == (Precision.COMMUNE, "")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "Genève",
        "Barcelona",
        "1200 Genève",
        "99999",
        "13299 Port-Mistral",
        "🙂",
        "<script>alert(1)</script>",
        "\x00",
    ],
)
def test_what_is_not_in_france_is_not_found(typed: str) -> None:
    assert gazetteer.find(typed) == gazetteer.Found()


def test_a_text_too_long_to_be_an_address_is_not_read() -> None:
    assert gazetteer.find("Paris " * 2_000) == gazetteer.Found()


@settings(deadline=None)  # the first example may be who reads the file
@given(st.text(max_size=160))
def test_nothing_that_is_typed_breaks_the_search(typed: str) -> None:
    found = gazetteer.find(typed)
    assert found.communes or not found.street
    assert len(gazetteer.suggestions(typed)) <= 6
