"""People and payments for tests: `alice = factories.alice(session)`, `factories.payment(session, alice)`.

Alice holds an individual contract for her family, Bruno a group contract of his employer, and Chloé is the
stranger: whatever is somebody else's, she must not see it. Every line satisfies the invariant of `DOMAIN.md`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from espace.adapters import crypto, passwords
from espace.domain.labels import AccountStatus, ContractKind, PaymentMethod, Recipient, Relationship
from espace.domain.names import folded
from espace.models import Account, Beneficiary, Contract, Member, Payment, PaymentLine, Plan
from tests.cares import Care, care, correction, pharmacy, recovered_deduction

__all__ = ["Care", "care", "correction", "pharmacy", "recovered_deduction"]  # one import serves a test

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
        recipient=paid.recipient,
        paid_on=paid.paid_on,
        beneficiary_id=beneficiary.id,
        settlement_number=line.settlement_number,
        care_date=line.care_date or date.fromordinal(paid.paid_on.toordinal() - 5),
        kind=line.kind,
        care_kind=line.care_kind,
        act_code=line.act_code,
        act_label=line.act_label,
        practitioner=line.practitioner,
        practitioner_key=folded(f"{line.practitioner} {paid.payee}"),
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
