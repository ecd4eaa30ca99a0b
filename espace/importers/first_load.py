"""The first load of a SQLite database: the indexes of payments are made once, of all rows, in their order.

Filled row by row they are written at random places, more of them than a long load keeps in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from espace.importers.base import Run
from espace.importers.ledger import LINES, PAYMENTS, last_payment_id

_SORT_CACHE_KIB = 16 * 1024  # sorting takes as much memory again as the cache has


@contextmanager
def indexes_last(run: Run) -> Iterator[None]:
    """Leave out the indexes that are no constraint while payments come into a SQLite database without any.

    It belongs to the import's transaction: nobody else ever sees the tables without them, and a refused import, or one
    that is cut off, leaves them as they were. PostgreSQL would keep all readers out meanwhile.
    """
    if run.connection.dialect.name != "sqlite" or last_payment_id(run):
        yield
        return
    indexes = sorted(PAYMENTS.indexes | LINES.indexes, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(run.connection)
    yield
    if not run.report.ok:  # about to be rolled back
        return
    run.connection.exec_driver_sql(f"PRAGMA cache_size = -{_SORT_CACHE_KIB}")
    for index in indexes:
        index.create(run.connection)
