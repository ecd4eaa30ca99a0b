"""Statements (relevés de prestations): what the document of a payment says, of each one found, or of one prestation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from espace.content.mutual import MUTUAL
from espace.documents.statement_data import Issuer, Statement, StatementGroup, StatementLine
from espace.domain.breakdown import reasons
from espace.domain.labels import LineKind, PaymentMethod, Recipient
from espace.domain.searches import Search
from espace.domain.wording import line_label, paid_label, sent_label
from espace.models import Contract, Member, Payment, Plan
from espace.services import payment_lines, payment_search, payments
from espace.services.payment_views import PAYMENT_COLUMNS, CareLine, PaymentView, grouped, payment, view, with_lines

ISSUER = Issuer(
    name_start=MUTUAL.name_start,
    name_end=MUTUAL.name_end,
    address=", ".join(MUTUAL.address),
    telephone=MUTUAL.telephone.shown,
    hours=MUTUAL.hours,
    legal=f"{MUTUAL.legal.rstrip('.')}, SIREN {MUTUAL.siren}. Document fictif.",
)


SOMEBODY = "un professionnel de santé"  # a payee whose name would tell what another adult's care was

_CONTRACTS, _PLANS = Contract.__table__, Plan.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_MINE = (
    select(*PAYMENT_COLUMNS, _CONTRACTS.c.contract_number, _PLANS.c.name.label("plan"))
    .join(_CONTRACTS, _CONTRACTS.c.id == payment.contract_id)
    .join(_PLANS, _PLANS.c.id == _CONTRACTS.c.plan_id)
    .where(payment.member_id == bindparam("member_id"))
)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose payment it is, and under which contract."""

    member: Member
    contract_number: str
    plan: str


def build(session: Session, member_id: int, public_id: str, today: date) -> Statement:
    """Return the statement of one payment of the member, issued on the Paris day `today`.

    Raises:
        NotFound: when the payment does not exist or is somebody else's.
    """
    paid = payments.one(session, member_id, public_id)
    return _whole(_owner(session, member_id, public_id), paid, today)


def of_search(
    session: Session, member_id: int, wanted: Search, recipient: Recipient, today: date
) -> tuple[Statement, ...]:
    """Return the statement of each payment that a search finds, once and whole, newest first as on the screen.

    Two queries, however many there are; each payment's rows are let go once its statement is made.
    """
    chosen = with_lines(_MINE.where(payment.id.in_(payment_search.payment_ids(wanted))))
    member = session.get_one(Member, member_id)
    found = grouped(session.execute(chosen, payment_search.parameters(member_id, wanted, recipient)))
    return tuple(_whole(_Owner(member, rows[0].contract_number, rows[0].plan), view(rows), today) for rows in found)


def build_line(session: Session, member_id: int, public_id: str, today: date) -> Statement:
    """Return the extract that shows one prestation of a payment, issued on the Paris day `today`.

    Raises:
        NotFound: when the prestation does not exist or is somebody else's.
    """
    found = payment_lines.one(session, member_id, public_id)
    words, cents = headline(found.line)
    return replace(
        _of_payment(_owner(session, member_id, found.payment.public_id), found.payment, today),
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


def _whole(owner: _Owner, paid: PaymentView, today: date) -> Statement:
    words = paid_label(paid.recipient, paid.total) if paid.total < 0 else "Versé par la mutuelle"
    return replace(_of_payment(owner, paid, today), total=abs(paid.total), total_words=words)


def _of_payment(owner: _Owner, paid: PaymentView, today: date) -> Statement:
    member = owner.member
    third_party, is_sent = paid.recipient is Recipient.THIRD_PARTY, paid.total > 0
    cheque = is_sent and paid.method is PaymentMethod.CHEQUE and not third_party
    return Statement(
        issuer=ISSUER,
        member_number=member.member_number,
        contract_number=owner.contract_number,
        plan=owner.plan,
        issued_on=today,
        addressee=addressee(member),
        payment_number=paid.number,
        paid_on=paid.paid_on,
        total=paid.total,
        payment_words=sent_label(paid.recipient, paid.method, paid.total),
        account_ending=paid.account_ending if is_sent else "",
        payee=paid.payee or (SOMEBODY if third_party else ""),
        cheque_to=addressee(member)[0] if cheque else "",
        groups=tuple(_groups(paid.lines)),
        explanation=reasons([line.amounts for line in paid.lines], third_party=third_party),
    )


def _owner(session: Session, member_id: int, public_id: str) -> _Owner:
    query = (
        select(Member, col(Contract.contract_number), col(Plan.name))
        .join(Payment, col(Payment.member_id) == col(Member.id))
        .join(Contract, col(Contract.id) == col(Payment.contract_id))
        .join(Plan, col(Plan.id) == col(Contract.plan_id))
        .where(col(Payment.member_id) == member_id, col(Payment.public_id) == public_id)
    )
    return _Owner(*session.execute(query).one())


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
