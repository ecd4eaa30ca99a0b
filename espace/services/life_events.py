"""Life events (« Ma situation change »): told by a member, applied at once or by an adviser's decision.

A form asks in steps, and each step sends all of it: nothing is taken from an earlier one. `review` judges the answers
and says what the member reads before sending, with a mark of both; `submit` judges them again from scratch and sends
nothing but what that mark was given for.

A move changes what serves every contract: an employer's contract locks it. The other events are about the member's
own individual contract; who has an employer's only is told to ask the employer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from espace.adapters import crypto
from espace.domain.errors import NotFound, PortalError
from espace.domain.formats import long_day, paris_day
from espace.domain.labels import RequestKind, RequestStatus
from espace.domain.life_events import BY_KIND, Answers, Fact, LifeEvent, Situation
from espace.services import (
    life_event_situation,
    open_terminations,
    request_emails,
    request_steps,
    requests,
    termination_letters,
)
from espace.services.contact_details import LockedByEmployer, employer_of
from espace.services.life_event_effects import EFFECTS, UNDATED, Change
from espace.services.life_event_situation import Known, NoContract
from espace.services.request_steps import AlreadyEnded
from espace.services.request_views import REQUESTS, request
from espace.services.requests import Created


class NotReviewed(PortalError):
    """What is sent is not what its member last read."""

    sentence = "Relisez vos réponses avant de les envoyer : l’une d’elles a changé, ou n’a pas encore été vérifiée."


class TooEarly(PortalError):
    """A decision was to take effect before its day, on data that have none."""

    def __init__(self, day: date, *, by_itself: bool) -> None:
        what = "elle s’appliquera d’elle-même ce jour-là" if by_itself else "appliquez-la à partir de ce jour"
        super().__init__(f"Cette demande prend effet le {long_day(day)} : {what}.")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the choice of an event depends on; `employer` is empty without a name, or without an employer's contract."""

    locked: bool
    employer: str
    has_contract: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What a member reads before sending, and the mark that stands for it."""

    facts: tuple[Fact, ...]
    mark: str


def overview(session: Session, member_id: int, now: datetime) -> Overview:
    """Tell whether the member may tell of events here, and whom to ask otherwise."""
    today = paris_day(now)
    employer = employer_of(session, member_id, today)
    try:
        life_event_situation.of(session, member_id, today)
    except LockedByEmployer:
        return Overview(locked=True, employer=employer or "", has_contract=False)
    except NoContract:
        return Overview(locked=False, employer="", has_contract=False)
    return Overview(locked=False, employer=employer or "", has_contract=True)


def situation(session: Session, member_id: int, event: LifeEvent, now: datetime) -> Situation:
    """Return what an event is told from: whom it may be about, which plans may be chosen.

    Raises:
        LockedByEmployer: when the employer's contract rules.
        NoContract: when no contract runs.
    """
    return _known(session, member_id, event, now).situation


def review(session: Session, member_id: int, event: LifeEvent, typed: Mapping[str, str], now: datetime) -> Review:
    """Return what follows from the answers typed, for the member to read before sending.

    Raises:
        LockedByEmployer, NoContract: as for `situation`.
        AlreadyAsked: when the contract has an open résiliation, and another one is told.
        InvalidFields: with a sentence for each answer to correct.
    """
    known = _known(session, member_id, event, now)
    if event.kind is RequestKind.TERMINATION:
        open_terminations.refuse_another(session, member_id, known.contract_id)
    answers = event.read(typed, known.situation)
    return _review(event, answers, known.situation)


def submit(
    session: Session,
    member_id: int,
    account_id: int,
    event: LifeEvent,
    typed: Mapping[str, str],
    *,
    form_key: str,
    mark: str,
    now: datetime,
) -> Created:
    """Send an event once a form; one that needs no decision is applied in the same transaction.

    Args:
        session: of a transaction that writes.
        member_id: whose event, from the session.
        account_id: of the same member.
        event: what is told.
        typed: all the answers, by the names of their inputs.
        form_key: of the form, from `requests.new_form_key`.
        mark: of the review the member has just read.
        now: the instant it is sent.

    Raises:
        LockedByEmployer, NoContract: as for `situation`.
        AlreadyAsked: when another form has an open résiliation of the contract.
        InvalidFields: with a sentence for each answer to correct.
        NotReviewed: when the member has not read what is sent.
    """
    known = _known_when_sent(session, member_id, account_id, event, form_key, now)
    answers = event.read(typed, known.situation)
    shown = _read_over(event, answers, known.situation, mark)
    change = Change(member_id, known.contract_id, event.starts(answers, known.situation), answers)
    at_once = event.at_once and change.starts_on <= known.situation.today
    made = requests.create(
        session,
        member_id,
        account_id,
        kind=event.kind,
        subject=event.kind.label,
        details=answers,
        summary=shown.facts,
        form_key=form_key,
        now=now,
        contract_id=change.contract_id,
        effective_on=change.starts_on,
        status=RequestStatus.APPLIED if at_once else RequestStatus.RECEIVED,
    )
    if made.is_new and at_once:
        EFFECTS[event.kind](session, change, now)
    if made.is_new and event.kind is RequestKind.TERMINATION:
        termination_letters.keep(session, made, answers, known.situation, now)
    return made


def apply(session: Session, request_id: int, adviser_id: int | None, now: datetime, *, message: str = "") -> bool:
    """Do what an event asks for, once, and tell the member; tell whether it was still to be done.

    `adviser_id` is None where nobody decides: a move is applied by itself on its day.

    Raises:
        NotFound: when there is no such request, or it is no event.
        AlreadyEnded: when it was refused.
        TooEarly: when its day has not come and the data it changes have none.
        LockedByEmployer: when the member came under an employer's contract since.
    """
    asked = _held(session, request_id)
    if asked.status == RequestStatus.APPLIED:
        return False
    if asked.kind in UNDATED and asked.effective_on > paris_day(now):
        by_itself = asked.kind == RequestKind.MOVE and asked.status == RequestStatus.RECEIVED
        raise TooEarly(asked.effective_on, by_itself=by_itself)
    if asked.status in request_steps.ENDED:
        raise AlreadyEnded
    answers = Answers(requests.answers(session, request_id))
    change = Change(asked.member_id, asked.contract_id, asked.effective_on, answers)
    EFFECTS[asked.kind](session, change, now)
    said = message or f"Votre demande est acceptée. Date retenue : {long_day(asked.effective_on)}."
    request_steps.add_step(
        session, request_id, status=RequestStatus.APPLIED, message=said, now=now, adviser_id=adviser_id
    )
    return True


def refuse(session: Session, request_id: int, adviser_id: int, now: datetime, *, message: str) -> bool:
    """Refuse an event, with the reason the member reads; tell whether it was still to be decided.

    Raises:
        NotFound: when there is no such request, or it is no event.
        AlreadyEnded: when it was applied.
    """
    if _held(session, request_id).status == RequestStatus.REFUSED:
        return False
    request_steps.add_step(
        session, request_id, status=RequestStatus.REFUSED, message=message, now=now, adviser_id=adviser_id
    )
    return True


def draft_key(member_id: int, event: LifeEvent) -> str:
    """Return the name under which a browser keeps what its member types: another member's name is another one."""
    return f"brouillon-{crypto.lookup_hash(f'draft:{member_id}:{event.key}')[:20]}"


def _known(session: Session, member_id: int, event: LifeEvent, now: datetime) -> Known:
    today = paris_day(now)
    if event.kind is RequestKind.MOVE and employer_of(session, member_id, today) is not None:
        raise LockedByEmployer
    return life_event_situation.of(session, member_id, today)


def _known_when_sent(
    session: Session, member_id: int, account_id: int, event: LifeEvent, form_key: str, now: datetime
) -> Known:
    known = _known(session, member_id, event, now)
    if event.kind is RequestKind.TERMINATION:
        request_emails.held_owner(session, member_id, account_id)
        open_terminations.refuse_another(session, member_id, known.contract_id, form_key=form_key)
    return known


def _review(event: LifeEvent, answers: Answers, known: Situation) -> Review:
    facts = event.summary(answers, known)
    return Review(facts, crypto.lookup_hash(json.dumps(["life event", event.key, sorted(answers.items()), facts])))


def _read_over(event: LifeEvent, answers: Answers, known: Situation, mark: str) -> Review:
    found = _review(event, answers, known)
    if mark != found.mark:
        raise NotReviewed
    return found


def _held(session: Session, request_id: int) -> Row[Any]:
    """Return an event's request, its row held until the transaction ends."""
    columns = (request.kind, request.status, request.member_id, request.contract_id, request.effective_on)
    query = select(*columns).where(request.id == request_id, request.kind.in_(BY_KIND)).with_for_update(of=REQUESTS)
    found = session.execute(query).first()
    if found is None:
        raise NotFound
    return found
