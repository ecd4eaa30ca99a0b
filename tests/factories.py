"""People and payments for tests: `alice = factories.alice(session)`, `factories.payment(session, alice)`.

Alice holds an individual contract for her family, Bruno a group contract of his employer, and Chloé is the
stranger: whatever is somebody else's, she must not see it. Every line satisfies the invariant of `DOMAIN.md`.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from espace.adapters import crypto, passwords
from espace.domain.labels import (
    AccountStatus,
    CareKind,
    ContractKind,
    DeductionKind,
    LineKind,
    PaymentMethod,
    Recipient,
    Relationship,
)
from espace.domain.money import FULL_RATE, share_of
from espace.models import Account, Beneficiary, Contract, Member, Payment, PaymentLine, Plan

PASSWORD = "quatre mots sans rapport"
OPENED = datetime(2026, 5, 12, 8, tzinfo=UTC)
_numbers = count(4471)


@cache
def password_hash(password: str = PASSWORD) -> str:
    """The hash of a password, computed once a run."""
    return passwords.hash_now(password)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with all that is theirs; `beneficiaries` by rank, the member first."""

    member: Member
    plan: Plan
    contract: Contract
    beneficiaries: list[Beneficiary]
    account: Account

    @property
    def id(self) -> int:
        assert self.member.id is not None
        return self.member.id

    @property
    def account_id(self) -> int:
        assert self.account.id is not None
        return self.account.id

    def beneficiary(self, first_name: str) -> Beneficiary:
        return next(one for one in self.beneficiaries if one.first_name == first_name)


def alice(session: Session) -> Person:
    """Alice Martin: individual contract since 2023, a husband and two children."""
    return person(
        session,
        "Alice",
        "Martin",
        member_number="0472318",
        birth_date=date(1984, 6, 14),
        nir="284061305512361",
        iban="FR7630006000011234567890189",
        relatives=[
            (Relationship.SPOUSE, "Julien", date(1982, 2, 3)),
            (Relationship.CHILD, "Inès", date(2013, 8, 27)),
            (Relationship.CHILD, "Noé", date(2017, 4, 9)),
        ],
    )


def bruno(session: Session) -> Person:
    """Bruno Keller: group contract through his employer, alone."""
    return person(
        session,
        "Bruno",
        "Keller",
        member_number="0518840",
        birth_date=date(1979, 10, 2),
        nir="179101305533415",
        plan_code="COLLECTIF-2",
        kind=ContractKind.GROUP,
        employer="Ateliers de la Calanque",
    )


def chloe(session: Session) -> Person:
    """Chloé Savary: the stranger, individual contract, alone."""
    return person(
        session, "Chloé", "Savary", member_number="0600127", birth_date=date(1991, 3, 21), nir="291031305577783"
    )


def person(
    session: Session,
    first_name: str,
    last_name: str,
    *,
    member_number: str | None = None,
    birth_date: date = date(1980, 1, 1),
    nir: str = "180017505500133",
    iban: str = "",
    email: str | None = None,
    plan_code: str = "HORIZON-3",
    kind: ContractKind = ContractKind.INDIVIDUAL,
    employer: str = "",
    relatives: list[tuple[Relationship, str, date]] | None = None,
    status: AccountStatus = AccountStatus.ACTIVE,
    deceased_on: date | None = None,
    password: str = PASSWORD,
) -> Person:
    """Make anybody: a member with a contract, its beneficiaries and an account, all flushed."""
    number = member_number or f"{next(_numbers):07d}"
    address = email or f"{first_name}.{last_name}@exemple.fr".lower()
    member = Member(
        member_number=number,
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
        nir_encrypted=crypto.encrypt(nir, "nir"),
        nir_hash=crypto.lookup_hash(nir),
        email=address,
        address_line1="18 rue des Embruns",
        postcode="13299",
        city="Port-Mistral",
        iban_encrypted=crypto.encrypt(iban, "iban") if iban else "",
        iban_hash=crypto.lookup_hash(iban) if iban else "",
        deceased_on=deceased_on,
    )
    formula = plan(session, plan_code)
    contract = Contract(
        contract_number=f"C-{number}",
        member_id=_saved(session, member),
        plan_id=_saved(session, formula),
        kind=kind,
        employer=employer,
        starts_on=date(2023, 3, 1),
        health_fund_code="011310000",
        health_fund_name="CPAM des Bouches-du-Rhône",
        premium=12640,
    )
    covered = [(Relationship.SELF, first_name, birth_date), *(relatives or [])]
    beneficiaries = [
        Beneficiary(
            contract_id=_saved(session, contract),
            rank=rank,
            relationship=relationship,
            first_name=name,
            last_name=last_name,
            birth_date=born,
            starts_on=contract.starts_on,
        )
        for rank, (relationship, name, born) in enumerate(covered)
    ]
    account = Account(
        member_id=_saved(session, member),
        email=address,
        password_hash=password_hash(password),
        status=status,
        created_at=OPENED,
        password_changed_at=OPENED,
    )
    session.add_all([*beneficiaries, account])
    session.flush()
    return Person(member, formula, contract, beneficiaries, account)


def plan(session: Session, code: str = "HORIZON-3") -> Plan:
    """The plan of that code, made when it is missing."""
    found = session.exec(select(Plan).where(col(Plan.code) == code)).first()
    return found or Plan(code=code, name=code.replace("-", " ").capitalize())


def _saved(session: Session, row: Any) -> int:
    if row.id is None:
        session.add(row)
        session.flush()
    assert isinstance(row.id, int)
    return row.id


@dataclass(frozen=True, slots=True)
class Care:
    """The amounts and words of a line to be; see `care`, `recovered_deduction` and `correction`."""

    charged: int
    base: int
    rate: int
    standard_rate: int
    social_security: int
    mutual: int
    out_of_pocket: int
    other_insurer: int = 0
    deduction: int = 0
    deduction_kind: DeductionKind = DeductionKind.NONE
    kind: LineKind = LineKind.CARE
    care_kind: CareKind = CareKind.CONSULTATION
    act_code: str = "G"
    act_label: str = "Consultation généraliste"
    practitioner: str = "Dr Hélène Castaing"
    care_date: date | None = None
    first_name: str = ""
    corrects_line_id: int | None = None
    settlement_number: str = field(default_factory=lambda: f"D{next(_numbers)}")


def care(
    charged: int = 3000,
    base: int = 3000,
    rate: int = 7000,
    *,
    standard_rate: int | None = None,
    deduction: int = 200,
    deduction_kind: DeductionKind = DeductionKind.PARTICIPATION,
    mutual: int | None = None,
    other_insurer: int = 0,
    **words: Any,
) -> Care:
    """A care line whose shares add up; by default a GP at 30 €, and a contract at 100 % of the base.

    `words` are the other fields of `Care`: `first_name` of the beneficiary (the member by default),
    `care_date` (five days before the payment), `act_label`, `practitioner`…
    """
    standard = rate if standard_rate is None else standard_rate
    social_security = max(0, share_of(base, rate) - deduction)
    covered = share_of(base, FULL_RATE) - share_of(base, standard) if mutual is None else mutual
    return Care(
        charged=charged,
        base=base,
        rate=rate,
        standard_rate=standard,
        social_security=social_security,
        mutual=covered,
        other_insurer=other_insurer,
        out_of_pocket=charged - social_security - covered - other_insurer,
        deduction=deduction,
        deduction_kind=deduction_kind if deduction else DeductionKind.NONE,
        **words,
    )


def pharmacy(**words: Any) -> Care:
    """One box of medicine, with its franchise of 1 €."""
    return care(
        209,
        209,
        6500,
        deduction=100,
        deduction_kind=DeductionKind.FRANCHISE,
        **{
            "care_kind": CareKind.PHARMACY,
            "act_code": "PH7",
            "act_label": "Médicaments",
            "practitioner": "Pharmacie du Port",
            **words,
        },
    )


def recovered_deduction(line: PaymentLine) -> Care:
    """The deduction that tiers payant could not withhold on `line`, recovered later from the member."""
    return Care(
        charged=0,
        base=0,
        rate=0,
        standard_rate=0,
        social_security=-line.deduction,
        mutual=0,
        out_of_pocket=line.deduction,
        deduction=line.deduction,
        deduction_kind=line.deduction_kind,
        kind=LineKind.RECOVERED_DEDUCTION,
        corrects_line_id=line.id,
        care_date=line.care_date,
    )


def correction(line: PaymentLine) -> Care:
    """The whole of `line` taken back."""
    return Care(
        charged=-line.charged,
        base=-line.base,
        rate=line.rate,
        standard_rate=line.standard_rate,
        social_security=-line.social_security,
        mutual=-line.mutual,
        other_insurer=-line.other_insurer,
        out_of_pocket=-line.out_of_pocket,
        deduction=-line.deduction,
        deduction_kind=line.deduction_kind,
        kind=LineKind.CORRECTION,
        corrects_line_id=line.id,
        care_date=line.care_date,
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment and its lines, in order."""

    payment: Payment
    lines: list[PaymentLine]

    @property
    def public_id(self) -> str:
        return self.payment.public_id


def payment(
    session: Session,
    owner: Person,
    *cares: Care,
    paid_on: date = date(2026, 11, 18),
    recipient: Recipient = Recipient.MEMBER,
    payee: str = "",
    method: PaymentMethod = PaymentMethod.TRANSFER,
    payment_number: str | None = None,
) -> Paid:
    """Pay some care (a GP consultation by default) of a member's contract; all rows are flushed."""
    lines = cares or (care(),)
    made = Payment(
        payment_number=payment_number or f"26-118-{next(_numbers):05d}",
        member_id=owner.id,
        contract_id=_saved(session, owner.contract),
        paid_on=paid_on,
        recipient=recipient,
        payee=payee,
        method=method,
        account_ending="471" if method is PaymentMethod.TRANSFER else "",
        total=sum(line.mutual for line in lines),
    )
    payment_id = _saved(session, made)
    rows = [_line(owner, made, payment_id, position, line) for position, line in enumerate(lines, start=1)]
    session.add_all(rows)
    session.flush()
    return Paid(made, rows)


def _line(owner: Person, paid: Payment, payment_id: int, position: int, line: Care) -> PaymentLine:
    beneficiary = owner.beneficiary(line.first_name) if line.first_name else owner.beneficiaries[0]
    assert beneficiary.id is not None
    return PaymentLine(
        payment_id=payment_id,
        line_number=position,
        member_id=owner.id,
        paid_on=paid.paid_on,
        beneficiary_id=beneficiary.id,
        settlement_number=line.settlement_number,
        care_date=line.care_date or date.fromordinal(paid.paid_on.toordinal() - 5),
        kind=line.kind,
        care_kind=line.care_kind,
        act_code=line.act_code,
        act_label=line.act_label,
        practitioner=line.practitioner,
        charged=line.charged,
        base=line.base,
        rate=line.rate,
        standard_rate=line.standard_rate,
        deduction=line.deduction,
        deduction_kind=line.deduction_kind,
        social_security=line.social_security,
        mutual=line.mutual,
        other_insurer=line.other_insurer,
        out_of_pocket=line.out_of_pocket,
        corrects_line_id=line.corrects_line_id,
    )
