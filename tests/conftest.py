"""Fixtures every test may ask for. No test reads the machine's settings: they are set here, once."""

import os
import shutil
import socket
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlmodel import Session, SQLModel

for name in [name for name in os.environ if name.startswith("ESPACE_")]:
    del os.environ[name]
# A directory nobody creates: a test that reaches for the configured database without asking for one fails.
os.environ["ESPACE_DATABASE_URL"] = f"sqlite:///{tempfile.gettempdir()}/no-database/ask-for-the-database-fixture.db"

import espace.models  # noqa: E402, F401 - registers every table
from espace import db  # noqa: E402
from espace.adapters import geocoder, passwords  # noqa: E402
from espace.settings import Settings, settings  # noqa: E402
from tests.ban import BanStub  # noqa: E402

Settings.model_config["env_file"] = None
settings.cache_clear()

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/test"


def postgresql_expected() -> bool:
    """A machine without PostgreSQL tests SQLite alone; the CI always tests both, and fails without it."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return bool(os.environ.get("CI")) or probe.connect_ex(("127.0.0.1", 5432)) == 0


BACKENDS = ["sqlite", *(["postgresql"] if postgresql_expected() else [])]


@pytest.fixture
def now() -> datetime:
    """The tests' present: Monday 23 November 2026, noon UTC."""
    return datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="session", params=BACKENDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with every table, on SQLite and on PostgreSQL, shared by all tests: leave nothing in it."""
    if request.param == "sqlite":
        with _with_tables(f"sqlite:///{tmp_path_factory.mktemp('db') / 'shared.db'}") as made:
            yield made
        return
    schema = f"tests_{uuid.uuid4().hex}"
    server = create_engine(db.normalised_url(POSTGRESQL))
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        with _with_tables(f"{POSTGRESQL}?options=-csearch_path%3D{schema}") as made:
            yield made
    finally:
        with server.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        server.dispose()


@contextmanager
def _with_tables(url: str) -> Iterator[Engine]:
    made = db.make_engine(url)
    SQLModel.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose every trace is rolled back after the test, committed or not."""
    with engine.execution_options(writes=True).connect() as connection, connection.begin() as outer:
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as made:
            yield made
        outer.rollback()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and nothing in them, to copy: making the tables takes ten times as long."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    with _with_tables(f"sqlite:///{path}"):
        return path


@pytest.fixture
def database(tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An empty SQLite database of the test's own, which `db.read` and `db.write` reach: for the web and the states.

    Fill it with `with db.transaction(writes=True) as session: …`.
    """
    monkeypatch.setenv("ESPACE_DATABASE_URL", f"sqlite:///{tmp_path / 'espace.db'}")
    settings.cache_clear()
    shutil.copyfile(empty_database, tmp_path / "espace.db")
    yield db.engine()
    db.close()
    passwords.close()
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def attachments_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own, not made yet, for members' documents."""
    yield from _own_folder(monkeypatch, "ESPACE_ATTACHMENTS_FOLDER", tmp_path / "pieces")


@pytest.fixture
def outgoing_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own, not made yet, for letters to post."""
    yield from _own_folder(monkeypatch, "ESPACE_OUTGOING_FOLDER", tmp_path / "courrier")


def _own_folder(monkeypatch: pytest.MonkeyPatch, name: str, folder: Path) -> Iterator[Path]:
    monkeypatch.setenv(name, str(folder))
    settings.cache_clear()
    yield folder
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def ban(monkeypatch: pytest.MonkeyPatch) -> Iterator[BanStub]:
    """A geocoder of the test's own, which the settings name."""
    stub = BanStub().start()
    monkeypatch.setenv("ESPACE_GEOCODER_DOMAIN", stub.domain)
    settings.cache_clear()
    yield stub
    stub.stop()
    geocoder.close()
    monkeypatch.undo()
    settings.cache_clear()
