"""Payments and their lines (prestations). Every amount is in integer cents, every rate in basis points.

A third-party payment (tiers payant) is a payment whose recipient is not the member: same columns,
same lines, same searches, so one table.
"""

from datetime import date

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from espace.domain.labels import CareKind, DeductionKind, LineKind, PaymentMethod, Recipient
from espace.models.base import choice, public_id


class Payment(SQLModel, table=True):
    """One transfer of the mutual, to the member or to a health professional."""

    __table_args__ = (Index("ix_payment_latest", "member_id", "recipient", "paid_on", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    payment_number: str = Field(max_length=30, unique=True)
    member_id: int = Field(foreign_key="member.id")
    contract_id: int = Field(foreign_key="contract.id")
    paid_on: date
    recipient: Recipient = choice(Recipient)
    payee: str = Field(default="", max_length=100)  # the health professional's name, empty for the member
    method: PaymentMethod = choice(PaymentMethod)
    account_ending: str = Field(default="", max_length=3)  # last characters of the credited IBAN
    total: int  # sum of the lines' mutual shares


class PaymentLine(SQLModel, table=True):
    """One prestation of a statement (ligne de décompte).

    Invariant: `charged = social_security + mutual + other_insurer + out_of_pocket`.
    """

    __tablename__ = "payment_line"
    __table_args__ = (
        UniqueConstraint("payment_id", "line_number"),
        # Covers the choice of a search's payments and its totals, newest first: only what is shown is then looked up.
        Index(
            "ix_payment_line_search",
            "member_id", "recipient", "paid_on", "payment_id", "beneficiary_id", "care_kind", "care_date",
            "social_security", "mutual",
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = public_id()
    payment_id: int = Field(foreign_key="payment.id")
    line_number: int
    # Copied from the payment: a search of a lifetime of care then reads one index.
    member_id: int = Field(foreign_key="member.id")
    recipient: Recipient = choice(Recipient)
    paid_on: date
    beneficiary_id: int = Field(foreign_key="beneficiary.id")
    settlement_number: str = Field(max_length=30)  # numéro de décompte of the Assurance Maladie
    care_date: date
    kind: LineKind = choice(LineKind)
    care_kind: CareKind = choice(CareKind)
    act_code: str = Field(max_length=20)
    act_label: str = Field(max_length=200)
    practitioner: str = Field(default="", max_length=100)
    # Who cared and who was paid, as `domain.names.folded` writes them: what a search by name looks into.
    practitioner_key: str = Field(default="", max_length=250)
    charged: int
    base: int
    rate: int
    standard_rate: int  # the rate inside the care pathway; above `rate` when hors parcours
    deduction: int = 0
    deduction_kind: DeductionKind = choice(DeductionKind)
    social_security: int
    mutual: int
    other_insurer: int = 0
    out_of_pocket: int
    corrects_line_id: int | None = Field(default=None, foreign_key="payment_line.id", index=True)
