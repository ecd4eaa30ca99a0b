import pytest

from espace.domain import nearby
from espace.domain.errors import InvalidFields
from espace.domain.nearby import NearbySearch
from espace.domain.positions import Position
from espace.domain.practitioner_kinds import PractitionerKind

DENTIST = PractitionerKind.DENTIST


def test_who_names_no_place_is_looked_for_around_home_but_an_emptied_address_is_asked_for() -> None:
    asked = {"profession": "dentist"}
    assert nearby.around_home(asked, "13006 Marseille") == {**asked, "adresse": "13006 Marseille"}
    for said in ({**asked, "adresse": ""}, {**asked, "ici": "43.297,5.370"}, {**asked, "adresse": "Cassis"}, {}):
        assert nearby.around_home(said, "13006 Marseille") == said


def test_the_address_of_the_page_says_who_is_looked_for_and_where() -> None:
    asked = {"adresse": " 13006 Marseille", "profession": "dentist", "rayon": "10"}
    assert nearby.read(asked) == NearbySearch(DENTIST, 10, "13006 Marseille")


def test_five_kilometres_are_meant_where_nothing_is_said() -> None:
    assert nearby.read({"adresse": "Cassis", "profession": "dentist"}).radius == 5


def test_where_the_device_says_it_is_needs_no_address() -> None:
    wanted = nearby.read({"ici": "43.297,5.370", "profession": "dentist"})
    assert wanted.here == Position(43.297, 5.37)


@pytest.mark.parametrize("here", ["abc", "91,5", "43.2", ",", "nan,nan", "1,2,3", "9" * 500])
def test_a_position_that_is_none_is_as_if_nothing_was_said(here: str) -> None:
    with pytest.raises(InvalidFields) as refusal:
        nearby.read({"ici": here, "profession": "dentist"})
    assert list(refusal.value.sentences) == ["adresse"]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"adresse": "Cassis"}, ["profession"]),
        ({"adresse": "Cassis", "profession": "sorcerer"}, ["profession"]),
        ({"adresse": "Cassis", "profession": "dentist", "rayon": "3"}, ["rayon"]),
        ({"adresse": "Cassis", "profession": "dentist", "rayon": "-1"}, ["rayon"]),
        ({"adresse": "", "profession": "dentist"}, ["adresse"]),
        ({"rayon": "2"}, ["adresse", "profession"]),
    ],
)
def test_each_answer_that_cannot_be_understood_has_its_sentence(asked: dict[str, str], wrong: list[str]) -> None:
    with pytest.raises(InvalidFields) as refusal:
        nearby.read(asked)
    assert list(refusal.value.sentences) == wrong
    assert all(sentence.endswith(".") for sentence in refusal.value.sentences.values())


def test_nothing_is_asked_until_somebody_asks() -> None:
    assert not nearby.is_asked({"page": "2", "adresse": "  "})
    assert nearby.is_asked({"profession": "dentist"})


def test_the_same_search_elsewhere_keeps_its_other_answers() -> None:
    asked = {"adresse": "St Denis", "profession": "dentist", "rayon": "", "autre": "x"}
    assert nearby.address("/outils", asked, rayon=10) == "/outils?adresse=St+Denis&profession=dentist&rayon=10"
    assert nearby.address("/outils", {}, rayon="") == "/outils"


def test_the_next_radii_are_the_larger_ones() -> None:
    assert nearby.next_radii(5) == (10, 20, 50)
    assert nearby.next_radii(50) == ()
