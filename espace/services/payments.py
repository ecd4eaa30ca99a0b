"""A member's payments: the latest, one in detail.

Every query filters on the member. Hot paths are Core selects of just the columns shown, one a view.
"""

from sqlalchemy import bindparam, select
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import Recipient
from espace.models.base import is_public_id
from espace.services.payment_views import PAYMENT_COLUMNS, PaymentView, payment, views, with_lines

# Built once: putting one of these together at each event costs three times what running it does.
_MINE = select(*PAYMENT_COLUMNS).where(payment.member_id == bindparam("member_id"))
_TO_MEMBER = _MINE.where(payment.recipient == Recipient.MEMBER).order_by(payment.paid_on.desc(), payment.id.desc())
_LATEST = with_lines(_TO_MEMBER.limit(bindparam("at_most")))
_ONE = with_lines(_MINE.where(payment.public_id == bindparam("public_id")))


def latest(session: Session, member_id: int, *, limit: int = 3) -> tuple[PaymentView, ...]:
    """Return the member's latest payments to themself, newest first."""
    return views(session.execute(_LATEST, {"member_id": member_id, "at_most": limit}))


def one(session: Session, member_id: int, public_id: str) -> PaymentView:
    """Return one payment of the member, to themself or to a third party.

    Raises:
        NotFound: when it does not exist or is somebody else's.
    """
    if not is_public_id(public_id):
        raise NotFound
    found = views(session.execute(_ONE, {"member_id": member_id, "public_id": public_id}))
    if not found:
        raise NotFound
    return found[0]
