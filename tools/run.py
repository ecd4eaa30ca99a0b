"""What `make run` does once the front end is built: `python -m tools.run`.

Migrates the database, loads the demonstration if there is nobody in it, says where to go, and serves. One process
does it all: starting Python three times over would cost more than the work.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.config import Config

from alembic import command
from espace import cli, db
from espace.adapters import clock
from espace.demo import load
from espace.demo.commands import logins_command
from espace.domain.formats import paris_day
from espace.settings import ROOT, settings


def prepare() -> None:
    """Bring the configured database to the newest tables; a demonstration gets its people and prints their logins."""
    command.upgrade(Config(ROOT / "alembic.ini"), "head")
    if settings().environment == "demo":
        with TemporaryDirectory() as folder:
            load.load(Path(folder), now=clock.now())
            if load.is_loaded(paris_day(clock.now())):
                load.add_adviser(now=clock.now())
                load.add_directory(Path(folder), now=clock.now())
                logins_command()
    print(f"Open {settings().public_url} (Ctrl-C stops it)")  # noqa: T201 - a command
    db.close()


if __name__ == "__main__":
    prepare()
    cli.serve()
