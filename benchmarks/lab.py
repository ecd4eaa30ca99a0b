"""What the rows share during one run: a temporary folder, databases of the asked sizes, the servers' commands."""

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.config import Config
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from alembic import command
from benchmarks import data, servers
from benchmarks.servers import ROOT, Server
from espace.db import make_engine, normalised_url
from espace.domain.formats import PARIS

POSTGRESQL = os.environ.get("ESPACE_BENCH_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
FRONT_END = ROOT / ".web" / "build" / "client" / "index.html"


@dataclass
class Lab:
    """One run's bench; everything it makes lies in `folder` and goes with it."""

    folder: Path
    lines: int
    largest: int = 0

    @cached_property
    def database(self) -> Path:
        """A migrated SQLite database (WAL) with the asked number of payment lines; both servers use this file."""
        path = self.folder / "espace.db"
        filled(f"sqlite:///{path}", self.lines).dispose()
        return path

    @contextmanager
    def postgresql(self, lines: int) -> Iterator[Engine]:
        """Make a database of so many lines on the PostgreSQL server, whose owner we are, and drop it at the end.

        Raises:
            OperationalError: when no server answers at `ESPACE_BENCH_POSTGRESQL`.
        """
        url = make_url(normalised_url(POSTGRESQL))
        name = f"espace_bench_{uuid.uuid4().hex[:8]}"
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        try:
            engine = filled(url.set(database=name).render_as_string(hide_password=False), lines)
            yield engine
            engine.dispose()
        finally:
            with server.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
            server.dispose()

    def portal(self, **settings: str) -> Server:
        """Return the portal, ready to be started, with some settings of its own."""
        if not FRONT_END.exists():
            raise SystemExit("The front end is not built: run `make build` first.")
        return servers.portal(self.folder, self.database, **settings)

    def rival(self, *, audit: bool = True) -> Server:
        """Return the rival, ready to be started."""
        return servers.rival(self.folder, self.database, audit=audit)


def filled(url: str, lines: int) -> Engine:
    """Migrate an empty database, fill it with so many payment lines, and return its engine."""
    engine = migrated(url)
    print(f"Making a database of {lines:,} payment lines on {engine.dialect.name} …", file=sys.stderr, flush=True)
    data.fill(engine, lines, datetime.now(PARIS).date())
    return engine


def migrated(url: str) -> Engine:
    """Migrate an empty database and return its engine."""
    engine = make_engine(url)
    config = Config(str(ROOT / "alembic.ini"))
    with engine.execution_options(writes=True).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    return engine


@contextmanager
def lab(lines: int, largest: int = 0) -> Iterator[Lab]:
    """Open a lab, and clear it away at the end."""
    with TemporaryDirectory(prefix="espace-bench-") as folder:
        yield Lab(Path(folder), lines, largest)
