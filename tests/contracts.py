"""Contracts beyond a person's first, and coverage tables, for tests."""

from datetime import date
from typing import Any

from sqlmodel import Session

from espace.domain.guarantees import Guarantee
from espace.domain.labels import ContractKind, CoverageUnit, Heading, Relationship, SocialSecurityPart
from espace.models import Beneficiary, Contract, CoverageLine, Plan
from tests import factories

INCLUDED, ON_TOP, ALONE = SocialSecurityPart.INCLUDED, SocialSecurityPart.ON_TOP, SocialSecurityPart.NONE
# Out of order on purpose: a table is read by heading, its « 100 % Santé » part first.
ROWS: tuple[dict[str, Any], ...] = (
    {"heading": Heading.ALTERNATIVE, "label": "Ostéopathie", "unit": CoverageUnit.EURO, "level": 35_00,
     "social_security_part": ALONE, "guarantee": Guarantee.OSTEOPATHY, "conditions": "4 séances par an"},
    {"heading": Heading.OPTICAL, "label": "Autre équipement", "unit": CoverageUnit.EURO, "level": 350_00,
     "social_security_part": ON_TOP, "guarantee": Guarantee.GLASSES},
    {"heading": Heading.OPTICAL, "label": "Équipement 100 % Santé", "unit": CoverageUnit.ACTUAL_COST,
     "social_security_part": INCLUDED, "guarantee": Guarantee.FULL_GLASSES, "full_cover": True},
    {"heading": Heading.ROUTINE, "label": "Médecins adhérents à l’OPTAM", "unit": CoverageUnit.PERCENT_BASE,
     "level": 17_000, "social_security_part": INCLUDED, "guarantee": Guarantee.OPTAM_DOCTOR},
    {"heading": Heading.ROUTINE, "label": "Cure thermale", "unit": CoverageUnit.PERCENT_PMSS, "level": 500,
     "social_security_part": ON_TOP},
    {"heading": Heading.HOSPITAL, "label": "Forfait journalier", "unit": CoverageUnit.ACTUAL_COST,
     "social_security_part": ALONE, "guarantee": Guarantee.DAILY_CHARGE, "conditions": "Sans limite de durée"},
)  # fmt: skip


def table(session: Session, plan: Plan, rows: tuple[dict[str, Any], ...] = ROWS) -> None:
    """Give a plan its coverage table."""
    assert plan.id is not None
    for position, row in enumerate(rows, start=1):
        session.add(CoverageLine(plan_id=plan.id, position=position, **row))
    session.flush()


def contract(
    session: Session,
    person: factories.Person,
    number: str,
    *,
    plan_code: str = "HORIZON-2",
    kind: ContractKind = ContractKind.INDIVIDUAL,
    employer: str = "",
    starts_on: date = date(2021, 1, 1),
    ends_on: date | None = None,
    premium: int = 9480,
) -> Contract:
    """Give a person one more contract, which covers them alone."""
    plan = factories.plan(session, plan_code)
    session.add(plan)
    session.flush()
    assert plan.id is not None
    made = Contract(
        contract_number=number,
        member_id=person.id,
        plan_id=plan.id,
        kind=kind,
        employer=employer,
        starts_on=starts_on,
        ends_on=ends_on,
        premium=premium,
        electronic_transmission=False,
    )
    session.add(made)
    session.flush()
    assert made.id is not None
    session.add(
        Beneficiary(
            contract_id=made.id,
            rank=0,
            relationship=Relationship.SELF,
            first_name=person.member.first_name,
            last_name=person.member.last_name,
            birth_date=person.member.birth_date,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    session.flush()
    return made
