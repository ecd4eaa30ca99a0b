"""A payment as its member may read it, built from one row a line.

Confidentiality: of another adult the member sees amounts and payments, not the act (secret médical,
Code de la santé publique, L1110-4), unless that person shares them; of a minor, everything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, Table, and_, extract, select

from espace.domain.breakdown import Line
from espace.domain.formats import NBSP
from espace.domain.labels import CareKind, DeductionKind, LineKind, PaymentMethod, Recipient, Relationship
from espace.models import Beneficiary, Payment, PaymentLine

MAJORITY = 18
CONFIDENTIAL = "Acte confidentiel"


@dataclass(frozen=True, slots=True)
class CareLine:
    """One prestation as the member may read it.

    Of another adult's care nothing that tells what it was is here: no act, code, practitioner or kind, no settlement
    number (it is on that person's own statement), no base, rate or deduction. `private` says so.
    """

    public_id: str
    number: int
    care_date: date
    rank: int
    first_name: str
    last_name: str
    act: str
    code: str
    practitioner: str
    care_kind: CareKind | None
    settlement: str
    amounts: Line
    note: str
    corrected_on: date | None = None  # when the payment that this line corrects was made

    @property
    def private(self) -> bool:
        """Whether this is another adult's care, of which only the amounts paid are told."""
        return self.amounts.private


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


# Core columns, not the mapped attributes: the ORM's part in a select that makes no object is a tenth of its cost.
_PAYMENTS: Table = Payment.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_LINES: Table = PaymentLine.__table__  # type: ignore[attr-defined]
_PEOPLE: Table = Beneficiary.__table__  # type: ignore[attr-defined]
payment, line, person = _PAYMENTS.c, _LINES.c, _PEOPLE.c

PAYMENT_COLUMNS: tuple[Any, ...] = (
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


def _ymd(day: Any) -> Any:
    """Write a day as one number, 20261118: eighteen years are then 180 000, the day itself included."""
    return extract("year", day) * 10_000 + extract("month", day) * 100 + extract("day", day)


def of_another_adult(care: Any = line, patient: Any = person) -> Any:
    """Tell, in SQL, whether a line is the care of another adult who does not share it with the member.

    An adult is aged 18 or more on the day of the care.
    """
    adult = _ymd(care.care_date) - _ymd(patient.birth_date) >= MAJORITY * 10_000
    return and_(patient.relationship != Relationship.SELF, patient.care_shared_on.is_(None), adult)


def _paid_with_anothers() -> Any:
    """Tell, in SQL, whether the payment of a line holds such care too: its payee would then tell where it was given.

    Whatever lines of the payment are in hand, the answer is the whole payment's.
    """
    other, patient = _LINES.alias("other"), _PEOPLE.alias("patient")
    beside = (
        select(other.c.id)
        .join_from(other, patient, patient.c.id == other.c.beneficiary_id)
        .where(other.c.payment_id == line.payment_id, of_another_adult(other.c, patient.c))
    )
    return and_(line.recipient == Recipient.THIRD_PARTY, beside.exists())


LINE_COLUMNS: tuple[Any, ...] = (
    line.public_id.label("line_public_id"),
    line.line_number,
    line.settlement_number,
    line.care_date,
    line.kind,
    line.care_kind,
    line.act_code,
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
    person.first_name,
    person.last_name,
    of_another_adult().label("hidden"),
    _paid_with_anothers().label("hides_payee"),
)
corrected = _LINES.alias("corrected").c
LINK_COLUMNS: tuple[Any, ...] = (
    corrected.paid_on.label("corrected_paid_on"),
    corrected.care_date.label("corrected_care_date"),
)


def with_lines(chosen: Select[Any]) -> Select[Any]:
    """Return the one query for some chosen payments and their lines, newest payment first.

    `chosen` selects `PAYMENT_COLUMNS`, and whatever else its reader wants of each row.
    """
    payments = chosen.subquery("chosen")
    return (
        select(payments, *LINE_COLUMNS, *LINK_COLUMNS)
        .join(_LINES, line.payment_id == payments.c.id)
        .join(_PEOPLE, person.id == line.beneficiary_id)
        .outerjoin(corrected.id.table, corrected.id == line.corrects_line_id)
        .order_by(payments.c.paid_on.desc(), payments.c.id.desc(), line.line_number)
    )


def grouped(rows: Iterable[Row[Any]]) -> Iterator[list[Row[Any]]]:
    """Return the rows of each payment in turn."""
    return (list(group) for _, group in groupby(rows, attrgetter("id")))


def views(rows: Iterable[Row[Any]]) -> tuple[PaymentView, ...]:
    """Return the payments of the rows that `with_lines` gave, in their order."""
    return tuple(view(group) for group in grouped(rows))


def view(rows: list[Row[Any]]) -> PaymentView:
    """Return the payment whose rows these are."""
    head = rows[0]
    return PaymentView(
        public_id=head.public_id,
        number=head.payment_number,
        paid_on=head.paid_on,
        total=head.total,
        method=head.method,
        recipient=head.recipient,
        payee="" if head.hides_payee else head.payee,
        account_ending=head.account_ending,
        lines=tuple(_care_line(row) for row in rows),
    )


def _care_line(row: Row[Any]) -> CareLine:
    hidden = bool(row.hidden)
    practitioner = "" if hidden else row.practitioner.replace("Dr ", f"Dr{NBSP}")
    return CareLine(
        public_id=row.line_public_id,
        number=row.line_number,
        care_date=row.care_date,
        rank=row.rank,
        first_name=row.first_name,
        last_name=row.last_name,
        act=CONFIDENTIAL if hidden else row.act_label,
        code="" if hidden else row.act_code,
        practitioner=practitioner,
        care_kind=None if hidden else row.care_kind,
        settlement="" if hidden else row.settlement_number,
        amounts=_amounts(row, hidden),
        note=_note(row, hidden),
        corrected_on=row.corrected_paid_on if row.kind == LineKind.CORRECTION else None,
    )


def _amounts(row: Row[Any], hidden: bool) -> Line:
    return Line(
        charged=row.charged,
        base=0 if hidden else row.base,
        rate=0 if hidden else row.rate,
        standard_rate=0 if hidden else row.standard_rate,
        social_security=row.social_security,
        mutual=row.mutual,
        out_of_pocket=row.out_of_pocket,
        other_insurer=row.other_insurer,
        deduction=0 if hidden else row.deduction,
        deduction_kind=DeductionKind.NONE if hidden else row.deduction_kind,
        kind=row.kind,
        practitioner="" if hidden else row.practitioner,
        care_kind=None if hidden else row.care_kind,
        care_date=row.care_date,
        private=hidden,
    )


def _note(row: Row[Any], hidden: bool) -> str:
    if row.corrected_care_date is None:
        return ""
    if row.kind == LineKind.RECOVERED_DEDUCTION:
        # The act of the payer says it already, under the same day.
        if not hidden:
            return ""
        return f"Retenue récupérée sur des soins du {row.corrected_care_date:%d/%m/%Y}"
    return f"Régularisation du paiement du {row.corrected_paid_on:%d/%m/%Y}"
