"""Which place of GeoNames is which French commune, without a common number: by its name and its neighbours.

A wrong position sends somebody to the wrong end of a region; a missing one costs a few kilometres. So a pair of the
same name is kept only where the communes of the same intercommunal body (EPCI) stand around it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from espace.domain.places import compared
from espace.domain.positions import Metres

NEIGHBOUR: Final = 15_000  # metres: from a commune to the nearest other one of its EPCI, which is in one piece
FAR_NEIGHBOUR: Final = 30_000  # metres: the same in a whole arrondissement, where the EPCI has no other located commune
ROUND: Final = 18_000  # metres: the same among the communes of one postcode, the postman's round
ROUNDS: Final = 3  # each with the pairs that the one before found right
_ARTICLES: Final = ("le ", "la ", "les ", "l ")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of GeoNames: `area` is its region, or its country overseas; its first name comes before the others."""

    name: str
    others: tuple[str, ...]
    area: str
    population: int
    latitude: float
    longitude: float
    at: Metres


@dataclass(frozen=True, slots=True)
class Entry:
    """A commune, an arrondissement of a city, or a former commune; `part_of` is the commune that holds it, or empty.

    The former commune that a new one was named after in the register has its very code, and gives it its place.
    """

    code: str
    name: str
    area: str
    department: str
    epci: str
    arrondissement: str
    part_of: str = ""
    population: int = 0
    postcodes: tuple[str, ...] = ()
    seat: str = ""  # the place that bears another name than its commune

    @property
    def is_former(self) -> bool:
        return bool(self.part_of) and not self.postcodes


@dataclass(frozen=True, slots=True)
class Matched:
    """The place of each commune by its INSEE code, and the places refused because nothing of their name is around."""

    places: dict[str, Place]
    refused: list[Place]


@dataclass(slots=True)
class _Pair:
    entry: Entry
    place: Place
    by_another_name: bool
    distance: float = field(default=0.0)

    @property
    def unlike(self) -> float:
        """How far apart the two populations are (the logarithm of their ratio), 0 where one is not known."""
        known = self.entry.population and self.place.population
        return abs(math.log(self.entry.population / self.place.population)) if known else 0.0

    @property
    def rank(self) -> tuple[bool, bool, float, float, str]:
        """The smallest of several pairs of one commune, or of one place, is the right one."""
        return (self.entry.is_former, self.by_another_name, round(self.unlike, 3), self.distance, self.entry.code)


def match(entries: list[Entry], places: list[Place], mainland: frozenset[str]) -> Matched:
    """Return the places of the communes; outside the `mainland` areas an island is its own proof."""
    pairs = list(_pairs(entries, places))
    kept = _one_to_one(_alone(pairs))
    for _ in range(ROUNDS):
        sites = _Sites(kept)
        for pair in pairs:
            pair.distance = sites.away(pair) if pair.entry.area in mainland else 0.0
        kept = _one_to_one(pair for pair in pairs if pair.distance <= 1)
    used = {id(pair.place) for pair in kept}
    refused = {id(pair.place): pair.place for pair in pairs if id(pair.place) not in used and pair.distance > 1}
    return Matched({pair.entry.code: pair.place for pair in kept}, list(refused.values()))


def _pairs(entries: list[Entry], places: list[Place]) -> Iterator[_Pair]:
    """Yield every commune and place of one area that share a name: a place's first, or else any other."""
    named: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        for key in _keys(entry.name, entry.seat):
            named[entry.area, key].setdefault(f"{entry.code} {entry.name}", entry)
    for place in places:
        found = named.get((place.area, compared(place.name)), {})
        if not found:
            found = {
                code: one for key in _keys(*place.others) for code, one in named.get((place.area, key), {}).items()
            }
        own = compared(place.name)
        yield from (_Pair(entry, place, own not in map(compared, (entry.name, entry.seat))) for entry in found.values())


def _keys(*names: str) -> list[str]:
    """Return what names are compared by: also without their article, which one of the two sources often drops."""
    keys = {compared(name) for name in names} - {""}
    return sorted(keys | {key.removeprefix(article) for key in keys for article in _ARTICLES})


def _alone(pairs: list[_Pair]) -> list[_Pair]:
    """Return the pairs whose commune and place have no other: nearly all of them right, and a start."""
    communes: dict[str, int] = defaultdict(int)
    places: dict[int, int] = defaultdict(int)
    for pair in pairs:
        communes[pair.entry.code] += 1
        places[id(pair.place)] += 1
    return [pair for pair in pairs if communes[pair.entry.code] == places[id(pair.place)] == 1]


def _one_to_one(pairs: Iterable[_Pair]) -> list[_Pair]:
    kept: list[_Pair] = []
    communes: set[str] = set()
    places: set[int] = set()
    for pair in sorted(pairs, key=lambda one: one.rank):
        if pair.entry.code not in communes and id(pair.place) not in places:
            communes.add(pair.entry.code)
            places.add(id(pair.place))
            kept.append(pair)
    return kept


class _Sites:
    """Where the located communes of each EPCI, arrondissement and department are."""

    def __init__(self, pairs: list[_Pair]) -> None:
        self._of: dict[str, list[tuple[str, Metres]]] = defaultdict(list)
        for pair in pairs:
            for group in _groups(pair.entry):
                self._of[group].append((pair.entry.code, pair.place.at))

    def away(self, pair: _Pair) -> float:
        """Return how far a pair is from its commune's neighbours: up to 1 it is among them, infinite if none is known.

        The second neighbour is asked too, so that one wrong position does not vouch for another.
        """
        entry = pair.entry
        own = {entry.code, entry.part_of}
        rounds = [self._away(pair, f"postcode {one}", ROUND, own) for one in entry.postcodes]
        wider = self._away(pair, f"epci {entry.epci}", NEIGHBOUR, own)
        if wider is None:
            wider = self._away(pair, f"arrondissement {entry.arrondissement}", FAR_NEIGHBOUR, own)
        closest = min((one for one in rounds if one is not None), default=None)
        return max((one for one in (closest, wider) if one is not None), default=math.inf)

    def _away(self, pair: _Pair, group: str, reach: int, own: set[str]) -> float | None:
        others = sorted(metres_between(pair.place.at, at) for code, at in self._of[group] if code not in own)
        return max(others[0] / reach, others[min(1, len(others) - 1)] / (2 * reach)) if others else None


def _groups(entry: Entry) -> list[str]:
    postcodes = [f"postcode {one}" for one in entry.postcodes]
    return [*postcodes, f"epci {entry.epci}", f"arrondissement {entry.arrondissement}"]


def metres_between(one: Metres, other: Metres) -> float:
    """Return the straight line between two points, in metres."""
    return math.dist((one.x, one.y, one.z), (other.x, other.y, other.z))
