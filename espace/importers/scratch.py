"""Notes an import takes as it reads, on disk so that a million lines need no more memory than a thousand."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands in the feeds: number of the file, physical line."""

    file: int
    line: int


class Postponed(NamedTuple):
    """A payment line that corrects another one, to be linked when every line is there."""

    own: str  # `payment_number/line_number`
    target: str
    place: Place


class Scratch:
    """A private temporary database: the keys a feed has declared, and the links it still has to make."""

    def __init__(self) -> None:
        self._notes = sqlite3.connect("", isolation_level=None)  # "": a file of its own, gone when closed
        self._notes.executescript(
            """
            PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8192;
            CREATE TABLE declared (key TEXT PRIMARY KEY, file INTEGER, line INTEGER) WITHOUT ROWID;
            CREATE TABLE postponed (own TEXT, target TEXT, file INTEGER, line INTEGER);
            BEGIN;
            """
        )

    def close(self) -> None:
        """Forget everything."""
        self._notes.close()

    def declare(self, keys: Sequence[tuple[str, int, int]]) -> dict[Place, Place]:
        """Note (key, file, line) of rows; return the places of repeated keys, each with its first place."""
        before = self._notes.total_changes
        self._notes.executemany("INSERT OR IGNORE INTO declared VALUES (?, ?, ?)", keys)
        if self._notes.total_changes - before == len(keys):
            return {}
        firsts = ((Place(file, line), self.place_of(key)) for key, file, line in keys)
        return {place: first for place, first in firsts if first is not None and first != place}

    def place_of(self, key: str) -> Place | None:
        """Return where a key was declared first."""
        found = self._notes.execute("SELECT file, line FROM declared WHERE key = ?", (key,)).fetchone()
        return Place(*found) if found else None

    def postpone(self, links: Sequence[Postponed]) -> None:
        """Note links to make at the end."""
        self._notes.executemany(
            "INSERT INTO postponed VALUES (?, ?, ?, ?)", ((own, target, *place) for own, target, place in links)
        )

    def postponed(self, size: int) -> Iterator[list[Postponed]]:
        """Yield the links to make, `size` at a time."""
        cursor = self._notes.execute("SELECT own, target, file, line FROM postponed ORDER BY file, line")
        while rows := cursor.fetchmany(size):
            yield [Postponed(own, target, Place(file, line)) for own, target, file, line in rows]
