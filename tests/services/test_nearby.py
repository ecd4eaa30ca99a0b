import pytest
from sqlmodel import Session

from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.domain.practitioner_kinds import PractitionerKind
from espace.services import nearby
from espace.services.nearby import PAGE_SIZE
from tests.practitioners import MARSEILLE, away, somebody

DENTIST, NURSE = PractitionerKind.DENTIST, PractitionerKind.NURSE


def names(session: Session, centre: Position = MARSEILLE, radius: int = 5000, **options: int) -> list[str]:
    return [one.name for one in nearby.search(session, DENTIST, centre, radius, **options).people]


def test_the_nearest_comes_first_with_its_distance(session: Session) -> None:
    somebody(session, "Far", away(3.2, 200))
    somebody(session, "Near", away(0.35, 10))
    somebody(session, "Middle", away(1.1, 300))

    found = nearby.search(session, DENTIST, MARSEILLE, 5000)

    assert [one.name for one in found.people] == ["Near", "Middle", "Far"]
    assert [round(one.places[0].distance) for one in found.people] == [350, 1100, 3200]
    assert found.count == 3


@pytest.mark.parametrize("radius", [1, 2, 5, 10, 20, 50])
def test_the_radius_is_a_circle_to_the_metre(session: Session, radius: int) -> None:
    somebody(session, "Inside", away(radius - 0.003, 45))
    somebody(session, "Outside", away(radius + 0.003, 45))

    assert names(session, radius=1000 * radius) == ["Inside"]


def test_another_profession_is_not_listed(session: Session) -> None:
    somebody(session, "Nurse", away(0.2), kind=NURSE)
    assert names(session) == []


def test_a_person_with_three_places_is_one_person_with_all_of_them(session: Session) -> None:
    somebody(session, "Three", away(4, 90), away(0.5, 0), away(60, 180))
    somebody(session, "One", away(1))

    found = nearby.search(session, DENTIST, MARSEILLE, 5000)

    assert found.count == 2
    assert [one.name for one in found.people] == ["Three", "One"]
    assert [round(place.distance / 1000, 1) for place in found.people[0].places] == [0.5, 4.0, 60.0]


def test_a_place_as_another_professional_is_not_theirs_as_this_one(session: Session) -> None:
    somebody(session, "Dentist", away(1), kind=DENTIST)
    somebody(session, "Nurse", away(1), kind=NURSE)

    found = nearby.search(session, DENTIST, MARSEILLE, 5000)

    assert [len(one.places) for one in found.people] == [1]


def test_pages_hold_ten_people_and_know_the_whole(session: Session) -> None:
    for number in range(23):
        somebody(session, f"{number:02d}", away(0.1 + number / 100), away(3))

    pages = [nearby.search(session, DENTIST, MARSEILLE, 5000, page=page) for page in (1, 2, 3)]

    assert [len(page.people) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3]
    assert {page.count for page in pages} == {23}
    assert [one.name for page in pages for one in page.people] == [f"{number:02d}" for number in range(23)]


def test_a_page_beyond_the_last_one_is_the_last_one(session: Session) -> None:
    for number in range(11):
        somebody(session, f"{number:02d}", away(0.1 + number / 100))

    assert nearby.search(session, DENTIST, MARSEILLE, 5000, page=10_000).page == 2
    assert nearby.search(session, NURSE, MARSEILLE, 5000, page=10_000).page == 1


def test_those_at_the_same_door_keep_their_order_from_page_to_page(session: Session) -> None:
    for number in range(25):
        somebody(session, f"{number:02d}", away(1))

    seen = [name for page in (1, 2, 3) for name in names(session, page=page)]

    assert sorted(seen) == [f"{number:02d}" for number in range(25)]


@pytest.mark.parametrize(
    "centre",
    [
        pytest.param(Position(41.9192, 8.7386), id="Ajaccio"),
        pytest.param(Position(-20.8789, 55.4481), id="Saint-Denis, La Réunion"),
        pytest.param(Position(-12.7806, 45.2278), id="Mamoudzou"),
        pytest.param(Position(4.9372, -52.326), id="Cayenne"),
        pytest.param(Position(46.7811, -56.1764), id="Saint-Pierre-et-Miquelon"),
        pytest.param(Position(-14.27, -178.14), id="Futuna, near the antimeridian"),
        pytest.param(Position(-16.8, 179.999), id="on the antimeridian"),
        pytest.param(Position(-49.35, 70.22), id="Kerguelen"),
        pytest.param(Position(0, 0), id="where both axes cross"),
        pytest.param(Position(89.999, 0), id="beside the pole"),
    ],
)
def test_it_is_as_right_at_the_ends_of_the_earth(session: Session, centre: Position) -> None:
    for bearing in range(0, 360, 30):
        somebody(session, f"{bearing:03d}", away(9.9, bearing, of=centre))
        somebody(session, f"{bearing:03d} too far", away(10.1, bearing, of=centre))

    found = nearby.search(session, DENTIST, centre, 10_000, page=1)
    rest = nearby.search(session, DENTIST, centre, 10_000, page=2)

    assert found.count == 12
    assert sorted(one.name for one in (*found.people, *rest.people)) == [f"{b:03d}" for b in range(0, 360, 30)]


def test_each_larger_radius_says_how_many_it_would_find(session: Session) -> None:
    somebody(session, "Eight", away(8), away(9))
    somebody(session, "Fifteen", away(15))
    somebody(session, "Nurse", away(6), kind=NURSE)

    assert nearby.counts(session, DENTIST, MARSEILLE, (10_000, 20_000, 50_000)) == {10_000: 1, 20_000: 2, 50_000: 2}


def test_where_nobody_is_every_radius_finds_nobody(session: Session) -> None:
    assert nearby.counts(session, DENTIST, MARSEILLE, (10_000, 50_000)) == {10_000: 0, 50_000: 0}


def test_what_is_known_of_a_place_is_told_and_nothing_is_made_up(session: Session) -> None:
    somebody(session, "Dr Hélène Castaing", away(1), precision=Precision.COMMUNE, phone="", structure="Maison de santé")

    [place] = nearby.search(session, DENTIST, MARSEILLE, 5000).people[0].places

    assert (place.structure, place.street, place.postcode, place.city, place.phone, place.precision) == (
        "Maison de santé", "1 rue du Mistral", "13006", "Marseille", "", Precision.COMMUNE,
    )  # fmt: skip
