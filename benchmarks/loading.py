"""How millions of rows get into an empty, migrated database within minutes, on SQLite and on PostgreSQL.

PostgreSQL takes rows by COPY; on both, nobody checks foreign keys or waits for a disk, and the indexes that are not
constraints are made at the end. The database then knows its figures, as after a night's maintenance.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlmodel import SQLModel

BATCH = 5_000
_BEFORE = {
    "sqlite": ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-200000"),
    "postgresql": ("SET session_replication_role = replica", "SET synchronous_commit = off"),
}
_AFTER = {"sqlite": ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"), "postgresql": ("VACUUM ANALYZE",)}


class Loader:
    """Takes rows into tables, in the order in which they come."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._put = self._copy if connection.dialect.name == "postgresql" else self._execute

    def insert(self, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows that all have the same columns."""
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            self._put(model.__table__, batch)  # type: ignore[attr-defined]  # SQLModel's types leave it out
            self._connection.commit()

    def _execute(self, table: Table, batch: list[dict[str, Any]]) -> None:
        self._connection.execute(table.insert(), batch)

    def _copy(self, table: Table, batch: list[dict[str, Any]]) -> None:
        columns = ", ".join(f'"{name}"' for name in batch[0])
        cursor: Any = self._connection.connection.cursor()
        with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for row in batch:
                copy.write_row(tuple(row.values()))


@contextmanager
def loading(engine: Engine) -> Iterator[Loader]:
    """Open a database for a load: `with loading(engine) as loader: loader.insert(…)`."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        _each(connection, _BEFORE)
        indexes = [index for table in SQLModel.metadata.sorted_tables for index in table.indexes]
        for index in indexes:
            index.drop(connection)
        yield Loader(connection)
        for index in indexes:
            index.create(connection)
        connection.commit()
        _each(connection, _AFTER)
        connection.invalidate()  # what was set for the load goes with it


def _each(connection: Connection, statements: dict[str, tuple[str, ...]]) -> None:
    """Run statements outside of any transaction, where alone they work."""
    driver: Any = connection.connection.driver_connection
    for statement in statements[connection.dialect.name]:
        driver.execute(statement)
