"""A member's search among their payments: the prestations that fit, grouped by payment, newest first.

A search keeps the lines that fit and their payments; counts and totals are those of the whole result. One statement
answers a page. It is put together once for each set of criteria, which costs three times what running it does.

What the member may not read answers no question either: a line of another adult's care is found by its day, its
person and its amount, never by its kind or its practitioner.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, not_, select
from sqlmodel import Session

from espace.domain import paging
from espace.domain.labels import Recipient
from espace.domain.searches import Search
from espace.models import Beneficiary, Contract
from espace.services.payment_views import (
    PAYMENT_COLUMNS,
    PaymentView,
    line,
    of_another_adult,
    payment,
    person,
    views,
    with_lines,
)

PAGE_SIZE = 20
_HIDES_ITSELF = frozenset({"care_kind", "practitioner"})
_OF_PAYMENT = frozenset({"at_least", "at_most"})
_CONTRACTS, _TWIN = Contract.__table__, Beneficiary.__table__.alias("twin")  # type: ignore[attr-defined]  # SQLModel's


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a result: `payments` hold the lines that fit.

    `count` and `line_count` are payments and prestations of the whole result, `total` what the mutual paid for them
    and `social_security` what the Assurance Maladie did, in cents.
    """

    payments: tuple[PaymentView, ...] = ()
    page: int = 1
    count: int = 0
    line_count: int = 0
    total: int = 0
    social_security: int = 0


@dataclass(frozen=True, slots=True)
class Covered:
    """Somebody whose care the member may look for."""

    public_id: str
    first_name: str
    birth_year: int


def people(session: Session, member_id: int) -> tuple[Covered, ...]:
    """Return everybody whom the member's contracts cover or covered, once each, the member first."""
    query = (
        select(person.public_id, person.first_name, person.last_name, person.birth_date)
        .join(_CONTRACTS, _CONTRACTS.c.id == person.contract_id)
        .where(_CONTRACTS.c.member_id == member_id)
        .order_by(person.rank, person.id)
    )
    known = {(one.first_name, one.last_name, one.birth_date): one for one in reversed(session.execute(query).all())}
    return tuple(Covered(one.public_id, one.first_name, one.birth_date.year) for one in reversed(known.values()))


def search(session: Session, member_id: int, wanted: Search, recipient: Recipient, *, page: int = 1) -> Found:
    """Return one page of the payments found; a page beyond the last one is the last one."""
    statement = _page(wanted.by_care_date, _active(wanted))
    asked = parameters(member_id, wanted, recipient) | {"skipped": (page - 1) * PAGE_SIZE}
    rows = session.execute(statement, asked).all()
    if not rows:
        if page <= 1:
            return Found()
        return paging.last_page(lambda one: search(session, member_id, wanted, recipient, page=one), PAGE_SIZE)
    head = rows[0]
    return Found(views(rows), page, head.matches, int(head.found_lines), int(head.found_total), int(head.found_ro))


def everything(session: Session, member_id: int, wanted: Search, recipient: Recipient) -> tuple[PaymentView, ...]:
    """Return every payment found, each with the lines that fit."""
    statement = _all(wanted.by_care_date, _active(wanted))
    return views(session.execute(statement, parameters(member_id, wanted, recipient)))


def payment_ids(wanted: Search) -> Select[Any]:
    """Return the select of the ids of the payments found, to be run with `parameters`."""
    return _grouped(wanted.by_care_date, _active(wanted)).with_only_columns(line.payment_id).order_by(None)


def _active(wanted: Search) -> frozenset[str]:
    """Return the names of the criteria beyond the period."""
    names = ("person", "care_kind", "practitioner", "at_least", "at_most")
    return frozenset(name for name in names if getattr(wanted, name) not in ("", None))


def parameters(member_id: int, wanted: Search, recipient: Recipient) -> dict[str, Any]:
    """Return the values of a search's statements."""
    values = {name: getattr(wanted, name) for name in _active(wanted)}
    if wanted.practitioner:
        literal = wanted.practitioner.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values["practitioner"] = f"%{literal}%"
    return values | {"member_id": member_id, "recipient": recipient, "first": wanted.first, "last": wanted.last}


def _same_person() -> Any:
    """Select the person's row in every contract of the member: who changed contracts is still one person."""
    alike = (
        (person.first_name == _TWIN.c.first_name)
        & (person.last_name == _TWIN.c.last_name)
        & (person.birth_date == _TWIN.c.birth_date)
    )
    mine = select(_CONTRACTS.c.id).where(_CONTRACTS.c.member_id == bindparam("member_id"))
    return (
        select(_TWIN.c.id)
        .join_from(_TWIN, person.id.table, alike)
        .where(person.public_id == bindparam("person"), person.contract_id.in_(mine), _TWIN.c.contract_id.in_(mine))
    )


def _of_payments(by_care_date: bool) -> list[Any]:
    """Return the conditions that all lines of a payment fulfil, or none does."""
    conditions = [line.member_id == bindparam("member_id"), line.recipient == bindparam("recipient")]
    return conditions if by_care_date else [*conditions, line.paid_on.between(bindparam("first"), bindparam("last"))]


def _of_lines(by_care_date: bool, active: frozenset[str]) -> list[Any]:
    """Return the conditions that tell one line of a payment from another."""
    conditions: list[Any] = []
    if by_care_date:
        conditions.append(line.care_date.between(bindparam("first"), bindparam("last")))
    if "person" in active:
        conditions.append(line.beneficiary_id.in_(_same_person()))
    if "care_kind" in active:
        conditions.append(line.care_kind == bindparam("care_kind"))
    if "practitioner" in active:
        conditions.append(line.practitioner_key.like(bindparam("practitioner"), escape="\\"))
    if active & _HIDES_ITSELF:
        conditions.append(not_(of_another_adult()))
    return conditions


def _grouped(by_care_date: bool, active: frozenset[str]) -> Select[Any]:
    """Select the payments found and the totals of their lines, newest first."""
    grouped = select(
        line.payment_id,
        func.count().over().label("matches"),
        func.sum(func.count()).over().label("found_lines"),
        func.sum(func.sum(line.mutual)).over().label("found_total"),
        func.sum(func.sum(line.social_security)).over().label("found_ro"),
    ).where(*_of_payments(by_care_date), *_of_lines(by_care_date, active))
    if active & _HIDES_ITSELF:
        grouped = grouped.join(person.id.table, person.id == line.beneficiary_id)
    if active & _OF_PAYMENT:
        grouped = grouped.join(payment.id.table, payment.id == line.payment_id)
    if "at_least" in active:
        grouped = grouped.where(payment.total >= bindparam("at_least"))
    if "at_most" in active:
        grouped = grouped.where(payment.total <= bindparam("at_most"))
    return grouped.group_by(line.paid_on, line.payment_id).order_by(line.paid_on.desc(), line.payment_id.desc())


def _with_found_lines(found: Select[Any], by_care_date: bool, active: frozenset[str]) -> Select[Any]:
    """Select the payments found with the lines that fit.

    What holds for a payment is not asked of its lines again: SQLite would read the whole period for each payment.
    """
    chosen = found.subquery("found")
    totals = [column for column in chosen.c if column.name != "payment_id"]
    payments = select(*PAYMENT_COLUMNS, *totals).join_from(payment.id.table, chosen, chosen.c.payment_id == payment.id)
    return with_lines(payments).where(*_of_lines(by_care_date, active))


@lru_cache
def _page(by_care_date: bool, active: frozenset[str]) -> Select[Any]:
    found = _grouped(by_care_date, active).limit(PAGE_SIZE).offset(bindparam("skipped"))
    return _with_found_lines(found, by_care_date, active)


@lru_cache
def _all(by_care_date: bool, active: frozenset[str]) -> Select[Any]:
    return _with_found_lines(_grouped(by_care_date, active), by_care_date, active)
