"""Where things stand on the demonstration's ground: so many metres from a point, in a direction."""

import math
from typing import Final

from espace.domain.positions import Position

_SEMI_MAJOR: Final = 6_378_137.0  # WGS 84
_ECCENTRICITY_SQUARED: Final = 0.00669437999014


def moved(start: Position, metres: float, bearing: float) -> Position:
    """Return the point at so many metres (a few thousand at most), `bearing` degrees clockwise from the north.

    Five decimals, as an address is located: one metre.
    """
    latitude = math.radians(start.latitude)
    flatter = 1 - _ECCENTRICITY_SQUARED * math.sin(latitude) ** 2
    along_meridian = _SEMI_MAJOR * (1 - _ECCENTRICITY_SQUARED) / flatter**1.5
    along_parallel = _SEMI_MAJOR / math.sqrt(flatter) * math.cos(latitude)
    north, east = metres * math.cos(math.radians(bearing)), metres * math.sin(math.radians(bearing))
    return Position(
        round(start.latitude + math.degrees(north / along_meridian), 5),
        round(start.longitude + math.degrees(east / along_parallel), 5),
    )
