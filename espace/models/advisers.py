"""Advisers (gestionnaires): the mutual's own people, who treat requests at `/gestion`."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from espace.models.base import instant


class Adviser(SQLModel, table=True):
    """Somebody of the mutual who treats requests; logs in with a password and a one-time code (TOTP, RFC 6238).

    `last_code_step` is the time step of the last code accepted: a code serves once.
    """

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    full_name: str = Field(max_length=100)
    password_hash: str = Field(max_length=255)
    totp_encrypted: str = Field(max_length=255)
    last_code_step: int = 0
    active: bool = True
    created_at: datetime = instant()


class AdviserSession(SQLModel, table=True):
    """An adviser's open session; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "adviser_session"

    id_hash: str = Field(primary_key=True, max_length=64)
    adviser_id: int = Field(foreign_key="adviser.id", index=True)
    created_at: datetime = instant()
    last_seen_at: datetime = instant()
    expires_at: datetime = instant()
