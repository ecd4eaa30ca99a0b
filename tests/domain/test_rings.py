import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.rings import HEIGHT, MIDDLE, RADIUS, SCALES, WIDTH, pins, scale

HOME = "Votre adresse"
OFFSETS = st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)), max_size=10)


def test_a_pin_stands_at_its_distance_and_in_its_direction() -> None:
    east, south_west = pins([(1000, 0), (-1200, -1600)], 2000, HOME)
    assert east == pytest.approx((MIDDLE[0] + RADIUS / 2, MIDDLE[1]))
    assert south_west == pytest.approx((MIDDLE[0] - 0.6 * RADIUS, MIDDLE[1] + 0.8 * RADIUS))


@given(OFFSETS)
def test_no_pin_hides_another_or_leaves_the_drawing(offsets: list[tuple[float, float]]) -> None:
    placed = pins(offsets, 2000, HOME)
    assert len(placed) == len(offsets)
    for number, one in enumerate(placed):
        assert 0 < one[0] < WIDTH
        assert 0 < one[1] < HEIGHT
        assert math.dist(one, MIDDLE) >= 39
        assert all(math.dist(one, other) >= 45 for other in placed[:number])


@given(OFFSETS)
def test_no_pin_hides_what_is_searched_around(offsets: list[tuple[float, float]]) -> None:
    for x, y in pins(offsets, 2000, "Centre de Marseille 6e"):
        assert abs(x - MIDDLE[0]) > 120 or not MIDDLE[1] + 10 < y < MIDDLE[1] + 45


@given(st.floats(0, 50_000))
def test_all_that_is_drawn_fits_into_the_rings_and_no_more_than_needed(farthest: float) -> None:
    ring = scale(farthest, 50_000)
    assert farthest <= ring
    assert not [one for one in SCALES if farthest <= one < ring]


def test_without_a_fitting_scale_the_ring_is_that_of_the_search() -> None:
    assert scale(50_000.1, 50_000) == 50_000


def test_ten_at_the_same_door_stand_side_by_side() -> None:
    assert len({(round(x), round(y)) for x, y in pins([(50, 50)] * 10, 1000, HOME)}) == 10


def test_the_first_one_keeps_its_place() -> None:
    alone, *_ = pins([(600, 300)], 1000, HOME)
    first, *_ = pins([(600, 300), (610, 305), (590, 295)], 1000, HOME)
    assert first == alone


def test_a_drawing_that_is_full_still_takes_a_pin() -> None:
    assert len(pins([(0, 0)] * 80, 1000, HOME)) == 80
