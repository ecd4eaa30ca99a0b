"""The towns that the demonstration's directory stands in, and on which side of each one there is land.

Where a town is comes from the gazetteer, so that the search finds it where the portal says it is.
"""

from dataclasses import dataclass
from typing import Final

from espace.adapters import gazetteer
from espace.domain.positions import Position


@dataclass(frozen=True, slots=True)
class Town:
    """A commune or an arrondissement of the demonstration: how many practices, and how far they spread, in metres.

    `land` is a sector in degrees clockwise from the north, where no street would stand in the sea.
    """

    code: str
    postcode: str
    name: str
    practices: int
    spread: int = 900
    land: tuple[int, int] = (0, 360)

    @property
    def centre(self) -> Position:
        """Where the gazetteer has it.

        Raises:
            LookupError: when the gazetteer has lost it.
        """
        commune = gazetteer.by_code(self.code)
        if commune is None:
            raise LookupError(f"the gazetteer has no commune {self.code}")
        return commune.position


_MARSEILLE_PRACTICES: Final = (70, 60, 70, 80, 90, 110, 60, 110, 80, 70, 80, 80, 80, 60, 60, 40)
_MARSEILLE_SHORE: Final[dict[int, tuple[int, int]]] = {
    1: (0, 140), 2: (30, 130), 3: (20, 140), 7: (60, 150), 8: (20, 110), 15: (10, 90), 16: (10, 60),
}  # fmt: skip


def _marseille() -> tuple[Town, ...]:
    return tuple(
        Town(
            f"132{n:02d}",
            f"130{n:02d}",
            f"Marseille {n}e Arrondissement",
            count,
            600,
            _MARSEILLE_SHORE.get(n, (0, 360)),
        )
        for n, count in enumerate(_MARSEILLE_PRACTICES, 1)
    )


def _paris() -> tuple[Town, ...]:
    return tuple(Town(f"751{n:02d}", f"750{n:02d}", f"Paris {n}e Arrondissement", 18) for n in range(1, 21))


def _lyon() -> tuple[Town, ...]:
    return tuple(Town(f"6938{n}", f"6900{n}", f"Lyon {n}e Arrondissement", 34) for n in range(1, 10))


TOWNS: Final = (
    *_marseille(),
    Town("13001", "13100", "Aix-en-Provence", 260, 1_600),
    Town("13005", "13400", "Aubagne", 150, 1_100),
    Town("13022", "13260", "Cassis", 45, 800, (300, 420)),
    Town("13028", "13600", "La Ciotat", 110, 1_200, (240, 370)),
    Town("13056", "13500", "Martigues", 130, 1_100, (280, 340)),
    Town("83137", "83000", "Toulon", 240, 1_500, (290, 430)),
    *_paris(),
    *_lyon(),
    Town("2A004", "20000", "Ajaccio", 130, 1_000, (300, 380)),
    Town("97411", "97400", "Saint-Denis", 140, 1_500, (120, 240)),
)
