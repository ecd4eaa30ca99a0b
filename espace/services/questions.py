"""A question written from « Contact » (G1): what it is about, for whom, and the message; it becomes a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from espace.domain import messages
from espace.domain.errors import InvalidFields, InvalidInput
from espace.domain.labels import QuestionSubject, RequestKind
from espace.models import Account
from espace.services import payment_search, requests
from espace.services.payment_search import Covered
from espace.services.requests import Created

SUBJECTS = {subject.value: subject.label for subject in QuestionSubject}


@dataclass(frozen=True, slots=True)
class Form:
    """What the form opens with: where the answer goes, and everybody it may be about, the member first."""

    email: str
    people: tuple[Covered, ...]


def form(session: Session, member_id: int) -> Form:
    """Return what the form of a member opens with."""
    email = session.execute(select(col(Account.email)).where(col(Account.member_id) == member_id)).scalar_one()
    return Form(email, payment_search.people(session, member_id))


def ask(
    session: Session, member_id: int, account_id: int, typed: Mapping[str, str], form_key: str, now: datetime
) -> Created:
    """Send the question that the inputs `sujet`, `qui` and `message` hold; others are ignored.

    Raises:
        InvalidFields: with a sentence for each field to correct.
    """
    sentences: dict[str, str] = {}
    subject = SUBJECTS.get(typed.get("sujet", ""), "")
    if not subject:
        sentences["sujet"] = "Choisissez ce que votre demande concerne."
    person = _person(session, member_id, typed.get("qui", ""))
    if not person:
        sentences["qui"] = "Choisissez pour qui vous écrivez."
    message = ""
    try:
        message = messages.read(typed.get("message", ""))
    except InvalidInput as refusal:
        sentences["message"] = refusal.sentence
    if sentences:
        raise InvalidFields(sentences)
    return requests.create(
        session,
        member_id,
        account_id,
        kind=RequestKind.QUESTION,
        subject=subject,
        details={"subject": typed["sujet"], "person": typed["qui"], "message": message},
        summary=[("Votre demande concerne", subject), ("Pour qui", person), ("Votre message", message)],
        form_key=form_key,
        now=now,
    )


def _person(session: Session, member_id: int, public_id: str) -> str:
    """Return the first name of somebody the member may write for, empty for anybody else."""
    known = {one.public_id: one.first_name for one in payment_search.people(session, member_id)}
    return known.get(public_id, "")
