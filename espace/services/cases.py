"""One request as an adviser treats it: read with its member's facts, then answered, applied or refused.

Every look is written down. Whoever decides says which state of the request they had read (`seen`): when a colleague,
or the member, did something meanwhile, nothing is saved and they are told who.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, bindparam, select
from sqlmodel import Session

from espace.adapters import crypto
from espace.domain.decisions import LEADS_TO, Decided, Decision, offered
from espace.domain.errors import InvalidInput, NotFound, PortalError
from espace.domain.formats import clock_time, day_and_month, paris_day
from espace.models import Adviser, RequestStep
from espace.models.base import is_public_id
from espace.services import askers, audit, life_events, request_steps, request_views
from espace.services.askers import Asker
from espace.services.attachments import Stored
from espace.services.audit import Action
from espace.services.request_views import REQUESTS, RequestView, document, request


class Overtaken(PortalError):
    """Somebody did something to the request since it was read."""

    def __init__(self, who: str, when: datetime) -> None:
        moment = f"le {day_and_month(paris_day(when))} à {clock_time(when)}"
        super().__init__(
            f"Rien n’a été enregistré : {who} a fait avancer cette demande, {moment}. Lisez ci-dessous ce qui a "
            "changé ; votre texte est gardé."
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A request with its member; `seen` names the state it was read in."""

    view: RequestView
    asker: Asker
    seen: str


_ADVISERS: Table = Adviser.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_STEPS: Table = RequestStep.__table__  # type: ignore[attr-defined]
_step = _STEPS.c
_ONE = request_views.with_steps(
    select(*request_views.COLUMNS)
    .add_columns(request.details_encrypted, request.member_id, request.contract_id, request.updated_at)
    .where(request.public_id == bindparam("public_id"))
)
_HELD = (
    select(request.id, request.kind, request.updated_at)
    .where(request.public_id == bindparam("public_id"))
    .with_for_update(of=REQUESTS)
)
_LAST_STEP = (
    select(_step.at, _step.status, _step.message_encrypted, _step.adviser_id, _ADVISERS.c.full_name)
    .outerjoin_from(_STEPS, _ADVISERS, _ADVISERS.c.id == _step.adviser_id)
    .where(_step.request_id == bindparam("request_id"))
    .order_by(_step.id.desc())
    .limit(1)
)


def read(session: Session, adviser_id: int, public_id: str, now: datetime) -> Case:
    """Return a request with all that is needed to treat it, and write down who looked.

    Raises:
        NotFound: when there is no such request.
    """
    rows = session.execute(_ONE, {"public_id": public_id}).all() if is_public_id(public_id) else []
    if not rows:
        raise NotFound
    audit.record(session, Action.REQUEST_READ, adviser_id=adviser_id, target=f"request:{public_id}", now=now)
    head = rows[0]
    asker = askers.of(session, head.member_id, head.contract_id, paris_day(now))
    return Case(request_views.view(session, list(rows)), asker, _seen(head.updated_at))


def treat(session: Session, adviser_id: int, public_id: str, decided: Decided, *, seen: str, now: datetime) -> None:
    """Let a request take the step decided, and tell its member; sent twice, the same decision is taken once.

    Args:
        session: of a transaction that writes.
        adviser_id: who decides, from their session.
        public_id: of the request.
        decided: what, and what is written to the member.
        seen: the state the adviser had read, from `read`.
        now: the instant it is decided.

    Raises:
        NotFound: when there is no such request.
        InvalidInput: when that is not decided on such a request.
        Overtaken: when somebody did something to it meanwhile.
        AlreadyEnded, TooEarly, LockedByEmployer: as `life_events.apply` and `request_steps.add_step`.
    """
    held = session.execute(_HELD, {"public_id": public_id}).first() if is_public_id(public_id) else None
    if held is None:
        raise NotFound
    if decided.what not in offered(held.kind):
        raise InvalidInput
    if _seen(held.updated_at) != seen:
        _refuse_unless_done(session, held.id, adviser_id, decided)
    elif decided.what is Decision.APPLY:
        life_events.apply(session, held.id, adviser_id, now, message=decided.message)
    elif decided.what is Decision.REFUSE:
        life_events.refuse(session, held.id, adviser_id, now, message=decided.message)
    else:
        request_steps.add_step(
            session,
            held.id,
            status=LEADS_TO[decided.what],
            message=decided.message,
            now=now,
            adviser_id=adviser_id,
            travels=decided.what is Decision.ANSWER,
        )


def open_document(session: Session, adviser_id: int, public_id: str, now: datetime) -> Stored:
    """Return where a document joined to a request lies, and write down who took it.

    Raises:
        NotFound: when there is none such, or its form was never sent.
    """
    query = select(document.file_name, document.media_type, document.stored_name)
    sent = query.where(document.public_id == public_id, document.request_id.is_not(None))
    found = session.execute(sent).first() if is_public_id(public_id) else None
    if found is None:
        raise NotFound
    audit.record(session, Action.DOWNLOAD, adviser_id=adviser_id, target=f"attachment:{public_id}", now=now)
    return Stored(*found)


def _refuse_unless_done(session: Session, request_id: int, adviser_id: int, decided: Decided) -> None:
    """Accept a second click, whose first one is the step that came between; refuse anything else."""
    last = session.execute(_LAST_STEP, {"request_id": request_id}).one()
    said = crypto.decrypt(last.message_encrypted, "request") if last.message_encrypted else ""
    is_mine = last.adviser_id == adviser_id and last.status == LEADS_TO[decided.what]
    if not (is_mine and decided.message in (said, "")):
        raise Overtaken(last.full_name or "l’adhérent", last.at)


def _seen(updated_at: datetime) -> str:
    return updated_at.isoformat()
