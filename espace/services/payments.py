"""A member's payments: the latest, the list, one in detail.

Every query filters on the member. Hot paths are Core selects of just the columns shown, one a view.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from espace.domain.errors import NotFound
from espace.domain.labels import Recipient, Relationship
from espace.models import Beneficiary, Contract, Payment
from espace.models.base import is_public_id
from espace.services import audit
from espace.services.audit import Action
from espace.services.payment_views import PAYMENT_COLUMNS, PaymentView, views, with_lines

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


def latest(session: Session, member_id: int, *, limit: int = 3) -> tuple[PaymentView, ...]:
    """Return the member's latest payments to themself, newest first."""
    chosen = _to_member(member_id).limit(limit)
    return views(session.execute(with_lines(chosen)))


def between(session: Session, member_id: int, first: date, last: date, *, page: int = 1) -> PaymentPage:
    """Return one page of the payments made to the member from `first` to `last`, both included.

    A page beyond the last one is the last one.
    """
    matching = _to_member(member_id).where(col(Payment.paid_on).between(first, last))
    counted = matching.add_columns(
        func.count().over().label("matches"),
        func.sum(col(Payment.total)).over().label("matches_total"),
        _has_family(member_id),
    )
    rows = session.execute(with_lines(counted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))).all()
    if not rows and page > 1:
        count = session.execute(select(func.count()).select_from(matching.subquery())).scalar_one()
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
    mine = select(*PAYMENT_COLUMNS).where(col(Payment.member_id) == member_id, col(Payment.public_id) == public_id)
    found = views(session.execute(with_lines(mine)))
    if not found:
        raise NotFound
    return found[0]


def is_owned(session: Session, member_id: int, public_id: str) -> bool:
    """Tell whether the payment exists and is the member's."""
    if not is_public_id(public_id):
        return False
    query = select(col(Payment.id)).where(col(Payment.member_id) == member_id, col(Payment.public_id) == public_id)
    return session.execute(query).first() is not None


def refuse(session: Session, member_id: int, account_id: int, public_id: str, now: datetime) -> None:
    """Write down that a member asked for a payment that exists and is not theirs."""
    if not is_public_id(public_id):
        return
    query = select(col(Payment.member_id)).where(col(Payment.public_id) == public_id)
    owner_id = session.execute(query).scalar_one_or_none()
    if owner_id is not None and owner_id != member_id:
        audit.record(session, Action.ACCESS_REFUSED, account_id=account_id, target=f"payment:{public_id}", now=now)


def _has_family(member_id: int) -> Any:
    relatives = (
        select(col(Beneficiary.id))
        .join(Contract, col(Contract.id) == col(Beneficiary.contract_id))
        .where(col(Contract.member_id) == member_id, col(Beneficiary.relationship) != Relationship.SELF)
    )
    return relatives.exists().label("has_family")


def _to_member(member_id: int) -> Select[Any]:
    return (
        select(*PAYMENT_COLUMNS)
        .where(col(Payment.member_id) == member_id, col(Payment.recipient) == Recipient.MEMBER)
        .order_by(col(Payment.paid_on).desc(), col(Payment.id).desc())
    )
