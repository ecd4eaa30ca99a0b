"""The crowd of the demonstration's directory: thousands of fictitious professionals, the same at each run.

Their lines have what real ones have: several places for one person, several lines for one place, shops with a staff,
lines without an address, students, hospital staff, practices abroad.
"""

import random
from itertools import count

from espace.demo.directory import trades, words
from espace.demo.directory.extract import NO_HOUSE, House, Person, Site, Trade, line
from espace.demo.directory.ground import moved
from espace.demo.directory.positions import Located
from espace.demo.directory.towns import TOWNS, Town
from espace.domain.positions import Position

_SEED = 20_261_123
_STREETS_A_TOWN = 40
_EXACT, _STREET = 0.92, 0.95  # up to there the house was found, from there on to the next the street, then nothing
_PHONES = {"97": "026191", "75": "019900"}
_TITLED = ("10", "40")


class Crowd:
    """Invents everybody, town after town; `lines` and `located` are what the two files say."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.located: list[Located] = []
        self._chance = random.Random(_SEED)  # noqa: S311 - nothing here is a secret, and it must come out the same
        self._people, self._houses = count(1), count(1)
        for town in TOWNS:
            self._streets = [self._street(town) for _ in range(min(_STREETS_A_TOWN, town.practices))]
            for _ in range(town.practices):
                self._practice(town)
            self._beside(town)

    def _practice(self, town: Town) -> None:
        trade = self._chance.choices(list(trades.WEIGHTS), list(trades.WEIGHTS.values()))[0]
        if trade in trades.SHOPS:
            return self._shop(town, trade)
        who, site = self._somebody(trade), self._site(town, self._group())
        self._add(who, trade, site, town)
        if trade is trades.GENERAL_PRACTITIONER and self._happens(0.06):
            self.lines.append(line(who, trades.COMPETENCE, site))  # a second line for the same place
        if self._happens(0.08):
            self._add(who, trade, self._site(town), town)
        if self._happens(0.03):
            self.lines.append(line(who, trade, Site()))  # a place that the register has no address for
        return None

    def _shop(self, town: Town, trade: Trade) -> None:
        pattern, has_finess = words.SHOPS[trade.profession]
        named = pattern.format(self._chance.choice(words.STREETS))
        site = self._site(town, House(named, next(self._houses), has_finess))
        section = "A" if trade is trades.PHARMACIST else ""
        for _ in range(self._chance.randint(1, 4)):
            self.lines.append(line(self._somebody(trade), trade, site, mode="S", section=section))

    def _beside(self, town: Town) -> None:
        """Add those whom a search never shows: the staff of a hospital, students, people abroad or without address."""
        few = max(2, town.practices // 25)
        named = self._chance.choice(words.HOSPITALS).format(self._chance.choice(words.STREETS))
        hospital = self._site(town, House(named, next(self._houses), has_finess=True))
        for _ in range(few):
            self.lines.append(line(self._somebody(trades.NURSE), trades.NURSE, hospital, mode="S"))
            self.lines.append(line(self._somebody(trades.NURSE), trades.NURSE, Site(), mode="L"))
        student = trades.GENERAL_PRACTITIONER
        self.lines.append(line(self._somebody(student), student, hospital, mode="S", category="E"))
        self.lines.append(line(self._somebody(trades.TECHNICIAN), trades.TECHNICIAN, hospital, mode="S"))
        if town.practices > 100:
            abroad = Site("12", "", "", "Harbour Row", "GL", "", "", country="99132")
            self.lines.append(line(self._somebody(trades.OSTEOPATH), trades.OSTEOPATH, abroad))

    def _add(self, who: Person, trade: Trade, site: Site, town: Town) -> None:
        cedex = f"{site.postcode} {_city(town).upper()}" if self._happens(0.05) else ""
        self.lines.append(line(who, trade, site, cedex=cedex))

    def _somebody(self, trade: Trade) -> Person:
        last = self._chance.choice(words.BEGINNINGS) + self._chance.choice(words.ENDINGS)
        form = self._chance.random()
        if form > 0.97:
            last = f"de La {last}" if form > 0.985 else f"d’{last}"
        elif form > 0.92:
            last = f"{last}-{self._chance.choice(words.BEGINNINGS)}{self._chance.choice(words.ENDINGS)}"
        title = "DR" if trade.profession in _TITLED else ""
        return Person(next(self._people), self._chance.choice(words.FIRST_NAMES), last, title)

    def _group(self) -> House:
        if not self._happens(0.3):
            return NO_HOUSE
        return House(
            self._chance.choice(words.GROUPS).format(self._chance.choice(words.STREETS)),
            next(self._houses),
            has_finess=self._happens(0.5),
        )

    def _street(self, town: Town) -> tuple[str, str, Position, int]:
        """Return a street of a town: its kind, its name, where its first house stands and where it leads."""
        distance = town.spread * self._chance.random() ** 0.5
        start = moved(town.centre, distance, self._chance.uniform(*town.land))
        kind, name = self._chance.choice(words.STREET_KINDS), self._chance.choice(words.STREETS)
        return kind, name, start, self._chance.randrange(*town.land)

    def _site(self, town: Town, house: House = NO_HOUSE) -> Site:
        kind, name, start, bearing = self._chance.choice(self._streets)
        number = self._chance.randint(1, 60)
        repetition = self._chance.choices(("", "B", "T"), (94, 5, 1))[0]
        site = Site(
            str(number), repetition, kind, name, town.postcode, town.code, town.name, self._phone(town),
            house=house,
        )  # fmt: skip
        found = self._chance.random()
        if found < _EXACT:
            self.located.append(Located(site, _city(town), moved(start, number * 5, bearing)))
        elif found < _STREET:
            self.located.append(Located(site, _city(town), start, "street", 0.71))
        return site

    def _phone(self, town: Town) -> str:
        if self._happens(0.05):
            return ""
        if self._happens(0.2):
            return f"063998{self._chance.randrange(10_000):04d}"
        return f"{_PHONES.get(town.code[:2], '046571')}{self._chance.randrange(3_000, 10_000):04d}"

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


def _city(town: Town) -> str:
    return town.name.split(" ")[0] if "Arrondissement" in town.name else town.name
