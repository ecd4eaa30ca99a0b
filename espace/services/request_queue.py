"""The queue of requests that advisers treat: the one that has waited longest first, twenty a page.

The list holds what is needed to choose one, and nothing of what was written: opening one is written down
(`espace.services.cases`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, select
from sqlmodel import Session

from espace.domain.labels import RequestKind, RequestStatus
from espace.domain.paging import pages
from espace.domain.request_queue import Wanted
from espace.models import Member
from espace.services.request_views import REQUESTS, request

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request of the queue."""

    public_id: str
    number: str
    kind: RequestKind
    subject: str
    status: RequestStatus
    sent_at: datetime
    who: str
    member_number: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found: `number` is the page it is, from 1, `count` how many there are in all."""

    rows: tuple[Waiting, ...]
    number: int
    count: int


_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_FITS = (
    request.status.in_(bindparam("statuses", expanding=True)),
    request.kind.in_(bindparam("kinds", expanding=True)),
    request.created_at <= bindparam("sent_before"),
)
_COUNT = select(func.count()).select_from(REQUESTS).where(*_FITS)
_ROWS = (
    select(request.public_id, request.number, request.kind, request.subject, request.status, request.created_at)
    .add_columns(_MEMBERS.c.first_name, _MEMBERS.c.last_name, _MEMBERS.c.member_number)
    .join_from(REQUESTS, _MEMBERS, _MEMBERS.c.id == request.member_id)
    .where(*_FITS)
    .order_by(request.created_at, request.id)
    .limit(PAGE_SIZE)
    .offset(bindparam("skipped"))
)


def page(session: Session, wanted: Wanted, now: datetime, *, number: int = 1) -> Page:
    """Return one page of the queue, oldest first; a page beyond the last is the last."""
    asked = {
        "statuses": sorted(wanted.statuses),
        "kinds": sorted(wanted.kinds),
        "sent_before": now - timedelta(days=wanted.days),
    }
    count = session.execute(_COUNT, asked).scalar_one()
    number = max(1, min(number, pages(count, PAGE_SIZE)))
    rows = session.execute(_ROWS, asked | {"skipped": (number - 1) * PAGE_SIZE})
    return Page(tuple(map(_waiting, rows)), number, count)


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        public_id=row.public_id,
        number=row.number,
        kind=row.kind,
        subject=row.subject,
        status=row.status,
        sent_at=row.created_at,
        who=f"{row.first_name} {row.last_name}",
        member_number=row.member_number,
    )
