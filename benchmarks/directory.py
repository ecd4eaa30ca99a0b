"""DIRECTORY: the extract of the health professionals, twice `--largest` lines, imported; then that of the month after.

One line in ten is a second activity of somebody; places are drawn by the population of 35,000 communes. In the second
extract one line in fifty has another telephone, and one in a hundred is somebody new in somebody else's stead. Each
import runs in a process of its own. Memory is flat when the peak is that of a fifth of the lines. No goal names a rate.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

from benchmarks.alone import Taken, alone, begin, since
from benchmarks.lab import POSTGRESQL, Lab, migrated
from benchmarks.report import Figure
from espace.adapters.gazetteer.book import Commune, loaded
from espace.demo.directory import extract, trades
from espace.demo.directory.extract import Person, Site
from espace.importers.directory import import_directory

MAX_GROWTH = 1.1
COMMUNES = 34_900
STREETS = ("des Embruns", "du Mistral", "de la République", "Victor Hugo", "des Écoles", "du Moulin", "de l’Église")


def run(lab: Lab) -> list[Figure]:
    """Import a fifth of the lines, then all of them, then the month after, on each database."""
    few, many = (2 * size for size in (lab.largest // 5, lab.largest))
    extracts = [_written(lab.folder, few, 0), *(_written(lab.folder, many, month) for month in (0, 1))]
    figures = _measure("SQLite", [f"sqlite:///{lab.folder / f'directory-{size}.db'}" for size in (few, many)], extracts)
    try:
        with lab.postgresql(100) as small, lab.postgresql(100) as large:
            urls = [one.url.render_as_string(hide_password=False) for one in (small, large)]
            figures += _measure("PostgreSQL", urls, extracts)
    except OperationalError:
        print(f"DIRECTORY  PostgreSQL left out: no server answers at {POSTGRESQL}")
    return figures


def _measure(name: str, urls: list[str], extracts: list[Path]) -> list[Figure]:
    taken = []
    for url, path in zip([urls[0], urls[1], urls[1]], extracts, strict=True):
        taken.append(alone(imported, url, path))
        print(f"DIRECTORY  {name}, {path.stem}: {taken[-1].lines:,} lines, {taken[-1]}", flush=True)
    few, many, again = taken
    return [
        Figure("DIRECTORY", f"{name}: CPU time of a line, first import", 1e6 * many.cpu / many.lines, " µs"),
        Figure("DIRECTORY", f"{name}: the same, the month after", 1e6 * again.cpu / again.lines, " µs"),
        Figure("DIRECTORY", f"{name}: peak / that of {few.lines:,} lines", many.peak / few.peak, " ×", MAX_GROWTH),
    ]


def imported(url: str, path: Path) -> Taken:
    """Import an extract into a database, migrated if it is new."""
    engine = migrated(url)
    began = begin()
    report = import_directory(path, engine, now=datetime.now(UTC))
    taken = since(began, report.counts["read"])
    assert report.ok, report.sentences()
    engine.dispose()
    return taken


def _written(folder: Path, lines: int, month: int) -> Path:
    path = folder / f"month-{month}-{lines}.txt"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{extract.HEADER}\n")
        file.writelines(f"{line}\n" for line in _activities(lines, month))
    return path


def _activities(lines: int, month: int) -> Iterator[str]:
    drawn = random.Random("directory")  # noqa: S311 - nothing secret
    communes = [loaded().commune(row) for row in range(COMMUNES)]
    weights = [commune.population + 100 for commune in communes]
    kinds = list(trades.WEIGHTS)
    chosen = drawn.choices(communes, weights, k=lines)
    trade_of = drawn.choices(kinds, [trades.WEIGHTS[kind] for kind in kinds], k=lines)
    for number, (commune, trade) in enumerate(zip(chosen, trade_of, strict=True)):
        who = number * 9 // 10 + (lines if month and number % 100 == 0 else 0)
        person = Person(who, "Camille", f"FICTIF {who % 9973}")
        yield extract.line(person, trade, _site(number, commune, month), section="A" if trade in trades.SHOPS else "")


def _site(number: int, commune: Commune, month: int) -> Site:
    phone = number + (1 if month and number % 50 == 0 else 0)
    return Site(
        number=str(number % 200 + 1),
        kind="rue",
        street=STREETS[number % len(STREETS)],
        postcode=commune.postcodes[0],
        commune=commune.code,
        town=commune.name,
        phone=f"0465{phone % 1_000_000:06d}",
    )
