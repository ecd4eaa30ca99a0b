"""The gazetteer's file in memory: lines of text, and what finds them; a commune is read from its line when asked."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from espace.domain.labels import Precision
from espace.domain.positions import Position

_FOLDER = Path(__file__).parent
_ARTICLES: Final = ("le ", "la ", "les ", "l ")
# The same key as `key` gives, ten times faster, for the letters and signs that the file's names hold.
_FILE_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "’": " ", "-": " ", "(": " ", ")": " ", ".": " "}
    | dict(zip("àâäéèêëîïôöùûüÿçñ", "aaaeeeeiioouuuycn", strict=True))
)


@dataclass(frozen=True, slots=True)
class Commune:
    """A French commune, or an arrondissement of Paris, Lyon or Marseille.

    `code` is the INSEE's. `precision` is `COMMUNE`, or `NEARBY` when the sources do not say where the commune is and
    `position` is that of another one, whose name is `near`. `city` is the city that an arrondissement is part of, else
    empty. `population` is the legal one, 0 where none is published.
    """

    code: str
    name: str
    department: str
    department_code: str
    postcodes: tuple[str, ...]
    population: int
    position: Position
    precision: Precision
    near: str
    city: str

    @property
    def label(self) -> str:
        """What a person reads, and may also type: it leads to this commune and no other."""
        if len(self.postcodes) == 1 or self.city:
            return f"{self.postcodes[0]} {self.name}"
        return f"{self.name} ({self.department_code}, {self.department})"


class Book:
    """The file and its indexes.

    A row is the number of a line; the file begins with the most populous commune, the former ones end it.
    """

    def __init__(self, lines: list[str], departments: dict[str, str]) -> None:
        self._lines = lines
        self.departments = departments
        keys = {_file_key(name): code for code, name in departments.items()}
        self.department_keys = keys | {_without_article(name): code for name, code in keys.items()}
        self._rows: dict[str, int] = {}
        self._city: dict[int, int] = {}
        self._names: dict[str, tuple[int, ...]] = {}
        self._former: dict[str, tuple[int, ...]] = {}
        self.postcodes: dict[str, tuple[int, ...]] = {}
        self._current = 0
        self._index()
        self._sorted_names: list[str] = []  # one for each of `_sorted_rows`
        self._sorted_rows = array("H")
        self._sort_names()
        self._sorted_postcodes = sorted(self.postcodes)

    def _index(self) -> None:
        for row, line in enumerate(self._lines):
            code, name, postcodes, _, _, _, _, part_of = line.split("\t")
            self._rows.setdefault(code, row)
            if not postcodes:
                _add(self._former, _file_key(name), self._rows[part_of])
                continue
            self._current = row + 1
            _add(self._names, _file_key(name), row)
            if part_of:
                self._city[row] = self._rows[part_of]
            for postcode in postcodes.split():
                _add(self.postcodes, postcode, row)
        # Where there are arrondissements, the city as a whole says less.
        for part, city in self._city.items():
            for postcode in self._lines[part].split("\t")[2].split():
                self.postcodes[postcode] = tuple(row for row in self.postcodes[postcode] if row != city)

    def _sort_names(self) -> None:
        bare: dict[str, tuple[int, ...]] = {}
        for name, rows in self._names.items():
            if name.startswith(_ARTICLES):
                for row in rows:
                    _add(bare, _without_article(name), row)
        for name in sorted(self._names.keys() | bare.keys()):
            for row in (*self._names.get(name, ()), *bare.get(name, ())):
                self._sorted_names.append(name)
                self._sorted_rows.append(row)

    def commune(self, row: int) -> Commune:
        """Read a commune from its line."""
        code, name, postcodes, population, _, _, near, _ = self._lines[row].split("\t")
        where = self._lines[self._rows[near or code]].split("\t")
        department = code[:3] if code.startswith(("97", "98")) else code[:2]
        return Commune(
            code=code,
            name=name,
            department=self.departments[department],
            department_code=department,
            postcodes=tuple(postcodes.split()),
            population=int(population),
            position=Position(float(where[4]), float(where[5])),
            precision=Precision.NEARBY if near else Precision.COMMUNE,
            near=where[1] if near else "",
            city=self._lines[self._city[row]].split("\t")[1] if row in self._city else "",
        )

    def row(self, code: str) -> int | None:
        """Return the row of an INSEE code; a former commune's leads to the one it is now part of."""
        row = self._rows.get(code)
        if row is None or row < self._current:
            return row
        return self._rows[self._lines[row].split("\t")[7]]

    def department(self, row: int) -> str:
        """Return the code of a row's department."""
        return self._lines[row][:3] if self._lines[row].startswith(("97", "98")) else self._lines[row][:2]

    def named(self, name: str) -> tuple[int, ...]:
        """Return who bears a name (a `key`), or bore it until communes merged, if nobody does now."""
        return self._names.get(name) or self._former.get(name, ())

    def named_among(self, name: str, rows: Iterable[int]) -> list[int]:
        """Return who of `rows` bears a name, or is an arrondissement of the city of that name, or bore it."""
        for names in (self._names, self._former):
            bearers = names.get(name, ())
            found = [row for row in rows if row in bearers or self._city.get(row) in bearers] if bearers else []
            if found:
                return found
        return []

    def arrondissements(self, row: int) -> list[int]:
        """Return the rows of a city's arrondissements: none for nearly all communes."""
        return [part for part, city in self._city.items() if city == row]

    def starting(self, start: str) -> "array[int]":
        """Return the rows whose name starts so, with its article or without it, by name; some twice."""
        first = bisect_left(self._sorted_names, start)
        return self._sorted_rows[first : bisect_left(self._sorted_names, f"{start}\x7f", first)]

    def starting_postcode(self, start: str) -> list[int]:
        """Return the rows that have a postcode that starts so; some twice."""
        first = bisect_left(self._sorted_postcodes, start)
        last = bisect_left(self._sorted_postcodes, f"{start}\x7f", first)
        return [row for postcode in self._sorted_postcodes[first:last] for row in self.postcodes[postcode]]


def _file_key(name: str) -> str:
    """Return a name's key, in which « Saint-Avé » is an avenue: `places.compared` makes one of what people type."""
    letters = " ".join(name.lower().translate(_FILE_LETTERS).split())
    return f" {letters} ".replace(" lez ", " les ").replace(" ave ", " avenue ")[1:-1]


def _without_article(name: str) -> str:
    """Return a key without its article: people look for « Ciotat » too."""
    return next((name.removeprefix(article) for article in _ARTICLES if name.startswith(article)), name)


def _add(index: dict[str, tuple[int, ...]], name: str, row: int) -> None:
    known = index.get(name, ())
    if row not in known:
        index[name] = (*known, row)


_lock = Lock()
_book: Book | None = None


def loaded() -> Book:
    """Return the gazetteer, read from its file by whoever first asks: a third of a second, and 18 MB."""
    global _book
    with _lock:
        if _book is None:
            departments = dict(line.split("\t") for line in _lines("departments.tsv"))
            _book = Book(_lines("communes.tsv"), departments)
        return _book


def _lines(name: str) -> list[str]:
    return (_FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
