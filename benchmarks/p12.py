"""P12: a back office's first load, `--largest` payment lines and their people, imported into an empty SQLite database.

Each import runs in a process of its own: its CPU time (user and system), its time by the clock on the wall, and its
peak of memory (`VmHWM`) are asked within. The time of the whole import, people, e-mails and commit included, is shared
among the payment lines. Memory is flat when the peak is the same as that of a fifth of the lines. « Raw SQL » is the
floor: the very same rows, as the import left them, put by `executemany` into the same tables and indexes of another
empty database in one transaction; it reads, checks and encrypts nothing.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from benchmarks import feeds
from benchmarks.alone import Taken, alone, begin, since
from benchmarks.lab import Lab, migrated
from benchmarks.report import Figure
from espace.db import make_engine
from espace.domain.formats import PARIS
from espace.importers import import_feeds

TABLES = ("plan", "member", "contract", "beneficiary", "payment", "payment_line")
MIN_RATE, MAX_GROWTH = 20_000, 1.1  # lines a second; times


def run(lab: Lab) -> list[Figure]:
    """Import a fifth of the lines, then all of them."""
    few, many = (_measure(lab.folder, size) for size in (lab.largest // 5, lab.largest))
    goal = 1e6 / MIN_RATE
    return [
        Figure("P12", f"import of {many.lines:,} lines, CPU time of a line", 1e6 * many.cpu / many.lines, " µs", goal),
        Figure("P12", "the same by the clock", 1e6 * many.wall / many.lines, " µs", goal),
        Figure("P12", f"peak of memory / that of {few.lines:,} lines", many.peak / few.peak, " ×", MAX_GROWTH),
    ]


def _measure(folder: Path, lines: int) -> Taken:
    fed, database, copy = folder / f"feeds-{lines}", folder / f"p12-{lines}.db", folder / f"p12-{lines}-raw.db"
    fed.mkdir()
    feeds.write(fed, lines, datetime.now(PARIS).date())
    taken = []
    for work, target, source in ((imported, database, fed), (put_raw, copy, database)):
        migrated(f"sqlite:///{target}").dispose()
        taken.append(alone(work, source, target, lines))
    for path in (database, copy, *fed.iterdir()):
        path.unlink()
    ours, raw = taken
    print(f"P12  {lines:>9,} lines: {ours}")
    print(f"P12  {lines:>9,} lines: raw SQL {raw}; import / raw SQL, CPU {ours.cpu / raw.cpu:.1f} ×")
    return ours


def imported(source: Path, database: Path, lines: int) -> Taken:
    """Import the feeds of a folder into a migrated database."""
    engine = make_engine(f"sqlite:///{database}")
    began = begin()
    report = import_feeds([source], engine)
    taken = since(began, lines)
    assert report.ok, report.complaints()
    assert report.counts["payment_line"].added == lines
    engine.dispose()
    return taken


def put_raw(source: Path, database: Path, lines: int) -> Taken:
    """Put the rows of one database into another one, which is empty, with the import's room for indexes."""
    with closing(sqlite3.connect(source)) as theirs, closing(sqlite3.connect(database)) as ours:
        ours.executescript("PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA synchronous=NORMAL;")
        began = begin()
        for table in TABLES:
            rows = theirs.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 - our own names
            marks = ", ".join("?" * len(rows.description))
            ours.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        ours.commit()
        return since(began, lines)
