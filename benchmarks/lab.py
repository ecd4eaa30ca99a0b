"""What the rows share during one run: a temporary folder, one database of the asked size, the servers' commands."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.config import Config

from alembic import command
from benchmarks import data, servers
from benchmarks.servers import ROOT, Server
from espace.db import make_engine
from espace.domain.formats import PARIS

FRONT_END = ROOT / ".web" / "build" / "client" / "index.html"


@dataclass
class Lab:
    """One run's bench; everything it makes lies in `folder` and goes with it."""

    folder: Path
    lines: int

    @cached_property
    def database(self) -> Path:
        """A migrated SQLite database (WAL) with the asked number of payment lines; both servers use this file."""
        path = self.folder / "espace.db"
        print(f"Making a database of {self.lines:,} payment lines …", file=sys.stderr, flush=True)
        engine = make_engine(f"sqlite:///{path}")
        config = Config(str(ROOT / "alembic.ini"))
        with engine.execution_options(writes=True).connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        data.fill(engine, self.lines, datetime.now(PARIS).date())
        engine.dispose()
        return path

    def portal(self) -> Server:
        """Return the portal, ready to be started."""
        if not FRONT_END.exists():
            raise SystemExit("The front end is not built: run `make build` first.")
        return servers.portal(self.folder, self.database)

    def rival(self, *, audit: bool = True) -> Server:
        """Return the rival, ready to be started."""
        return servers.rival(self.folder, self.database, audit=audit)


@contextmanager
def lab(lines: int) -> Iterator[Lab]:
    """Open a lab, and clear it away at the end."""
    with TemporaryDirectory(prefix="espace-bench-") as folder:
        yield Lab(Path(folder), lines)
