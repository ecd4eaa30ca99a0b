"""How Alembic reaches the database and compares it with the models.

The address comes from the settings. A test may hand over its own connection instead, as
`config.attributes["connection"]`.
"""

from contextlib import closing
from typing import Any, Literal

from alembic.operations.ops import MigrationScript
from sqlalchemy import Connection, DateTime, Enum, String, event
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import espace.models  # noqa: F401 - registers every table
from alembic import context
from espace.db import make_engine
from espace.models.base import UtcDateTime
from espace.settings import settings


def render_plain_type(kind: str, item: Any, _autogen_context: Any) -> str | Literal[False]:
    """Write a column's type in plain SQLAlchemy: an old migration must still run when the models have moved on."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return repr(DateTime(timezone=True)).replace("DateTime", "sa.DateTime")
    if isinstance(item, Enum | String | AutoString):  # closed lists are text: a new value needs no migration
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def number_in_order(_context: Any, heads: Any, directives: list[MigrationScript]) -> None:
    """Number the new migration after the last one: two made side by side clash at once, not in production."""
    last = max((int(head) for head in heads if head), default=0)
    directives[0].rev_id = f"{last + 1:04d}"


def migrate(connection: Connection) -> None:
    """Run the migrations on a connection, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        compare_server_default=True,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_plain_type,
        process_revision_directives=number_in_order,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            _refuse_dangling_references(connection)


def _refuse_dangling_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration leaves rows that point nowhere: {sorted({row[0] for row in broken})}")


def _without_foreign_keys(connection: Any, _record: object) -> None:
    # SQLite changes a table by copying it and dropping the old one, which would empty the tables that refer to it.
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")


def migrate_configured_database() -> None:
    """Run the migrations on the database of the settings."""
    engine = make_engine(settings().database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _without_foreign_keys)
    try:
        with engine.execution_options(writes=True).connect() as connection:
            migrate(connection)
    finally:
        engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database: the offline mode (--sql) is not supported.")
if (given := context.config.attributes.get("connection")) is not None:
    migrate(given)
else:
    migrate_configured_database()
