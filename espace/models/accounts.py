"""Accounts (comptes) and their login sessions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from espace.domain.labels import AccountStatus
from espace.models.base import choice, instant


class Account(SQLModel, table=True):
    """A member's access to the portal; `email` is the login e-mail, lower-cased."""

    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", unique=True)
    email: str = Field(max_length=254, unique=True)
    password_hash: str = Field(max_length=255)
    status: AccountStatus = choice(AccountStatus)
    created_at: datetime = instant()
    password_changed_at: datetime = instant()


class LoginSession(SQLModel, table=True):
    """An open session; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "login_session"

    id_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = instant()
    last_seen_at: datetime = instant()
    expires_at: datetime = instant()
    device: str = Field(default="", max_length=100)
