"""Column types every table shares: UTC instants, labelled enumerations, public identifiers."""

import re
import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, TypeDecorator
from sqlmodel import Field, SQLModel

# Every constraint has a name, the same on both databases: a migration can then change it.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16}")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, aware and in UTC on both databases; a naive value raises `ValueError`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant(**options: Any) -> Any:
    """Declare a column holding a UTC instant."""
    return Field(sa_type=UtcDateTime, **options)


def choice(values: type[StrEnum], **options: Any) -> Any:
    """Declare a column holding a value of a closed list, stored as its English word."""
    column = Enum(values, native_enum=False, length=24, values_callable=lambda e: [m.value for m in e])
    return Field(sa_type=column, **options)


def public_id() -> Any:
    """Declare the identifier shown in addresses: 96 random bits, so that nobody can guess the next."""
    return Field(default_factory=new_public_id, max_length=16, unique=True)


def is_public_id(text: str) -> bool:
    """Tell whether a text has the shape of a public identifier; anything else is asked of no database."""
    return _PUBLIC_ID.fullmatch(text) is not None


def new_public_id() -> str:
    """Return a fresh unguessable public identifier, safe in an address."""
    return secrets.token_urlsafe(12)
