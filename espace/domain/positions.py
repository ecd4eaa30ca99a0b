"""Where something stands on the Earth, and how far from something else.

A position is a pair of degrees (WGS 84). For the search it is also three whole metres along the axes of the Earth
itself (ECEF): in these coordinates there is neither an antimeridian nor a pole, a box is a box everywhere, and the
straight line between two points at most 50 km apart is shorter than the way on the ground by less than 15 cm.
"""

import math
from dataclasses import dataclass
from itertools import product
from typing import Final

_SEMI_MAJOR: Final = 6_378_137.0  # metres, WGS 84
_FLATTENING: Final = 1 / 298.257223563
_ECCENTRICITY_SQUARED: Final = _FLATTENING * (2 - _FLATTENING)
CELL: Final = 16_000  # metres: the side of the cubes that the Earth's places are sorted into
_CELLS_A_SIDE: Final = 1_024  # along each axis, from one side of the Earth to the other and beyond


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the ground, in degrees: `latitude` from -90 to 90, `longitude` from -180 to 180.

    Raises:
        ValueError: when there is no such point.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):  # also refuses NaN
            raise ValueError("no such point on the Earth")


@dataclass(frozen=True, slots=True)
class Metres:
    """The same point in whole metres from the centre of the Earth."""

    x: int
    y: int
    z: int

    @property
    def cell(self) -> int:
        """The number of the cube that holds the point."""
        return _number(self.x // CELL, self.y // CELL, self.z // CELL)


def metres(position: Position) -> Metres:
    """Return a position in metres along the axes of the Earth."""
    latitude, longitude = math.radians(position.latitude), math.radians(position.longitude)
    across = _SEMI_MAJOR / math.sqrt(1 - _ECCENTRICITY_SQUARED * math.sin(latitude) ** 2)
    return Metres(
        round(across * math.cos(latitude) * math.cos(longitude)),
        round(across * math.cos(latitude) * math.sin(longitude)),
        round(across * (1 - _ECCENTRICITY_SQUARED) * math.sin(latitude)),
    )


def offset(centre: Position, other: Position) -> tuple[float, float]:
    """Return how many metres east and north of a centre another position lies; meant for a few dozen kilometres."""
    degree = math.radians(1) * _SEMI_MAJOR
    east = (other.longitude - centre.longitude + 180) % 360 - 180  # the shorter way round
    return east * degree * math.cos(math.radians(centre.latitude)), (other.latitude - centre.latitude) * degree


def cells_around(centre: Metres, radius: int) -> list[int]:
    """Return the numbers of the cubes that hold a place of the ground within `radius` metres."""
    spans = (range((at - radius) // CELL, (at + radius) // CELL + 1) for at in (centre.x, centre.y, centre.z))
    return [_number(*cube) for cube in product(*spans) if _meets_the_ground(*cube)]


def _number(*cube: int) -> int:
    x, y, z = (along + _CELLS_A_SIDE // 2 for along in cube)
    return (x * _CELLS_A_SIDE + y) * _CELLS_A_SIDE + z


def _meets_the_ground(*cube: int) -> bool:
    """Tell whether the surface may pass through a cube: most cubes of a box lie above or below it."""
    middle = math.hypot(*((along + 0.5) * CELL for along in cube))
    reach = CELL * math.sqrt(3) / 2 + 1
    return _SEMI_MAJOR * (1 - _FLATTENING) - reach <= middle <= _SEMI_MAJOR + reach
