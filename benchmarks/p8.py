"""P8: one search of a member, in databases of 10,000 to 10,000,000 payment lines, on SQLite and on PostgreSQL.

Every member has 50 lines, so the largest database is 200,000 members'. All sizes are measured in turns: a round asks
each for the search of 250 members drawn at random, and what counts is the p95 and the median of the quietest round: a
time slice that another process took is not the database's. A search is timed whole (session, statement, rows, views),
then the bare statement with the same values through the driver: « SQL ».
"""

import random
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from benchmarks.data import LINES_PER_MEMBER
from benchmarks.lab import POSTGRESQL, Lab, filled
from benchmarks.report import Figure
from espace.adapters import clock
from espace.db import transaction
from espace.domain.formats import paris_day
from espace.domain.labels import CareKind, Recipient
from espace.domain.searches import Search, default
from espace.services import payment_search

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS, SEARCHES = 9, 250
MAX_GROWTH, MAX_SQL = 2.5, 1.0  # times; milliseconds


@dataclass
class Series:
    """The p95 and the median of each round, in milliseconds."""

    p95: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)

    def add(self, seconds: list[float]) -> None:
        """Add the times of one round."""
        self.p95.append(1000 * quantiles(seconds, n=20)[-1])
        self.p50.append(1000 * median(seconds))

    def __str__(self) -> str:
        return f"median {min(self.p50):.2f} ms, p95 {min(self.p95):.2f} ms"


def run(lab: Lab) -> list[Figure]:
    """Measure both databases, one after the other."""
    sizes = [size for size in SIZES if size <= lab.largest]
    figures = []
    for name, engines in (("SQLite", _sqlite), ("PostgreSQL", Lab.postgresql)):
        with ExitStack() as stack:
            try:
                made = {size: stack.enter_context(engines(lab, size)) for size in sizes}
            except OperationalError:
                print(f"P8  {name} left out: no server answers at {POSTGRESQL}")
                continue
            for what in ("plain", "detailed"):
                figures += _compare(name, what, made)
    return figures


@contextmanager
def _sqlite(lab: Lab, size: int) -> Iterator[Engine]:
    path = lab.folder / f"p8-{size}.db"
    engine = filled(f"sqlite:///{path}", size)
    yield engine
    engine.dispose()
    path.unlink()


def _compare(name: str, what: str, engines: dict[int, Engine]) -> list[Figure]:
    whole = {size: Series() for size in engines}
    bare = {size: Series() for size in engines}
    for turn in range(ROUNDS + 1):  # the first round only warms up
        for size, engine in engines.items():
            asked = list(_asked(what, size, turn))
            taken = _searches(engine, asked), _statements(engine, asked)
            if turn:
                whole[size].add(taken[0])
                bare[size].add(taken[1])
    for size in engines:
        print(f"P8  {name}, {what}, {size:>10,} lines: search {whole[size]}; SQL {bare[size]}")
    smallest, largest = min(engines), max(engines)
    print(f"P8  {name}, {what}: {_plan(engines[largest], *next(_asked(what, largest, 0)))}")
    growth = min(whole[largest].p95) / min(whole[smallest].p95)
    return [
        Figure("P8", f"{name}, {what}: p95 of a search, {largest:,} / {smallest:,} lines", growth, " ×", MAX_GROWTH),
        Figure("P8", f"{name}, {what}: p95 of the SQL, {largest:,} lines", min(bare[largest].p95), " ms", MAX_SQL),
    ]


def _asked(what: str, lines: int, turn: int) -> Iterator[tuple[int, Search]]:
    """Yield members drawn at random, each with their search; the same ones at each run."""
    today = paris_day(clock.now())
    drawn = random.Random(f"{what} {lines} {turn}")  # noqa: S311 - nothing secret
    for _ in range(SEARCHES):
        member = drawn.randrange(2, lines // LINES_PER_MEMBER + 1)
        yield member, _detailed(member, today) if what == "detailed" else default(today)


def _detailed(member: int, today: date) -> Search:
    """Return a search that asks for everything but another kind of date, and finds something."""
    period = default(today)
    return Search(
        period.first, period.last, person=f"b{3 * member + member % 3:015d}", care_kind=CareKind.CONSULTATION,
        practitioner="castaing", at_least=100, at_most=100_000,
    )  # fmt: skip


def _searches(engine: Engine, asked: list[tuple[int, Search]]) -> list[float]:
    taken = []
    for member, wanted in asked:
        started = time.perf_counter()
        with transaction(engine) as session:
            payment_search.search(session, member, wanted, Recipient.MEMBER)
        taken.append(time.perf_counter() - started)
    return taken


def _statements(engine: Engine, asked: list[tuple[int, Search]]) -> list[float]:
    """Run the bare statements of the same searches through the driver."""
    sent = [_sent(engine, member, wanted) for member, wanted in asked]
    taken = []
    with engine.connect() as connection:
        driver: Any = connection.connection.cursor()
        for statement, given in sent:
            started = time.perf_counter()
            driver.execute(statement, given)
            driver.fetchall()
            taken.append(time.perf_counter() - started)
    return taken


def _sent(engine: Engine, member: int, wanted: Search) -> tuple[str, Any]:
    """Return the statement and the values that a search sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        sent.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    with transaction(engine) as session:
        payment_search.search(session, member, wanted, Recipient.MEMBER)
    event.remove(engine, "before_cursor_execute", note)
    return sent[-1]  # SQLite begins first


def _plan(engine: Engine, member: int, wanted: Search) -> str:
    """Return how the database finds the rows, one table after the other."""
    explain = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    statement, given = _sent(engine, member, wanted)
    with engine.connect() as connection:
        told = [str(row[-1]).strip(" ->") for row in connection.exec_driver_sql(f"{explain} {statement}", given)]
    kept = (
        step.partition("  (cost")[0] for step in told if re.match(r"(Seq|Index|Bitmap).* Scan|SEARCH|SCAN|USE", step)
    )
    return "; ".join(kept)
