"""A member's payments: the latest, the list, one in detail.

Every query filters on the member. Hot paths are Core selects of just the columns shown, one a view.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from espace.domain.errors import NotFound
from espace.domain.labels import Recipient, Relationship
from espace.models import Beneficiary, Contract
from espace.models.base import is_public_id
from espace.services.payment_views import PAYMENT_COLUMNS, PaymentView, payment, views, with_lines

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One page of a list; `count` and `total` (cents) are those of the whole result.

    `has_family` tells whether anyone but the member is, or was, covered by their contracts.
    """

    payments: tuple[PaymentView, ...]
    page: int
    count: int
    total: int
    has_family: bool = False


def _has_family() -> Any:
    relatives = (
        select(col(Beneficiary.id))
        .join(Contract, col(Contract.id) == col(Beneficiary.contract_id))
        .where(col(Contract.member_id) == bindparam("member_id"), col(Beneficiary.relationship) != Relationship.SELF)
    )
    return relatives.exists().label("has_family")


# Built once: putting one of these together at each event costs three times what running it does.
_MINE = select(*PAYMENT_COLUMNS).where(payment.member_id == bindparam("member_id"))
_TO_MEMBER = _MINE.where(payment.recipient == Recipient.MEMBER).order_by(payment.paid_on.desc(), payment.id.desc())
_IN_PERIOD = _TO_MEMBER.where(payment.paid_on.between(bindparam("first"), bindparam("last")))
_LATEST = with_lines(_TO_MEMBER.limit(bindparam("at_most")))
_PAGE = with_lines(
    _IN_PERIOD.add_columns(
        func.count().over().label("matches"), func.sum(payment.total).over().label("matches_total"), _has_family()
    )
    .limit(PAGE_SIZE)
    .offset(bindparam("skipped"))
)
_COUNT = select(func.count()).select_from(_IN_PERIOD.subquery())
_ONE = with_lines(_MINE.where(payment.public_id == bindparam("public_id")))


def latest(session: Session, member_id: int, *, limit: int = 3) -> tuple[PaymentView, ...]:
    """Return the member's latest payments to themself, newest first."""
    return views(session.execute(_LATEST, {"member_id": member_id, "at_most": limit}))


def between(session: Session, member_id: int, first: date, last: date, *, page: int = 1) -> PaymentPage:
    """Return one page of the payments made to the member from `first` to `last`, both included.

    A page beyond the last one is the last one.
    """
    asked = {"member_id": member_id, "first": first, "last": last}
    rows = session.execute(_PAGE, asked | {"skipped": (page - 1) * PAGE_SIZE}).all()
    if not rows and page > 1:
        count = session.execute(_COUNT, asked).scalar_one()
        return between(session, member_id, first, last, page=-(-count // PAGE_SIZE) or 1)
    head = rows[0] if rows else None
    return PaymentPage(
        views(rows),
        page,
        head.matches if head else 0,
        head.matches_total if head else 0,
        bool(head and head.has_family),
    )


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
