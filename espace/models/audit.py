"""The audit trail: who did what, when; appended to, never changed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from espace.models.base import instant


class AuditEntry(SQLModel, table=True):
    """One fact of the trail. `detail` never holds health data, a NIR, an IBAN or an e-mail address."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant(index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)
    action: str = Field(max_length=50)
    target: str = Field(default="", max_length=100)
    detail: str = Field(default="", max_length=500)


class AuditSeal(SQLModel, table=True):
    """A link of the chain over the trail: a keyed hash of one entry and of the link before.

    `entry_id` is no foreign key: that an entry is gone is what a seal has to tell.
    """

    __tablename__ = "audit_seal"

    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry_id: int = Field(index=True)
    mac: str = Field(max_length=64)
