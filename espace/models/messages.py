"""What leaves the house: e-mails through the outbox, letters for the back office to post."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from espace.domain.labels import LetterKind
from espace.models.base import choice, instant, public_id


class OutboxEmail(SQLModel, table=True):
    """An e-mail to send, written in the same transaction as what it tells.

    `next_try_at` is empty once it is sent or given up. Without an SMTP server it stays here as the demonstration's
    mailbox.
    """

    __tablename__ = "outbox_email"

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    recipient: str = Field(max_length=254)
    subject: str = Field(max_length=200)
    text: str
    html: str
    created_at: datetime = instant()
    next_try_at: datetime | None = instant(default=None, nullable=True, index=True)
    tries: int = 0
    sent_at: datetime | None = instant(default=None, nullable=True)
    fault: str = Field(default="", max_length=200)  # why the last try failed, in English, without address


class Letter(SQLModel, table=True):
    """A letter whose PDF waits in the outgoing folder for the back office."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    member_id: int = Field(foreign_key="member.id", index=True)
    kind: LetterKind = choice(LetterKind)
    created_at: datetime = instant()
    file_name: str = Field(max_length=100)
    posted_at: datetime | None = instant(default=None, nullable=True)
