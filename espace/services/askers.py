"""Who asked: what an adviser needs to know of a member to treat their request, and no more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from espace.adapters import crypto
from espace.domain import nir
from espace.domain.labels import ContractKind
from espace.models import Contract, Member, Plan


@dataclass(frozen=True, slots=True)
class ContractFact:
    """A contract the request may be about."""

    number: str
    kind: ContractKind
    plan: str


@dataclass(frozen=True, slots=True)
class Asker:
    """A member; `nir` is masked, the telephones and the e-mail address are empty when there are none."""

    name: str
    member_number: str
    birth_date: date
    nir: str
    email: str
    mobile: str
    landline: str
    address: tuple[str, ...]
    contracts: tuple[ContractFact, ...]


def of(session: Session, member_id: int, contract_id: int | None, today: date) -> Asker:
    """Return a member with the contract of their request, or with their running ones when it is about none."""
    one = session.execute(select(Member).where(col(Member.id) == member_id)).scalar_one()
    contracts = session.execute(_contracts(member_id, contract_id, today))
    return Asker(
        name=f"{one.first_name} {one.last_name}",
        member_number=one.member_number,
        birth_date=one.birth_date,
        nir=nir.masked(crypto.decrypt(one.nir_encrypted, "nir")),
        email=one.email,
        mobile=one.mobile,
        landline=one.phone,
        address=tuple(filter(None, (one.address_line1, one.address_line2, f"{one.postcode} {one.city}"))),
        contracts=tuple(ContractFact(*row) for row in contracts),
    )


def _contracts(member_id: int, contract_id: int | None, today: date) -> Any:
    not_over = or_(col(Contract.ends_on).is_(None), col(Contract.ends_on) >= today)
    runs = and_(col(Contract.starts_on) <= today, not_over)
    return (
        select(col(Contract.contract_number), col(Contract.kind), col(Plan.name))
        .join_from(Contract, Plan, col(Plan.id) == col(Contract.plan_id))
        .where(col(Contract.member_id) == member_id, col(Contract.id) == contract_id if contract_id else runs)
        .order_by(col(Contract.starts_on))
    )
