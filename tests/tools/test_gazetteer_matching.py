from espace.domain.positions import Position, metres
from tools.gazetteer_matching import Entry, Place, match

MAINLAND = frozenset({"84"})


def _entry(code: str, name: str, epci: str = "A", **more: object) -> Entry:
    fields = {"area": "84", "department": code[:2], "arrondissement": f"{code[:2]}1", "postcodes": (f"{code[:4]}0",)}
    return Entry(code=code, name=name, epci=epci, **{**fields, **more})


def _place(name: str, latitude: float, *others: str, population: int = 1_000, area: str = "84") -> Place:
    return Place(name, others, area, population, latitude, 5.0, metres(Position(latitude, 5.0)))


# Two EPCIs, 220 km apart, of two communes each whose names are theirs alone.
NORTH = [_entry("01001", "Ambronay"), _entry("01002", "Douvres")]
SOUTH = [_entry("26001", "Taulignan", "B"), _entry("26002", "Grignan", "B")]
AROUND = [_place("Ambronay", 46.0), _place("Douvres", 46.02), _place("Taulignan", 44.0), _place("Grignan", 44.02)]


def _found(entries: list[Entry], places: list[Place]) -> dict[str, float]:
    matched = match([*NORTH, *SOUTH, *entries], [*AROUND, *places], MAINLAND)
    return {code: place.latitude for code, place in matched.places.items() if code in {one.code for one in entries}}


def test_two_communes_of_one_name_are_told_apart_by_their_neighbours() -> None:
    beaumonts = [_entry("01003", "Beaumont"), _entry("26003", "Beaumont", "B")]
    assert _found(beaumonts, [_place("Beaumont", 44.01), _place("Beaumont", 46.01)]) == {"01003": 46.01, "26003": 44.01}


def test_a_hamlet_of_the_name_of_a_distant_commune_does_not_place_it() -> None:
    assert _found([_entry("01003", "Beaumont")], [_place("Beaumont", 44.01)]) == {}


def test_of_two_places_close_by_the_one_of_like_population_is_the_commune() -> None:
    beaumont = _entry("01003", "Beaumont", population=5_000)
    assert _found(
        [beaumont], [_place("Beaumont", 46.05, population=90), _place("Beaumont", 46.01, population=4_800)]
    ) == {"01003": 46.01}


def test_another_name_of_a_place_is_asked_where_its_first_says_nothing() -> None:
    clairac = _entry("01003", "Clairac")
    assert _found([clairac], [_place("Clairac-le-Haut", 46.01, "Clairac")]) == {"01003": 46.01}
    assert _found([clairac], [_place("Grignan", 46.01, "Clairac")]) == {}


def test_an_article_may_be_missing() -> None:
    assert _found([_entry("01003", "La Burbanche")], [_place("Burbanche", 46.01)]) == {"01003": 46.01}


def test_a_new_commune_is_where_the_former_one_of_its_code_was() -> None:
    entries = [_entry("01003", "Val-Neuf"), _entry("01003", "Vieuxbourg", part_of="01003", postcodes=())]
    assert _found(entries, [_place("Vieuxbourg", 46.01)]) == {"01003": 46.01}


def test_one_wrong_position_does_not_vouch_for_another() -> None:
    strays = [_entry("01003", "Beaumont"), _entry("01004", "Clairac")]
    assert _found(strays, [_place("Beaumont", 44.5), _place("Clairac", 44.51)]) == {}


def test_a_postmans_round_is_short_even_where_the_rest_is_far() -> None:
    round_of = {"postcodes": ("26700",), "arrondissement": "262"}
    entries = [_entry(f"2610{n}", name, "C", **round_of) for n, name in enumerate(("Un", "Deux", "Trois"))]
    entries.append(_entry("26110", "Ailleurs", "D", **round_of))
    places = [_place("Un", 44.5), _place("Deux", 44.51), _place("Trois", 44.52), _place("Ailleurs", 44.7)]
    assert _found(entries, places) == {"26100": 44.5, "26101": 44.51, "26102": 44.52}


def test_overseas_a_name_is_enough() -> None:
    commune = _entry("97401", "Les Avirons", "", area="04", arrondissement="9742")
    assert _found([commune], [_place("Les Avirons", -21.2, area="04")]) == {"97401": -21.2}
