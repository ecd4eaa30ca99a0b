"""Statements (relevés de prestations): what the document of one payment says, or of one prestation out of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlmodel import Session, col

from espace.content.mutual import MUTUAL
from espace.documents.statement_data import Issuer, Statement, StatementGroup, StatementLine
from espace.domain.breakdown import reasons
from espace.domain.labels import LineKind, PaymentMethod, Recipient
from espace.domain.wording import line_label, paid_label, sent_label
from espace.models import Contract, Member, Payment, Plan
from espace.services import payment_lines, payments
from espace.services.payment_views import CareLine, PaymentView

ISSUER = Issuer(
    name_start=MUTUAL.name_start,
    name_end=MUTUAL.name_end,
    address=", ".join(MUTUAL.address),
    telephone=MUTUAL.telephone.shown,
    hours=MUTUAL.hours,
    legal=f"{MUTUAL.legal.rstrip('.')}, SIREN {MUTUAL.siren}. Document fictif.",
)


def build(session: Session, member_id: int, public_id: str, today: date) -> Statement:
    """Return the statement of one payment of the member, issued on the Paris day `today`.

    Raises:
        NotFound: when the payment does not exist or is somebody else's.
    """
    payment = payments.one(session, member_id, public_id)
    words = paid_label(payment.recipient, payment.total) if payment.total < 0 else "Versé par la mutuelle"
    return replace(_of_payment(session, member_id, payment, today), total=abs(payment.total), total_words=words)


def build_line(session: Session, member_id: int, public_id: str, today: date) -> Statement:
    """Return the extract that shows one prestation of a payment, issued on the Paris day `today`.

    Raises:
        NotFound: when the prestation does not exist or is somebody else's.
    """
    found = payment_lines.one(session, member_id, public_id)
    words, cents = headline(found.line)
    return replace(
        _of_payment(session, member_id, found.payment, today),
        total=cents,
        total_words=words,
        line_number=found.line.number,
        explanation=reasons([found.line.amounts], third_party=found.may_be_recovered),
    )


def headline(line: CareLine) -> tuple[str, int]:
    """Return what one prestation is about, and how much that is in cents, ≥ 0: paid, taken back or recovered."""
    recovered = line.amounts.kind is LineKind.RECOVERED_DEDUCTION
    cents = line.amounts.out_of_pocket if recovered else abs(line.amounts.mutual)
    return line_label(line.amounts.kind, line.amounts.mutual), cents


def _of_payment(session: Session, member_id: int, payment: PaymentView, today: date) -> Statement:
    member, contract_number, plan = _owner(session, member_id, payment.public_id)
    third_party, is_sent = payment.recipient is Recipient.THIRD_PARTY, payment.total > 0
    cheque = is_sent and payment.method is PaymentMethod.CHEQUE and not third_party
    return Statement(
        issuer=ISSUER,
        member_number=member.member_number,
        contract_number=contract_number,
        plan=plan,
        issued_on=today,
        addressee=addressee(member),
        payment_number=payment.number,
        paid_on=payment.paid_on,
        total=payment.total,
        payment_words=sent_label(payment.recipient, payment.method, payment.total),
        account_ending=payment.account_ending if is_sent else "",
        payee=payment.payee or ("un professionnel de santé" if third_party else ""),
        cheque_to=addressee(member)[0] if cheque else "",
        groups=tuple(_groups(payment.lines)),
        explanation=reasons([line.amounts for line in payment.lines], third_party=third_party),
    )


def _owner(session: Session, member_id: int, public_id: str) -> tuple[Member, str, str]:
    """Return the member, the number of the contract and the name of the plan of a payment."""
    query = (
        select(Member, col(Contract.contract_number), col(Plan.name))
        .join(Payment, col(Payment.member_id) == col(Member.id))
        .join(Contract, col(Contract.id) == col(Payment.contract_id))
        .join(Plan, col(Plan.id) == col(Contract.plan_id))
        .where(col(Payment.member_id) == member_id, col(Payment.public_id) == public_id)
    )
    member, contract_number, plan = session.execute(query).one()
    return member, contract_number, plan


def addressee(member: Member) -> tuple[str, ...]:
    """Return a member's name and the lines of their address, as on an envelope."""
    lines = (member.address_line1, member.address_line2, f"{member.postcode} {member.city}")
    return (f"{member.first_name} {member.last_name}", *(line for line in lines if line))


def _groups(lines: tuple[CareLine, ...]) -> Iterator[StatementGroup]:
    """Group the lines by beneficiary, in the order of their first line."""
    order = list(dict.fromkeys(_person(line) for line in lines))
    for person, group in groupby(sorted(lines, key=lambda line: order.index(_person(line))), _person):
        yield StatementGroup(" ".join(person[:2]), person[0], tuple(_line(line) for line in group))


def _person(line: CareLine) -> tuple[str, str, int]:
    return line.first_name, line.last_name, line.rank


def _line(line: CareLine) -> StatementLine:
    amounts = line.amounts
    return StatementLine(
        care_date=line.care_date,
        act=line.act,
        practitioner=line.practitioner,
        charged=amounts.charged,
        base=None if line.private else amounts.base,
        social_security=amounts.social_security,
        mutual=amounts.mutual,
        other_insurer=amounts.other_insurer,
        out_of_pocket=amounts.out_of_pocket,
        note=line.note,
        kind=amounts.kind,
    )
