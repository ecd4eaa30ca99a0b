"""A member's payments as the member may read them: the latest, the list, one in detail.

Every query filters on the member. Hot paths are Core selects of just the columns shown, one a view.
Confidentiality: of another adult the member sees amounts and payments, not the act (secret médical,
Code de la santé publique, L1110-4); of a minor, everything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlmodel import Session

from espace.domain.breakdown import Line
from espace.domain.errors import NotFound
from espace.domain.formats import NBSP
from espace.domain.labels import CareKind, LineKind, PaymentMethod, Recipient, Relationship
from espace.models import Beneficiary, Contract, Member, Payment, PaymentLine, Plan

PAGE_SIZE = 20
MAJORITY = 18
CONFIDENTIAL = "Acte confidentiel"

payment, line, person = Payment.__table__.c, PaymentLine.__table__.c, Beneficiary.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class CareLine:
    """One prestation as the member may read it; `act` and `practitioner` are masked for another adult."""

    number: int
    care_date: date
    rank: int
    first_name: str
    last_name: str
    act: str
    practitioner: str
    care_kind: CareKind | None
    amounts: Line
    note: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment with its lines; `total` is in cents."""

    public_id: str
    number: str
    paid_on: date
    total: int
    method: PaymentMethod
    recipient: Recipient
    payee: str
    account_ending: str
    lines: tuple[CareLine, ...]


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """One page of a list; `count` and `total` (cents) are those of the whole result."""

    payments: tuple[PaymentView, ...]
    page: int
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class PaymentOwner:
    """What a statement says of the payment's owner and contract."""

    member_number: str
    name: str
    address: tuple[str, ...]
    contract_number: str
    plan: str


_PAYMENT = (
    payment.id,
    payment.public_id,
    payment.payment_number,
    payment.paid_on,
    payment.total,
    payment.method,
    payment.recipient,
    payment.payee,
    payment.account_ending,
)
_LINE = (
    line.line_number,
    line.care_date,
    line.kind,
    line.care_kind,
    line.act_label,
    line.practitioner,
    line.charged,
    line.base,
    line.rate,
    line.standard_rate,
    line.deduction,
    line.deduction_kind,
    line.social_security,
    line.mutual,
    line.other_insurer,
    line.out_of_pocket,
    person.rank,
    person.relationship,
    person.first_name,
    person.last_name,
    person.birth_date,
)


def latest(session: Session, member_id: int, *, limit: int = 3) -> tuple[PaymentView, ...]:
    """Return the member's latest payments to themself, newest first."""
    chosen = _to_member(member_id).limit(limit)
    return _grouped(_with_lines(session, chosen))


def between(session: Session, member_id: int, first: date, last: date, *, page: int = 1) -> PaymentPage:
    """Return one page of the payments made to the member from `first` to `last`, both included.

    A page beyond the last one is the last one.
    """
    matching = _to_member(member_id).where(payment.paid_on.between(first, last))
    counted = matching.add_columns(
        func.count().over().label("matches"), func.sum(payment.total).over().label("matches_total")
    )
    rows = _with_lines(session, counted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    if not rows and page > 1:
        count = session.execute(select(func.count()).select_from(matching.subquery())).scalar_one()
        return between(session, member_id, first, last, page=-(-count // PAGE_SIZE) or 1)
    head = rows[0] if rows else None
    return PaymentPage(_grouped(rows), page, head.matches if head else 0, head.matches_total if head else 0)


def one(session: Session, member_id: int, public_id: str) -> PaymentView:
    """Return one payment of the member, to themself or to a third party.

    Raises:
        NotFound: when it does not exist or is somebody else's.
    """
    mine = select(*_PAYMENT).where(payment.member_id == member_id, payment.public_id == public_id)
    found = _grouped(_with_lines(session, mine))
    if not found:
        raise NotFound
    return found[0]


def owner(session: Session, member_id: int, public_id: str) -> PaymentOwner:
    """Return the owner's side of a payment, for its statement.

    Raises:
        NotFound: when it does not exist or is somebody else's.
    """
    query = (
        select(Member, Contract.contract_number, Plan.name)  # type: ignore[call-overload]
        .join(Payment, Payment.member_id == Member.id)
        .join(Contract, Contract.id == Payment.contract_id)
        .join(Plan, Plan.id == Contract.plan_id)
        .where(Payment.member_id == member_id, Payment.public_id == public_id)
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFound
    member: Member = row[0]
    address = (member.address_line1, member.address_line2, f"{member.postcode} {member.city}")
    return PaymentOwner(
        member_number=member.member_number,
        name=f"{member.first_name} {member.last_name}",
        address=tuple(part for part in address if part),
        contract_number=row.contract_number,
        plan=row.name,
    )


def _to_member(member_id: int) -> Select[Any]:
    return (
        select(*_PAYMENT)
        .where(payment.member_id == member_id, payment.recipient == Recipient.MEMBER)
        .order_by(payment.paid_on.desc(), payment.id.desc())
    )


def _with_lines(session: Session, chosen: Select[Any]) -> Sequence[Row[Any]]:
    """Run one query for the chosen payments and their lines, in the order of the choice."""
    chosen_payments = chosen.subquery("chosen")
    query = (
        select(chosen_payments, *_LINE, *_corrected_columns())
        .join(PaymentLine.__table__, line.payment_id == chosen_payments.c.id)  # type: ignore[attr-defined]
        .join(Beneficiary.__table__, person.id == line.beneficiary_id)  # type: ignore[attr-defined]
        .outerjoin(_CORRECTED, _CORRECTED.c.id == line.corrects_line_id)
        .order_by(chosen_payments.c.paid_on.desc(), chosen_payments.c.id.desc(), line.line_number)
    )
    return session.execute(query).all()


_CORRECTED = PaymentLine.__table__.alias("corrected")  # type: ignore[attr-defined]


def _corrected_columns() -> tuple[Any, ...]:
    return (_CORRECTED.c.paid_on.label("corrected_paid_on"), _CORRECTED.c.care_date.label("corrected_care_date"))


def _grouped(rows: Iterable[Row[Any]]) -> tuple[PaymentView, ...]:
    return tuple(_payment_view(list(group)) for _, group in groupby(rows, attrgetter("id")))


def _payment_view(rows: list[Row[Any]]) -> PaymentView:
    head = rows[0]
    return PaymentView(
        public_id=head.public_id,
        number=head.payment_number,
        paid_on=head.paid_on,
        total=head.total,
        method=head.method,
        recipient=head.recipient,
        payee="" if all(_is_confidential(row) for row in rows) else head.payee,
        account_ending=head.account_ending,
        lines=tuple(_care_line(row) for row in rows),
    )


def _care_line(row: Row[Any]) -> CareLine:
    hidden = _is_confidential(row)
    practitioner = "" if hidden else row.practitioner.replace("Dr ", f"Dr{NBSP}")
    return CareLine(
        number=row.line_number,
        care_date=row.care_date,
        rank=row.rank,
        first_name=row.first_name,
        last_name=row.last_name,
        act=CONFIDENTIAL if hidden else row.act_label,
        practitioner=practitioner,
        care_kind=None if hidden else row.care_kind,
        amounts=_amounts(row, hidden),
        note=_note(row),
    )


def _amounts(row: Row[Any], hidden: bool) -> Line:
    return Line(
        charged=row.charged,
        base=row.base,
        rate=row.rate,
        standard_rate=row.standard_rate,
        social_security=row.social_security,
        mutual=row.mutual,
        out_of_pocket=row.out_of_pocket,
        other_insurer=row.other_insurer,
        deduction=row.deduction,
        deduction_kind=row.deduction_kind,
        kind=row.kind,
        practitioner="" if hidden else row.practitioner,
        care_kind=None if hidden else row.care_kind,
        care_date=row.care_date,
    )


def _note(row: Row[Any]) -> str:
    if row.corrected_care_date is None:
        return ""
    if row.kind == LineKind.RECOVERED_DEDUCTION:
        return f"Retenue récupérée sur des soins du {row.corrected_care_date:%d/%m/%Y}"
    return f"Régularisation du paiement du {row.corrected_paid_on:%d/%m/%Y}"


def _is_confidential(row: Row[Any]) -> bool:
    """Whether the care is another adult's: aged 18 or more on the day of the care."""
    if row.relationship == Relationship.SELF:
        return False
    born = row.birth_date
    age = row.care_date.year - born.year - ((row.care_date.month, row.care_date.day) < (born.month, born.day))
    return bool(age >= MAJORITY)
