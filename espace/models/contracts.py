"""Plans (formules) with their coverage lines, contracts, and the people they cover."""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint

from espace.domain.guarantees import Guarantee
from espace.domain.labels import ContractKind, CoverageUnit, Heading, Relationship, SocialSecurityPart
from espace.models.base import choice, public_id


class Plan(SQLModel, table=True):
    """A formula sold by the mutual, such as « Horizon 3 »."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=20, unique=True)
    name: str = Field(max_length=100)
    responsible: bool = True


class CoverageLine(SQLModel, table=True):
    """One row of a plan's tableau des prestations.

    `level` is in basis points for percentages and in cents for money; it is empty where the
    unit says everything (frais réels, ticket modérateur). `guarantee` says what the row is for, whatever its label;
    without it a row has no example of reimbursement.
    """

    __tablename__ = "coverage_line"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    position: int
    heading: Heading = choice(Heading)
    label: str = Field(max_length=200)
    full_cover: bool = False  # part of the « 100 % Santé » baskets
    unit: CoverageUnit = choice(CoverageUnit)
    level: int | None = None
    social_security_part: SocialSecurityPart = choice(SocialSecurityPart)
    conditions: str = Field(default="", max_length=500)
    guarantee: Guarantee | None = choice(Guarantee, nullable=True, default=None)


class Contract(SQLModel, table=True):
    """A contract of a member; `premium` is in cents a month."""

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    contract_number: str = Field(max_length=30, unique=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    plan_id: int = Field(foreign_key="plan.id")
    kind: ContractKind = choice(ContractKind)
    employer: str = Field(default="", max_length=100)
    starts_on: date
    ends_on: date | None = None
    health_fund_code: str = Field(default="", max_length=9)
    health_fund_name: str = Field(default="", max_length=100)
    electronic_transmission: bool = True  # NOEMIE
    premium: int = 0


class Beneficiary(SQLModel, table=True):
    """A person covered by a contract, the member included; removed ones keep their past care.

    `care_shared_on` is the day an adult allowed the member to read their care; empty, it stays confidential.
    """

    __table_args__ = (UniqueConstraint("contract_id", "rank"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    contract_id: int = Field(foreign_key="contract.id")
    rank: int
    relationship: Relationship = choice(Relationship)
    first_name: str = Field(max_length=100)
    last_name: str = Field(max_length=100)
    birth_date: date
    nir_encrypted: str = Field(default="", max_length=255)
    nir_hash: str = Field(default="", max_length=64, index=True)
    starts_on: date
    ends_on: date | None = None
    care_shared_on: date | None = None
