"""The schematic map: where each numbered pin stands on the drawing, so that it hides neither another nor a word.

The drawing is 640 units wide and 520 high, its outer ring has a radius of 220 around the middle. It is no map:
distances and directions are right, until something is so close that a pin has to make room.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 520
MIDDLE: Final = (320.0, 240.0)
RADIUS: Final = 220.0
SCALES: Final = (200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)  # metres from the middle to the outer ring
_APART: Final = 46.0  # between the centres of two pins
_FROM_MIDDLE: Final = 40.0  # where a dot says what is searched around
_EDGE: Final = 30.0
_TURN: Final = math.radians(20)
_LETTER: Final = 5.5  # half the width of a letter of the map, more or less
_PIN: Final = 22.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Box:
    """A word on the drawing, by its middle and half its sides."""

    x: float
    y: float
    width: float
    height: float = 10.0

    def is_free(self, point: Point) -> bool:
        return abs(point[0] - self.x) > self.width + _PIN or abs(point[1] - self.y) > self.height + _PIN


def scale(farthest: float, radius: int) -> int:
    """Return how many metres the outer ring stands for: all that is drawn fits into it, and no more than needed.

    `farthest` is how far the farthest pin is, `radius` that of the search, both in metres.
    """
    return next((one for one in SCALES if farthest <= one), radius)


def pins(offsets: Sequence[tuple[float, float]], ring: int, centre: str) -> list[Point]:
    """Return the place of each pin, from how many metres east and north of the middle it lies.

    The first ones keep their place; one that would hide another, or a word, is turned around the middle, or moved
    outwards, to the nearest free place. `ring` is the `scale`, `centre` the words below the middle.
    """
    words = (
        _Box(MIDDLE[0], MIDDLE[1] + 29, len(centre) * _LETTER),
        *(_Box(MIDDLE[0], MIDDLE[1] - RADIUS * part, 30) for part in (0.5, 1)),
    )
    placed: list[Point] = []
    for east, north in offsets:
        away = max(min(math.hypot(east, north) / ring, 1.0) * RADIUS, _FROM_MIDDLE)
        placed.append(_free(placed, words, away, math.atan2(north, east)))
    return placed


def _free(placed: Sequence[Point], words: Sequence[_Box], away: float, angle: float) -> Point:
    """Return the free place nearest to where a pin belongs; where it belongs if all of the drawing is taken."""
    wanted = _point(away, angle)
    around = (
        _point(distance, angle + turn * _TURN)
        for distance in [away, *(step * _APART for step in range(1, 6))]
        for turn in range(18)
    )
    free = [
        point
        for point in around
        if _inside(point)
        and all(math.dist(point, one) >= _APART for one in placed)
        and all(box.is_free(point) for box in words)
    ]
    return min(free, key=lambda point: math.dist(point, wanted), default=wanted)


def _point(away: float, angle: float) -> Point:
    return MIDDLE[0] + away * math.cos(angle), MIDDLE[1] - away * math.sin(angle)


def _inside(point: Point) -> bool:
    return _EDGE <= point[0] <= WIDTH - _EDGE and _EDGE <= point[1] <= HEIGHT - _EDGE
