import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.positions import Position, cells_around, metres, offset

LATITUDES = st.floats(-89, 89)
LONGITUDES = st.floats(-180, 180)
POSITIONS = st.builds(Position, LATITUDES, LONGITUDES)
MARSEILLE = Position(43.2965, 5.3698)


def straight(one: Position, other: Position) -> float:
    a, b = metres(one), metres(other)
    return math.dist((a.x, a.y, a.z), (b.x, b.y, b.z))


def on_the_ground(one: Position, other: Position) -> float:
    return float(geodesic((one.latitude, one.longitude), (other.latitude, other.longitude)).meters)


def away(centre: Position, kilometres: float, bearing: float) -> Position:
    point = geodesic(kilometers=kilometres).destination((centre.latitude, centre.longitude), bearing)
    return Position(point.latitude, point.longitude)


@given(POSITIONS, st.floats(0, 50), st.floats(0, 360))
def test_a_straight_line_is_as_long_as_the_way_on_the_ground_up_to_fifty_kilometres(
    centre: Position, kilometres: float, bearing: float
) -> None:
    other = away(centre, kilometres, bearing)
    # The coordinates are whole metres: each end may be off by less than one.
    assert straight(centre, other) == pytest.approx(on_the_ground(centre, other), abs=2)


@given(POSITIONS, st.sampled_from([1, 2, 5, 10, 20, 50]), st.floats(0, 1), st.floats(0, 360))
def test_whatever_lies_within_the_radius_lies_in_a_cell_that_is_looked_into(
    centre: Position, radius: int, share: float, bearing: float
) -> None:
    inside = away(centre, radius * share * 0.999, bearing)
    assert metres(inside).cell in cells_around(metres(centre), 1000 * radius)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(Position(-16.8, 179.99), Position(-16.8, -179.99), id="across the antimeridian"),
        pytest.param(Position(89.99, 10), Position(89.99, -170), id="across the pole"),
    ],
)
def test_neither_the_antimeridian_nor_a_pole_separates_neighbours(one: Position, other: Position) -> None:
    assert straight(one, other) == pytest.approx(on_the_ground(one, other), abs=2)
    assert metres(other).cell in cells_around(metres(one), 5000)


def test_few_cells_are_looked_into() -> None:
    assert len(cells_around(metres(MARSEILLE), 1000)) <= 4
    assert len(cells_around(metres(MARSEILLE), 50_000)) < 250


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.1, 0), (-91, 0), (0, 180.5), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_what_is_nowhere_on_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="no such point"):
        Position(latitude, longitude)


@pytest.mark.parametrize(("bearing", "signs"), [(45, (1, 1)), (135, (1, -1)), (225, (-1, -1)), (315, (-1, 1))])
def test_an_offset_points_east_and_north(bearing: float, signs: tuple[int, int]) -> None:
    east, north = offset(MARSEILLE, away(MARSEILLE, 2, bearing))
    assert (math.copysign(1, east), math.copysign(1, north)) == signs
    assert math.hypot(east, north) == pytest.approx(2000, rel=0.01)


def test_an_offset_takes_the_shorter_way_round_the_earth() -> None:
    east, _ = offset(Position(-16.8, 179.99), Position(-16.8, -179.99))
    assert 0 < east < 3000
