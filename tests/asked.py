"""Requests for tests: `ask(session, alice, now)` sends a question of Alice's."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from espace.domain.labels import RequestKind
from espace.models import Attachment, MemberRequest, OutboxEmail
from espace.services import requests
from espace.services.requests import Created
from tests.factories import Person

TEXT = "Bonjour, que me restera-t-il à payer pour cette couronne ?"


def ask(session: Session, owner: Person, now: datetime, **wanted: Any) -> Created:
    """Send a question, or whatever else is wanted, from a form of its own."""
    values: dict[str, Any] = {
        "kind": RequestKind.QUESTION,
        "subject": "Un devis",
        "details": {"message": TEXT},
        "summary": [("Votre message", TEXT)],
        "form_key": requests.new_form_key(),
    }
    return requests.create(session, owner.id, owner.account_id, now=now, **(values | wanted))


def row(session: Session, made: Created) -> MemberRequest:
    """The request's row."""
    query = select(MemberRequest).where(col(MemberRequest.public_id) == made.public_id)
    return session.exec(query.execution_options(populate_existing=True)).one()


def request_id(session: Session, made: Created) -> int:
    """The key of the request's row."""
    return row(session, made).id or 0


def mails(session: Session) -> list[OutboxEmail]:
    """Every e-mail that was queued, oldest first."""
    return list(session.exec(select(OutboxEmail).order_by(col(OutboxEmail.id))))


def joined(session: Session, owner: Person, now: datetime) -> str:
    """A document's row of a form of its own, without its file; return its public id."""
    made = Attachment(
        member_id=owner.id,
        form_key=requests.new_form_key(),
        file_name="devis.pdf",
        media_type="application/pdf",
        size=1,
        stored_name=requests.new_form_key(),
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made.public_id
