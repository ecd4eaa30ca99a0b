"""A move (déménagement) told before its day: it is applied on that day by itself, as one of today is at once.

The day is a Paris day. `apply_due` is called by the background task of each worker. A move that an adviser took in hand
stays theirs; one that cannot be applied any more goes to them, and a frozen account and a deceased member keep the
address they have.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, bindparam, select
from sqlmodel import Session

from espace.domain.errors import PortalError
from espace.domain.formats import paris_day
from espace.domain.labels import AccountStatus, RequestKind, RequestStatus
from espace.models import Account, Member
from espace.services import life_events, request_steps
from espace.services.request_views import REQUESTS, request

AT_ONCE = 20
APPLIED = "Votre nouvelle adresse est enregistrée."

_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_ACCOUNTS: Table = Account.__table__  # type: ignore[attr-defined]
_TODAY: Any = bindparam("today")
_DUE: Select[Any] = (
    select(request.id)
    .join_from(REQUESTS, _MEMBERS, _MEMBERS.c.id == request.member_id)
    .join(_ACCOUNTS, _ACCOUNTS.c.member_id == request.member_id)
    .where(request.status == RequestStatus.RECEIVED, request.kind == RequestKind.MOVE, request.effective_on <= _TODAY)
    .where(_ACCOUNTS.c.status == AccountStatus.ACTIVE, _MEMBERS.c.deceased_on.is_(None))
    .order_by(request.effective_on, request.id)
)


def is_due(session: Session, now: datetime) -> bool:
    """Tell whether the day of a move has come: one look, without a lock."""
    return session.execute(_DUE.limit(1), {"today": paris_day(now)}).first() is not None


def apply_due(session: Session, now: datetime) -> int:
    """Apply the moves whose day has come, and tell their members; return how many were taken care of.

    Two workers never apply the same one: on PostgreSQL rows taken elsewhere are skipped, on SQLite one transaction
    writes at a time.
    """
    held = _DUE.limit(AT_ONCE).with_for_update(of=REQUESTS, skip_locked=True)
    due = session.execute(held, {"today": paris_day(now)}).scalars().all()
    for request_id in due:
        try:
            life_events.apply(session, request_id, None, now, message=APPLIED)
        except PortalError:  # an employer's contract rules by now, for one: somebody has to decide
            request_steps.add_step(session, request_id, status=RequestStatus.IN_PROGRESS, message="", now=now)
    return len(due)
