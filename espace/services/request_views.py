"""A member's requests as they are read: their steps in the order they were taken, their documents, what was answered.

What somebody wrote is decrypted here, and nowhere else.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, select
from sqlmodel import Session

from espace.adapters import crypto
from espace.domain.labels import RequestKind, RequestStatus
from espace.models import Attachment, MemberRequest, RequestStep


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a request; `message` is what the mutual wrote, or the member when `by_member`."""

    at: datetime
    status: RequestStatus
    message: str
    by_member: bool


@dataclass(frozen=True, slots=True)
class RequestSummary:
    """One request as a list shows it; `steps` from the oldest to the newest, at least one."""

    public_id: str
    number: str
    kind: RequestKind
    subject: str
    status: RequestStatus
    effective_on: date | None
    sent_at: datetime
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of what was sent, in the words the member read when they sent it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document joined to a request or to a form; `size` in bytes."""

    public_id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request with all its member may read of it."""

    summary: RequestSummary
    details: tuple[Detail, ...]
    documents: tuple[Document, ...]


# Core columns: what is read here makes no object of the ORM's.
REQUESTS: Table = MemberRequest.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_STEPS: Table = RequestStep.__table__  # type: ignore[attr-defined]
DOCUMENTS: Table = Attachment.__table__  # type: ignore[attr-defined]
request, step, document = REQUESTS.c, _STEPS.c, DOCUMENTS.c

COLUMNS: tuple[Any, ...] = (
    request.id,
    request.public_id,
    request.number,
    request.kind,
    request.subject,
    request.status,
    request.effective_on,
    request.created_at,
)
DOCUMENT_COLUMNS: tuple[Any, ...] = (document.public_id, document.file_name, document.media_type, document.size)
_DOCUMENTS_OF = select(*DOCUMENT_COLUMNS).where(document.request_id == bindparam("request_id")).order_by(document.id)


def with_steps(chosen: Select[Any]) -> Select[Any]:
    """Return the one query for some chosen requests, newest first, and their steps in the order they were taken.

    `chosen` selects `COLUMNS`, and whatever else its reader wants of each row.
    """
    requests = chosen.subquery("chosen")
    return (
        select(requests, step.at, step.status.label("step_status"), step.message_encrypted, step.form_key)
        .join(_STEPS, step.request_id == requests.c.id)
        .order_by(requests.c.created_at.desc(), requests.c.id.desc(), step.id)
    )


def summaries(rows: Iterable[Row[Any]]) -> tuple[RequestSummary, ...]:
    """Return the requests of the rows that `with_steps` gave, in their order."""
    steps: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        steps[row.id].append(row)
    return tuple(map(_summary, steps.values()))


def view(session: Session, rows: list[Row[Any]]) -> RequestView:
    """Return one request, from the rows that `with_steps` gave for it with `details_encrypted`."""
    documents = session.execute(_DOCUMENTS_OF, {"request_id": rows[0].id})
    return RequestView(
        summary=_summary(rows),
        details=tuple(Detail(*line) for line in opened(rows[0].details_encrypted)["summary"]),
        documents=tuple(Document(*row) for row in documents),
    )


def sealed(details: Any, summary: Iterable[tuple[str, str]]) -> str:
    """Return what a form held and what its member read of it, encrypted; a date is written as in `2026-11-23`."""
    kept = {"details": dict(details), "summary": list(summary)}
    return crypto.encrypt(json.dumps(kept, ensure_ascii=False, default=date.isoformat), "request")


def opened(details_encrypted: str) -> dict[str, Any]:
    """Return what `sealed` kept, by the names `details` and `summary`."""
    kept: dict[str, Any] = json.loads(crypto.decrypt(details_encrypted, "request"))
    return kept


def _summary(rows: list[Row[Any]]) -> RequestSummary:
    head = rows[0]
    return RequestSummary(
        public_id=head.public_id,
        number=head.number,
        kind=head.kind,
        subject=head.subject,
        status=head.status,
        effective_on=head.effective_on,
        sent_at=head.created_at,
        steps=tuple(_step(row) for row in rows),
    )


def _step(row: Row[Any]) -> Step:
    message = crypto.decrypt(row.message_encrypted, "request") if row.message_encrypted else ""
    return Step(row.at, row.step_status, message, by_member=row.form_key != "")
