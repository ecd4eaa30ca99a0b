"""Bank details (RIB) that members change: each request, from the moment it is made."""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel

from espace.models.base import instant, public_id

_PENDING = text("cancelled_at IS NULL AND applied_at IS NULL")


class BankDetailsChange(SQLModel, table=True):
    """A request to be paid on another account: pending, then cancelled or applied.

    What is cancelled keeps nothing of the account; what is applied leaves the IBAN itself to the member's row.
    `replaced_hash` is that of the account it replaced, empty when there was none, and `taken_on` the day of the import
    by which the back office showed that it knows of another one.
    """

    __tablename__ = "bank_details_change"
    __table_args__ = (
        # One pending change a member; as there are few, it also finds those that are due.
        Index(
            "uq_bank_details_change_pending",
            "member_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    member_id: int = Field(foreign_key="member.id", index=True)
    holder: str = Field(max_length=70)
    iban_encrypted: str = Field(max_length=255)
    iban_hash: str = Field(max_length=64)
    bic: str = Field(default="", max_length=11)
    asked_at: datetime = instant()
    effective_at: datetime = instant()
    cancelled_at: datetime | None = instant(default=None, nullable=True)
    applied_at: datetime | None = instant(default=None, nullable=True)
    replaced_hash: str = Field(default="", max_length=64)
    taken_on: date | None = None
