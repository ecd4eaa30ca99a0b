"""The steps of a request after the first: an adviser's answer or decision, a member's reply to a question back.

Steps are appended, never changed. The request's row is held while one is taken, so that two people at once cannot end
it in two ways. Each step of the mutual's tells the member by e-mail.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlmodel import Session

from espace.adapters import crypto
from espace.domain.errors import NotFound, PortalError
from espace.domain.labels import RequestStatus
from espace.models import RequestStep
from espace.models.base import is_public_id
from espace.services import attachments, audit, request_emails
from espace.services.audit import Action
from espace.services.request_views import COLUMNS, REQUESTS, request, step

ENDED = frozenset({RequestStatus.ANSWERED, RequestStatus.APPLIED, RequestStatus.REFUSED})


class AlreadyEnded(PortalError):
    """A step was to follow the last one."""

    sentence = "Cette demande est déjà terminée. Rechargez la page pour voir la réponse donnée."


class NothingAsked(PortalError):
    """A member replied to a request that waits for nothing of theirs."""

    sentence = "Cette demande n’attend plus rien de vous. Pour ajouter quelque chose, écrivez-nous depuis « Contact »."


def write(session: Session, request_id: int, status: RequestStatus, message: str, now: datetime, **by: Any) -> None:
    """Append a step to a request, which stands where the step says from then on; nobody is told.

    `by` is `adviser_id` or `form_key`, whoever took it; nothing when the portal did.
    """
    kept = crypto.encrypt(message, "request") if message else ""
    session.add(RequestStep(request_id=request_id, at=now, status=status, message_encrypted=kept, **by))
    session.execute(update(REQUESTS).where(request.id == request_id).values(status=status, updated_at=now))


def reply(
    session: Session, member_id: int, account_id: int, public_id: str, *, message: str, form_key: str, now: datetime
) -> bool:
    """Add what the member answers, and its documents, to a request that waits for it; tell whether it was news.

    Sent again by a second click, the same answer changes nothing.

    Raises:
        NotFound: when it does not exist or is somebody else's.
        NothingAsked: when the request does not wait for the member.
    """
    if not is_public_id(public_id) or not attachments.is_form_key(form_key):
        raise NotFound
    found = _held(session, request.member_id == member_id, request.public_id == public_id)
    if _is_answered_by(session, found.id, form_key):
        return False
    if found.status != RequestStatus.WAITING:
        raise NothingAsked
    write(session, found.id, RequestStatus.IN_PROGRESS, message, now, form_key=form_key)
    attachments.adopt(session, member_id, form_key, found.id)
    audit.record(session, Action.REQUEST_REPLIED, account_id=account_id, target=f"request:{public_id}", now=now)
    return True


def add_step(
    session: Session,
    request_id: int,
    *,
    status: RequestStatus,
    message: str,
    now: datetime,
    adviser_id: int | None = None,
    travels: bool = False,
) -> None:
    """Let a request take a step, and tell its member by e-mail.

    The e-mail holds the answer to a question when `travels` says that nothing in it is about health; otherwise it
    leads to what is written.

    The row is held until the transaction ends: of two advisers who end it at once, the second is refused.

    Raises:
        NotFound: when there is no such request.
        AlreadyEnded: when it has taken its last step.
    """
    found = _held(session, request.id == request_id)
    if found.status in ENDED:
        raise AlreadyEnded
    write(session, request_id, status, message, now, adviser_id=adviser_id)
    target = f"request:{found.public_id}"
    audit.record(session, Action.REQUEST_MOVED, adviser_id=adviser_id, target=target, detail=status.value, now=now)
    request_emails.tell(session, found, status, message, now, travels=travels)


def _held(session: Session, *which: Any) -> Row[Any]:
    """Return the request, its row held until the transaction ends."""
    found = session.execute(select(*COLUMNS, request.member_id).where(*which).with_for_update()).first()
    if found is None:
        raise NotFound
    return found


def _is_answered_by(session: Session, request_id: int, form_key: str) -> bool:
    query = select(step.id).where(step.request_id == request_id, step.form_key == form_key)
    return session.execute(query).first() is not None
