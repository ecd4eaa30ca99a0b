"""The contract a life event is about: the member's own individual one, its people, and the plans it may change to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, bindparam, exists, or_, select
from sqlmodel import Session

from espace.domain.errors import PortalError
from espace.domain.labels import ContractKind
from espace.domain.life_events import Covered, Offer, Situation
from espace.domain.termination import Terms
from espace.models import Beneficiary, Contract, Member, Plan
from espace.services.contact_details import LockedByEmployer, employer_of


class NoContract(PortalError):
    """The member has no contract that runs today."""

    sentence = "Vous n’avez pas de contrat en cours. Appelez-nous pour en parler."


@dataclass(frozen=True, slots=True)
class Known:
    """A situation, and the contract it is that of."""

    contract_id: int
    situation: Situation


_CONTRACTS: Table = Contract.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_PLANS: Table = Plan.__table__  # type: ignore[attr-defined]
_PEOPLE: Table = Beneficiary.__table__  # type: ignore[attr-defined]
_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]
contract, plan, person, member = _CONTRACTS.c, _PLANS.c, _PEOPLE.c, _MEMBERS.c
_TODAY: Any = bindparam("today")
_OWN = (
    select(contract.id, contract.contract_number, contract.kind, contract.starts_on, contract.ends_on)
    .add_columns(plan.code, plan.name, member.birth_date)
    .join_from(_CONTRACTS, _PLANS, plan.id == contract.plan_id)
    .join(_MEMBERS, member.id == contract.member_id)
    .where(contract.member_id == bindparam("member_id"), contract.kind == ContractKind.INDIVIDUAL)
    .where(contract.starts_on <= _TODAY, or_(contract.ends_on.is_(None), contract.ends_on >= _TODAY))
    .order_by(contract.starts_on, contract.id)
    .limit(1)
)
_COVERED = (
    select(person.public_id, person.relationship, person.first_name, person.last_name, person.birth_date)
    .where(person.contract_id == bindparam("contract_id"), or_(person.ends_on.is_(None), person.ends_on >= _TODAY))
    .order_by(person.rank)
)
# What an employer chose for its people is on offer to nobody else.
_OFFERS = (
    select(plan.code, plan.name)
    .where(plan.code != bindparam("code"))
    .where(~exists().where(contract.plan_id == plan.id, contract.kind == ContractKind.GROUP))
    .order_by(plan.name)
)


def of(session: Session, member_id: int, today: date) -> Known:
    """Return the situation of a member's individual contract.

    Raises:
        LockedByEmployer: when the only contract is the employer's.
        NoContract: when none runs.
    """
    own = session.execute(_OWN, {"member_id": member_id, "today": today}).first()
    if own is None:
        raise LockedByEmployer if employer_of(session, member_id, today) is not None else NoContract
    people = session.execute(_COVERED, {"contract_id": own.id, "today": today})
    offers = session.execute(_OFFERS, {"code": own.code})
    return Known(own.id, _situation(own, today, people.all(), offers.all()))


def _situation(own: Row[Any], today: date, people: Any, offers: Any) -> Situation:
    return Situation(
        today=today,
        member_born=own.birth_date,
        contract_number=own.contract_number,
        terms=Terms(own.kind, own.starts_on, own.ends_on),
        plan=Offer(own.code, own.name),
        people=tuple(Covered(*one) for one in people),
        offers=tuple(Offer(*one) for one in offers),
    )
