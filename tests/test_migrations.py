import ast
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

import espace.models  # noqa: F401 - registers every table
from alembic import command
from espace.db import make_engine, normalised_url
from espace.settings import ROOT
from tests.conftest import BACKENDS, POSTGRESQL

MIGRATIONS = sorted((ROOT / "alembic" / "versions").glob("*.py"))


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of our own; on PostgreSQL, a schema of its own in the test database."""
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        yield made
        made.dispose()
        return
    schema = f"migrations_{uuid.uuid4().hex}"
    server = create_engine(normalised_url(POSTGRESQL))
    made = create_engine(normalised_url(POSTGRESQL), connect_args={"options": f"-csearch_path={schema}"})
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        yield made
    finally:
        made.dispose()
        with server.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        server.dispose()


def _alembic(connection: Connection | None = None) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, SQLModel.metadata))


def _constraint_names(connection: Connection) -> set[str | None]:
    inspector = inspect(connection)
    found: set[str | None] = set()
    for table in _tables(connection):
        found |= {key["name"] for key in inspector.get_foreign_keys(table)}
        found |= {key["name"] for key in inspector.get_unique_constraints(table)}
        found |= {key["name"] for key in inspector.get_indexes(table) if not key.get("duplicates_constraint")}
    return found


def test_history_has_a_single_head() -> None:
    heads = ScriptDirectory.from_config(_alembic()).get_heads()
    assert len(heads) == 1, (
        f"two migrations follow the same one: {heads}. Make the later one again on top of the other."
    )


def test_upgrade_from_empty_gives_what_the_models_say(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(_alembic(connection), "head")
        assert _tables(connection) == set(SQLModel.metadata.tables)
        assert _differences(connection) == [], 'the models have moved on: make migration m="say what changed"'


def test_constraints_carry_the_names_of_the_models(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(_alembic(connection), "head")
        migrated = _constraint_names(connection)
        command.downgrade(_alembic(connection), "base")
        SQLModel.metadata.create_all(connection)
        assert migrated == _constraint_names(connection)


def test_downgrade_takes_everything_back_and_upgrade_works_again(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(_alembic(connection), "head")
        command.downgrade(_alembic(connection), "base")
        assert _tables(connection) == set()
        command.upgrade(_alembic(connection), "head")
        assert _differences(connection) == []


def test_upgrading_twice_changes_nothing(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(_alembic(connection), "head")
        command.upgrade(_alembic(connection), "head")
        assert _differences(connection) == []


def test_a_missing_column_is_noticed(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(_alembic(connection), "head")
        connection.execute(text("ALTER TABLE member DROP COLUMN bic"))
        assert len(_differences(connection)) == 1


def test_migrations_run_on_the_configured_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from espace.settings import settings

    database = tmp_path / "new" / "espace.db"
    monkeypatch.setenv("ESPACE_DATABASE_URL", f"sqlite:///{database}")
    settings.cache_clear()
    try:
        command.upgrade(_alembic(), "head")
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    check = make_engine(f"sqlite:///{database}")
    with check.connect() as connection:
        assert _tables(connection) == set(SQLModel.metadata.tables)
    check.dispose()


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE audit_entry SET action = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_seal SET mac = 'x'",
        "DELETE FROM audit_seal",
    ],
)
def test_the_audit_trail_takes_new_facts_and_no_change(empty: Engine, act: str) -> None:
    with empty.begin() as connection:
        command.upgrade(_alembic(connection), "head")
        fact = "INSERT INTO audit_entry (id, at, action, target, detail) VALUES (1, '2026-11-23', 'login', '', '')"
        connection.execute(text(fact))
        connection.execute(text("INSERT INTO audit_seal (position, entry_id, mac) VALUES (1, 1, 'x')"))
    with pytest.raises(DatabaseError, match="append-only"), empty.begin() as connection:
        connection.execute(text(act))


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.stem)
def test_migration_stands_alone(migration: Path) -> None:
    tree = ast.parse(migration.read_text())
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in modules if name.split(".")[0] in {"espace", "sqlmodel"}}
    assert not ours, f"{migration.name} imports {ours}: the models move on, an old migration must still run as it was"


def test_first_migration_carries_no_data() -> None:
    calls = {node.attr for node in ast.walk(ast.parse(MIGRATIONS[0].read_text())) if isinstance(node, ast.Attribute)}
    assert calls.isdisjoint({"bulk_insert", "execute"}), "data come in through `espace import`, not through a migration"
