"""A member's contracts: their terms, the people they cover, the table of what they pay.

Two selects a view, whatever the number of contracts; both filter on the member.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Table, bindparam, select
from sqlmodel import Session

from espace.adapters import crypto
from espace.domain import nir
from espace.domain.coverage import Level
from espace.domain.errors import NotFound
from espace.domain.guarantees import Guarantee
from espace.domain.labels import ContractKind, Heading, Relationship
from espace.models import Beneficiary, Contract, CoverageLine, Member, Plan

_HEADINGS = list(Heading)


class Standing(IntEnum):
    """Where a contract stands on a day, in the order members read their contracts."""

    RUNNING = 0
    COMING = 1
    ENDED = 2


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the contract covers or covered; both days are included, `is_woman` is None where it is not known."""

    relationship: Relationship
    first_name: str
    last_name: str
    birth_date: date
    is_woman: bool | None
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ContractView:
    """One contract with its people, in the order of their rank; `premium` is in cents a month."""

    public_id: str
    number: str
    plan: str
    responsible: bool
    kind: ContractKind
    employer: str
    starts_on: date
    ends_on: date | None
    fund_code: str
    fund_name: str
    electronic_transmission: bool
    premium: int
    people: tuple[Person, ...]

    def standing(self, today: date) -> Standing:
        """Tell whether the contract is running; its last day still is."""
        if self.starts_on > today:
            return Standing.COMING
        return Standing.ENDED if self.ends_on and self.ends_on < today else Standing.RUNNING

    def told_on(self, today: date) -> date:
        """Return the day its table is told for: today, or the nearest day the contract runs."""
        return min(max(today, self.starts_on), self.ends_on or date.max)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One row of the table of what a contract pays."""

    heading: Heading
    label: str
    full_cover: bool
    level: Level
    conditions: str
    guarantee: Guarantee | None


@dataclass(frozen=True, slots=True)
class Contracts:
    """All contracts of a member, and the table of the one being read."""

    every: tuple[ContractView, ...]
    chosen: ContractView
    rows: tuple[CoverageRow, ...]


# Core columns, not the mapped attributes: the ORM's part in a select that makes no object is a tenth of its cost.
_CONTRACTS: Table = Contract.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_PLANS: Table = Plan.__table__  # type: ignore[attr-defined]
_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]
_PEOPLE: Table = Beneficiary.__table__  # type: ignore[attr-defined]
_LINES: Table = CoverageLine.__table__  # type: ignore[attr-defined]
contract, plan, member, person, line = _CONTRACTS.c, _PLANS.c, _MEMBERS.c, _PEOPLE.c, _LINES.c

_MINE = (
    select(
        contract.public_id, contract.contract_number, contract.kind, contract.employer, contract.starts_on,
        contract.ends_on, contract.health_fund_code, contract.health_fund_name, contract.electronic_transmission,
        contract.premium, plan.name.label("plan"), plan.responsible, person.relationship, person.first_name,
        person.last_name, person.birth_date, person.nir_encrypted, person.starts_on.label("covered_from"),
        person.ends_on.label("covered_until"), member.nir_encrypted.label("member_nir"),
    )
    .join_from(_CONTRACTS, _PLANS, plan.id == contract.plan_id)
    .join(_MEMBERS, member.id == contract.member_id)
    .outerjoin(_PEOPLE, person.contract_id == contract.id)
    .where(contract.member_id == bindparam("member_id"))
    .order_by(contract.id, person.rank)
)  # fmt: skip
_TABLE = (
    select(
        line.heading, line.label, line.full_cover, line.unit, line.level, line.social_security_part, line.conditions,
        line.guarantee,
    )
    .join_from(_LINES, _CONTRACTS, contract.plan_id == line.plan_id)
    .where(contract.member_id == bindparam("member_id"), contract.public_id == bindparam("public_id"))
    .order_by(line.position)
)  # fmt: skip


def of_member(session: Session, member_id: int, today: date) -> tuple[ContractView, ...]:
    """Return the member's contracts: running ones first, then those to come, then the ended ones, latest first."""
    rows = session.execute(_MINE, {"member_id": member_id})
    found = [_contract(list(group)) for _, group in groupby(rows, attrgetter("public_id"))]
    return tuple(sorted(found, key=lambda one: (one.standing(today), -_latest(one, today).toordinal())))


def read(session: Session, member_id: int, public_id: str, today: date) -> Contracts | None:
    """Return the member's contracts and the table of one of them, the first when none is named.

    None when the member has no contract at all.

    Raises:
        NotFound: when the contract named does not exist or is somebody else's.
    """
    every = of_member(session, member_id, today)
    if not every and not public_id:
        return None
    chosen = next((one for one in every if public_id in ("", one.public_id)), None)
    if chosen is None:
        raise NotFound
    return Contracts(every, chosen, coverage(session, member_id, chosen.public_id))


def coverage(session: Session, member_id: int, public_id: str) -> tuple[CoverageRow, ...]:
    """Return the table of a contract of the member: by heading, the « 100 % Santé » part of each first."""
    found = session.execute(_TABLE, {"member_id": member_id, "public_id": public_id})
    rows = (
        CoverageRow(
            heading=row.heading,
            label=row.label,
            full_cover=row.full_cover,
            level=Level(row.unit, row.level, row.social_security_part),
            conditions=row.conditions,
            guarantee=row.guarantee,
        )
        for row in found
    )
    return tuple(sorted(rows, key=lambda row: (_HEADINGS.index(row.heading), not row.full_cover)))


def _latest(one: ContractView, today: date) -> date:
    """Return the day that tells which of two contracts of the same standing is read first."""
    return one.ends_on if one.ends_on and one.standing(today) is Standing.ENDED else one.starts_on


def _contract(rows: list[Row[Any]]) -> ContractView:
    head = rows[0]
    return ContractView(
        public_id=head.public_id,
        number=head.contract_number,
        plan=head.plan,
        responsible=head.responsible,
        kind=head.kind,
        employer=head.employer,
        starts_on=head.starts_on,
        ends_on=head.ends_on,
        fund_code=head.health_fund_code,
        fund_name=head.health_fund_name,
        electronic_transmission=head.electronic_transmission,
        premium=head.premium,
        people=tuple(_people(rows)),
    )


def _people(rows: Iterable[Row[Any]]) -> Iterable[Person]:
    for row in rows:
        if row.relationship is None:  # a contract that covers nobody yet
            continue
        encrypted = row.nir_encrypted or (row.member_nir if row.relationship is Relationship.SELF else "")
        yield Person(
            relationship=row.relationship,
            first_name=row.first_name,
            last_name=row.last_name,
            birth_date=row.birth_date,
            is_woman=nir.is_woman(crypto.decrypt(encrypted, "nir") if encrypted else ""),
            starts_on=row.covered_from,
            ends_on=row.covered_until,
        )
