"""Engines and the single commit: every use case runs inside one `transaction`.

Services are plain synchronous functions `f(session, …)`. The web calls them through `read` and
`write`, which run the whole transaction in one hop to a worker thread: the event loop never waits
for a lock or a disk, and a use case pays for one hop instead of one a statement.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlmodel import Session, create_engine

from espace.settings import settings

P = ParamSpec("P")
T = TypeVar("T")
WORKER_THREADS = 8


def normalised_url(url: str) -> str:
    """Return the database URL with the driver the project uses for it."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def make_engine(url: str) -> Engine:
    """Return an engine set up for the portal: WAL and foreign keys on SQLite, a sized pool on PostgreSQL.

    The values of a failed statement stay out of its error, hence out of the log.
    """
    parsed = make_url(normalised_url(url))
    if parsed.get_backend_name() != "sqlite":
        # The connection used last is used next: what the server prepared there serves again.
        pool: dict[str, Any] = {"pool_size": WORKER_THREADS, "max_overflow": 0, "pool_use_lifo": True}
        return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, **pool)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(parsed, hide_parameters=True, connect_args={"check_same_thread": False})
    event.listen(made, "connect", _set_up_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: `_begin_sqlite` does
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns to writing fails at once when another one writes: take the lock first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@lru_cache
def engine() -> Engine:
    """Return the engine of the configured database."""
    return make_engine(settings().database_url)


@contextmanager
def transaction(bind: Engine | None = None, *, writes: bool = False) -> Iterator[Session]:
    """Open a session for one use case; commit at its end if it writes, roll back on any error.

    On PostgreSQL a use case that only reads can do nothing else, and ends with a commit too: at a rollback the driver
    drops the statements that the server has prepared, and planning a search takes longer than running it.
    """
    base = bind or engine()
    reads_only = not writes and base.dialect.name == "postgresql"
    options = {"postgresql_readonly": True} if reads_only else {"writes": True} if writes else {}
    with Session(base.execution_options(**options) if options else base, expire_on_commit=False) as session:
        yield session
        if writes or reads_only:
            session.commit()


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(WORKER_THREADS, thread_name_prefix="db")


@lru_cache
def _writer() -> ThreadPoolExecutor:
    """SQLite lets one write at a time: the others wait in this queue, not in threads that readers need."""
    return ThreadPoolExecutor(1, thread_name_prefix="db-writer")


async def _in_thread(writes: bool, service: Callable[Concatenate[Session, P], T], *args: Any, **kwargs: Any) -> T:
    def work() -> T:
        with transaction(writes=writes) as session:
            return service(session, *args, **kwargs)

    threads = _writer() if writes and engine().dialect.name == "sqlite" else _threads()
    return await asyncio.get_running_loop().run_in_executor(threads, work)


async def read(service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a service that only reads."""
    return await _in_thread(False, service, *args, **kwargs)


async def write(service: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a service that writes, in one transaction committed when it returns."""
    return await _in_thread(True, service, *args, **kwargs)


def close() -> None:
    """Let go of threads and connections at shutdown."""
    for threads in (_threads, _writer):
        if threads.cache_info().currsize:
            threads().shutdown(wait=True)
            threads.cache_clear()
    if engine.cache_info().currsize:
        engine().dispose()
        engine.cache_clear()
