"""What the feeds share: the run they belong to, the order of checks, and how rows become upserts."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Self

from sqlalchemy import Boolean, ColumnElement, Connection, Dialect, RowMapping, Table, bindparam, insert, select, update
from sqlalchemy import Column as TableColumn
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType

from espace.importers.cells import Column
from espace.importers.files import Source
from espace.importers.reader import Batch, Row
from espace.importers.report import Report
from espace.importers.scratch import Place, Scratch

Fault = tuple[str, str]  # column, reason
Record = dict[str, Any]


@dataclass(slots=True)
class Run:
    """One import: its transaction, its report, its feeds, and the Paris day it happens on."""

    connection: Connection
    report: Report
    today: date
    feeds: dict[str, "Feed"] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)  # subjects with a file that could not be read

    def refuse(self, place: Place, column: str, reason: str) -> None:
        """Note one error."""
        self.report.refuse(self.sources[place.file].name, place.line, column, reason)

    def declared(self, subject: str, key: str) -> bool:
        """Whether the feeds hold this key, be it in a row that was refused: its absence is then no second error."""
        return subject in self.unreadable or self.feeds[subject].scratch.place_of(key) is not None

    def ids(self, key: TableColumn[Any], values: Collection[Any]) -> dict[Any, int]:
        """Return the ids of the rows of a table that have these values in a column, by value."""
        rows = self.connection.execute(select(key, key.table.c.id).where(one_of(key, values)))
        return dict(rows.all())


class Feed(ABC):
    """One subject: its columns, the key that names a row, its rules, and how its rows are written."""

    subject: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[tuple[str, ...]]

    def __init__(self, run: Run) -> None:
        self.run = run
        self.scratch = Scratch()

    def take(self, source: Source, batch: Batch) -> None:
        """Check a batch and write its good rows; the database is rolled back if anything is refused."""
        repeated = self._declare(source, batch)
        rows: list[Row] = []
        for line, row in batch.good:
            if repeated and Place(source.number, line) in repeated:
                continue
            faults = self.check(row)
            for column, reason in faults:
                self.run.refuse(Place(source.number, line), column, reason)
            if not faults:
                rows.append((line, row))
        if rows:
            self.write(source, rows)

    def check(self, row: Record) -> Sequence[Fault]:
        """Return what is wrong between the cells of one row."""
        return ()

    @abstractmethod
    def write(self, source: Source, rows: list[Row]) -> None:
        """Resolve the references of rows and write them."""

    def finish(self) -> None:  # noqa: B027 - a hook: only some feeds have something to finish
        """Do what needs every row of the subject."""

    def key_of(self, row: Record) -> str:
        """Return the key of a row as references write it."""
        return "/".join([str(row[name]) for name in self.key])

    def _declare(self, source: Source, batch: Batch) -> Collection[Place]:
        """Note the keys of a batch; refuse the rows whose key came before."""
        rows = batch.good
        if batch.broken:
            rows = rows + [(line, row) for line, row in batch.broken if all(name in row for name in self.key)]
        keys = [(self.key_of(row), source.number, line) for line, row in rows]
        repeated = self.scratch.declare(keys)
        for place, first in repeated.items():
            elsewhere = f" de {self.run.sources[first.file].name}" if first.file != place.file else ""
            self.run.refuse(place, " + ".join(self.key), f"Doublon : déjà à la ligne {first.line}{elsewhere}.")
        return repeated

    def resolve(self, source: Source, row: Row, column: str, subject: str, known: Mapping[Any, Any]) -> Any:
        """Return what the row's `column` refers to; refuse an unknown reference, unless its own row was refused."""
        line, cells = row
        found = known.get(cells[column])
        if found is None and not self.run.declared(subject, cells[column]):
            self.run.refuse(Place(source.number, line), column, UNKNOWN[subject])
        return found


UNKNOWN = {
    "plans": "Cette formule n’est ni dans les fichiers ni dans la base.",
    "members": "Cet adhérent n’est ni dans les fichiers ni dans la base.",
    "contracts": "Ce contrat n’est ni dans les fichiers ni dans la base.",
}


def period_faults(row: Record) -> list[Fault]:
    """Refuse an end before its start; both days belong to the period."""
    if row["ends_on"] is not None and row["ends_on"] < row["starts_on"]:
        return [("ends_on", "La fin précède le début (starts_on).")]
    return []


def birth_faults(row: Record, today: date) -> list[Fault]:
    """Refuse a birth in the future."""
    return [("birth_date", "Cette date de naissance est dans le futur.")] if row["birth_date"] > today else []


def _as_it_is(record: Record, new: bool) -> Record:
    return record


@dataclass(frozen=True, slots=True)
class Upsert:
    """Rows to add to a table or to bring up to date there, by natural key.

    `compared` are the columns that decide whether a row changed. `complete(record, new)` returns what is written:
    encrypted values and public identifiers are only made for a row that needs them.
    """

    table: Table
    compared: Sequence[str]
    complete: Callable[[Record, bool], Record] = _as_it_is

    def apply(self, run: Run, records: Mapping[Any, Record], known: Mapping[Any, RowMapping]) -> None:
        """Write what is new or different, and count it."""
        new: list[Record] = []
        different: list[Record] = []
        for key, record in records.items():
            old = known.get(key)
            if old is None:
                new.append(self.complete(record, True))
            elif any(old[name] != record[name] for name in self.compared):
                different.append(self.complete(record, False) | {"known_id": old["id"]})
        counts = run.report.counts[self.table.name]
        counts.added += len(new)
        counts.updated += len(different)
        counts.unchanged += len(records) - len(new) - len(different)
        if new:
            run.connection.execute(insert(self.table), new)
        if different:
            run.connection.execute(update(self.table).where(self.table.c.id == bindparam("known_id")), different)


class _Values(UserDefinedType[Any]):
    """Values as one parameter: an array of PostgreSQL, a JSON array of SQLite."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return json.dumps if dialect.name == "sqlite" else None


class _OneOf(FunctionElement[bool]):
    """A column and the values it may have."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> Self:
        """Return the condition as it is: with the `= 1` of databases without booleans, SQLite would scan the table."""
        return self


@compiles(_OneOf)
def _any(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(_OneOf, "sqlite")
def _in_json(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - what SQLAlchemy wrote


def one_of(column: TableColumn[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of these values: numbers or texts.

    They are one parameter, however many: SQLAlchemy would take longer to number thousands of them than the database
    takes to find the rows, and drivers keep each prepared statement, which would differ by a few parameters.
    """
    return _OneOf(column, bindparam(None, list(set(values)), _Values()))


def mappings(run: Run, column: TableColumn[Any], values: Iterable[Any]) -> Sequence[RowMapping]:
    """Return the whole rows of a table that have one of these values in a column."""
    return run.connection.execute(select(column.table).where(one_of(column, values))).mappings().all()
