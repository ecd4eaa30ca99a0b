"""Accounts (comptes), their login sessions, the links sent to them, and what limits attempts."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from espace.domain.labels import AccountStatus, TokenPurpose
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
    email_changed_at: datetime | None = instant(default=None, nullable=True)
    last_login_at: datetime | None = instant(default=None, nullable=True)
    # Communication choices: what the member wants to be told, and how.
    notify_payments: bool = True
    statements_by_email: bool = True
    newsletter: bool = False
    statement_told_for: date | None = None  # first day of the latest month whose statement the member was told of


class LoginSession(SQLModel, table=True):
    """An open session; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "login_session"

    id_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = instant()
    last_seen_at: datetime = instant()
    expires_at: datetime = instant()
    device: str = Field(default="", max_length=100)


class EmailToken(SQLModel, table=True):
    """A link sent by e-mail; the mail holds the token, the table only its SHA-256.

    `email` is the address it was sent to. An activation whose address is not the one on file also needs the code
    of a letter: `code_hash` is then set once the address is confirmed, and `code_tries` counts wrong codes.
    """

    __tablename__ = "email_token"
    __table_args__ = (Index("ix_email_token_member_purpose", "member_id", "purpose"),)

    id_hash: str = Field(primary_key=True, max_length=64)
    purpose: TokenPurpose = choice(TokenPurpose)
    member_id: int = Field(foreign_key="member.id")
    email: str = Field(max_length=254)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    used_at: datetime | None = instant(default=None, nullable=True)
    code_hash: str = Field(default="", max_length=64, index=True)
    code_tries: int = 0


class Attempt(SQLModel, table=True):
    """One try that counts against a limit; `bucket` is a keyed hash of what is limited (account, address…)."""

    __table_args__ = (Index("ix_attempt_bucket_at", "bucket", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    bucket: str = Field(max_length=64)
    at: datetime = instant()


class KnownDevice(SQLModel, table=True):
    """A browser that has logged in to the account before; it still gets in while the account is attacked."""

    __tablename__ = "known_device"

    id_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    last_seen_at: datetime = instant()
