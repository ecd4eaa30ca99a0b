"""The schematic map: where each numbered pin stands on the drawing, so that none hides another.

The drawing is 640 units wide and 520 high, the circle that was searched has a radius of 220 around its middle. It is
no map: distances and directions are right, until two pins are so close that one has to make room.
"""

import math
from collections.abc import Sequence
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 520
MIDDLE: Final = (320.0, 240.0)
RADIUS: Final = 220.0
_APART: Final = 46.0  # between the centres of two pins
_FROM_MIDDLE: Final = 40.0  # where a dot says what is searched around
_EDGE: Final = 30.0
_TURN: Final = math.radians(20)

Point = tuple[float, float]


def pins(offsets: Sequence[tuple[float, float]], radius: float) -> list[Point]:
    """Return the place of each pin, from how many metres east and north of the middle it lies.

    The first ones keep their place; one that would hide another is turned around the middle, or moved outwards, to
    the nearest free place. `radius` is that of the search, in metres.
    """
    placed: list[Point] = []
    for east, north in offsets:
        away = max(min(math.hypot(east, north) / radius, 1.0) * RADIUS, _FROM_MIDDLE)
        angle = math.atan2(north, east)
        placed.append(_free(placed, away, angle))
    return placed


def _free(placed: Sequence[Point], away: float, angle: float) -> Point:
    """Return the free place nearest to where a pin belongs; where it belongs if all of the drawing is taken."""
    wanted = _point(away, angle)
    around = (
        _point(distance, angle + turn * _TURN)
        for distance in [away, *(step * _APART for step in range(1, 6))]
        for turn in range(18)
    )
    free = [point for point in around if _inside(point) and all(math.dist(point, one) >= _APART for one in placed)]
    return min(free, key=lambda point: math.dist(point, wanted), default=wanted)


def _point(away: float, angle: float) -> Point:
    return MIDDLE[0] + away * math.cos(angle), MIDDLE[1] - away * math.sin(angle)


def _inside(point: Point) -> bool:
    return _EDGE <= point[0] <= WIDTH - _EDGE and _EDGE <= point[1] <= HEIGHT - _EDGE
