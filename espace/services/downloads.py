"""What a member takes away as a file, each time written down in the audit trail."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from espace.documents.statement import Statement
from espace.domain.formats import paris_day
from espace.models import Payment
from espace.services import audit, statements
from espace.services.audit import Action
from espace.services.sessions import Who


def statement(session: Session, who: Who, public_id: str, now: datetime) -> Statement:
    """Return the statement of one payment of the member, as of the Paris day of `now`.

    Raises:
        NotFound: when the payment does not exist or is somebody else's.
    """
    found = statements.build(session, who.member_id, public_id, paris_day(now))
    audit.record(session, Action.DOWNLOAD, account_id=who.account_id, target=f"payment:{public_id}", now=now)
    return found


def refuse_payment(session: Session, who: Who, public_id: str, now: datetime) -> None:
    """Write down that somebody asked for a payment that exists and is not theirs."""
    owner = session.execute(
        select(col(Payment.member_id)).where(col(Payment.public_id) == public_id)
    ).scalar_one_or_none()
    if owner is not None and owner != who.member_id:
        audit.record(session, Action.ACCESS_REFUSED, account_id=who.account_id, target=f"payment:{public_id}", now=now)
