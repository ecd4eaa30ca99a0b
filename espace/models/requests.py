"""Requests of members (demandes): what they ask, what came of it, and the documents they joined."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from espace.domain.labels import RequestKind, RequestStatus
from espace.models.base import choice, instant, public_id


class MemberRequest(SQLModel, table=True):
    """What a member asked for, once: a question, or a change in their life.

    `number` is the one people say on the telephone, `form_key` the form it was sent from: sent again, it is found
    again. `details_encrypted` holds JSON, encrypted for it may hold a NIR: what was answered, by the names of the
    form's fields. `effective_on` is the day from which a change counts.
    """

    __tablename__ = "member_request"
    __table_args__ = (
        UniqueConstraint("member_id", "form_key"),
        Index("ix_member_request_member", "member_id", "created_at"),
        Index("ix_member_request_queue", "status", "created_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    number: str = Field(max_length=20, unique=True)
    form_key: str = Field(max_length=64)
    member_id: int = Field(foreign_key="member.id")
    contract_id: int | None = Field(default=None, foreign_key="contract.id")
    kind: RequestKind = choice(RequestKind)
    subject: str = Field(max_length=150)
    details_encrypted: str
    status: RequestStatus = choice(RequestStatus)
    effective_on: date | None = None
    created_at: datetime = instant()
    updated_at: datetime = instant()


class RequestStep(SQLModel, table=True):
    """One step of a request's life, never changed: its status from then on, and what was written, if anything.

    What is written may speak of health: it is encrypted, and empty when there is none. `form_key` tells the form that
    the member answered with; a step of the mutual's has none.
    """

    __tablename__ = "request_step"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="member_request.id", index=True)
    at: datetime = instant()
    status: RequestStatus = choice(RequestStatus)
    message_encrypted: str = ""
    form_key: str = Field(default="", max_length=64)
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")


class Attachment(SQLModel, table=True):
    """A document joined to a request (justificatif); the file lies outside the web root under `stored_name`.

    Until the request is sent it belongs to a form of its member, told by `form_key`.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    member_id: int = Field(foreign_key="member.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="member_request.id", index=True)
    form_key: str = Field(max_length=64, index=True)
    file_name: str = Field(max_length=150)
    media_type: str = Field(max_length=50)
    size: int  # bytes, as stored
    stored_name: str = Field(max_length=64, unique=True)
    created_at: datetime = instant()
