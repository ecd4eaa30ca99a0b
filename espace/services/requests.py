"""Requests of members (demandes): sent once, answered step by step, read by their member alone.

The one core of questions and life events. A form gets a key when it opens (`new_form_key`) and hands it back with what
was typed: sent twice, or twenty times at once, it makes one request and sends one e-mail. What follows, an answer or a
decision, is a step: `espace.services.request_steps`.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session, col

from espace.domain.errors import NotFound, PortalError
from espace.domain.formats import paris_day
from espace.domain.labels import RequestKind, RequestStatus
from espace.models import Contract, MemberRequest
from espace.models.base import is_public_id
from espace.services import attachments, audit, request_emails, request_steps, request_views, throttles
from espace.services.audit import Action
from espace.services.letters import ALPHABET
from espace.services.request_views import RequestSummary, RequestView, request
from espace.services.throttles import REQUESTS

MAX_SUBJECT = 150
SHOWN = 100  # requests of one member on a screen: the longest history seen by a factor of ten
_NUMBER_LENGTH = 6


class FormClosed(PortalError):
    """What was sent belongs to no open form: it was sent already, or never opened."""

    sentence = "Ce formulaire n’est plus ouvert. Regardez dans « Suivi » si votre demande y est, ou rechargez la page."


class TooManyRequests(PortalError):
    """The member sent more requests in a day than anybody needs."""

    sentence = "Vous avez envoyé beaucoup de demandes aujourd’hui. Réessayez demain, ou appelez-nous."


@dataclass(frozen=True, slots=True)
class Created:
    """The request that a form made, or made before: `is_new` tells."""

    number: str
    public_id: str
    is_new: bool


_BY_FORM = select(request.number, request.public_id).where(
    request.member_id == bindparam("member_id"), request.form_key == bindparam("form_key")
)
_MINE = select(*request_views.COLUMNS).where(request.member_id == bindparam("member_id"))
_HISTORY = request_views.with_steps(_MINE.order_by(request.created_at.desc(), request.id.desc()).limit(SHOWN))
_ONE = request_views.with_steps(
    _MINE.add_columns(request.details_encrypted).where(request.public_id == bindparam("public_id"))
)


def new_form_key() -> str:
    """Return a fresh key for a form that opens: 128 random bits, never shown in an address."""
    return secrets.token_urlsafe(16)


def create(
    session: Session,
    member_id: int,
    account_id: int,
    *,
    kind: RequestKind,
    subject: str,
    details: Mapping[str, Any],
    form_key: str,
    now: datetime,
    summary: Sequence[tuple[str, str]] = (),
    contract_id: int | None = None,
    effective_on: date | None = None,
    status: RequestStatus = RequestStatus.RECEIVED,
    message: str = "",
) -> Created:
    """Take down a request with the documents of its form, and acknowledge it by e-mail: once a form.

    Args:
        session: of a transaction that writes.
        member_id: whose request, from the session.
        account_id: of the same member.
        kind: what is asked.
        subject: one line that names it in lists, `MAX_SUBJECT` characters at most.
        details: what was answered, by the names of the form's fields; JSON values and dates.
        form_key: of the form, from `new_form_key`.
        now: the instant it is sent.
        summary: what was answered, as pairs of a French label and a value: what the member reads of it afterwards.
        contract_id: the contract it is about; the member's.
        effective_on: the day from which the change counts.
        status: where it stands at once: a change that needs no decision is applied already.
        message: what the mutual says about it at once.

    Raises:
        FormClosed: when no form is open under that key.
        TooManyRequests: beyond what `REQUESTS` lets through.
        NotFound: when the contract is not the member's.
    """
    if not attachments.is_form_key(form_key):
        raise FormClosed
    owner = request_emails.held_owner(session, member_id, account_id)
    if known := session.execute(_BY_FORM, {"member_id": member_id, "form_key": form_key}).first():
        return Created(known.number, known.public_id, is_new=False)
    if not throttles.allow(session, REQUESTS, str(member_id), now):
        raise TooManyRequests
    if contract_id is not None:
        _check_contract(session, member_id, contract_id)
    made = MemberRequest(
        number=_free_number(session, now),
        form_key=form_key,
        member_id=member_id,
        contract_id=contract_id,
        kind=kind,
        subject=subject[:MAX_SUBJECT],
        details_encrypted=request_views.sealed(details, summary),
        status=status,
        effective_on=effective_on,
        created_at=now,
        updated_at=now,
    )
    _take_down(session, owner, made, message)
    return Created(made.number, made.public_id, is_new=True)


def history(session: Session, member_id: int) -> tuple[RequestSummary, ...]:
    """Return the member's requests, newest first, `SHOWN` at most."""
    return request_views.summaries(session.execute(_HISTORY, {"member_id": member_id}))


def one(session: Session, member_id: int, public_id: str) -> RequestView:
    """Return one request of the member, with its steps, its documents and what was sent.

    Raises:
        NotFound: when it does not exist or is somebody else's.
    """
    if not is_public_id(public_id):
        raise NotFound
    found = session.execute(_ONE, {"member_id": member_id, "public_id": public_id}).all()
    if not found:
        raise NotFound
    return request_views.view(session, list(found))


def answers(session: Session, request_id: int) -> dict[str, Any]:
    """Return what a request's form held, by the names of its fields, as `create` took it down; dates as text."""
    kept = session.execute(select(request.details_encrypted).where(request.id == request_id)).scalar_one()
    details: dict[str, Any] = request_views.opened(kept)["details"]
    return details


def _check_contract(session: Session, member_id: int, contract_id: int) -> None:
    mine = select(col(Contract.id)).where(col(Contract.id) == contract_id, col(Contract.member_id) == member_id)
    if session.execute(mine).first() is None:
        raise NotFound


def _free_number(session: Session, now: datetime) -> str:
    """Return a number nobody has yet, in letters and digits that are not misheard on the telephone: `D-26-K7F4Q2`."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(_NUMBER_LENGTH))
        number = f"D-{paris_day(now):%y}-{letters}"
        if session.execute(select(request.id).where(request.number == number)).first() is None:
            return number


def _take_down(session: Session, owner: Row[Any], made: MemberRequest, message: str) -> None:
    session.add(made)
    session.flush()
    request_id = int(made.id or 0)
    request_steps.write(session, request_id, made.status, message, made.created_at)
    attachments.adopt(session, owner.id, made.form_key, request_id)
    who, target = owner.account_id, f"request:{made.public_id}"
    audit.record(session, Action.REQUEST_SENT, account_id=who, target=target, now=made.created_at)
    request_emails.acknowledge(session, owner, made)
