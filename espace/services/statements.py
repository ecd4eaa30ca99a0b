"""Statements (relevés de prestations): what the document of a payment says, for one payment or all that a search finds.

Either takes two queries: the payments with their lines and contracts, and the member.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session

from espace.content.mutual import MUTUAL
from espace.documents.statement_data import Issuer, Statement, StatementGroup, StatementLine
from espace.domain.breakdown import reasons
from espace.domain.errors import NotFound
from espace.domain.labels import PaymentMethod, Recipient
from espace.domain.searches import Search
from espace.domain.wording import sent_label
from espace.models import Contract, Member, Plan
from espace.models.base import is_public_id
from espace.services import payment_search
from espace.services.payment_views import PAYMENT_COLUMNS, CareLine, PaymentView, payment, views, with_lines

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
_ONE = with_lines(_MINE.where(payment.public_id == bindparam("public_id")))


def build(session: Session, member_id: int, public_id: str, today: date) -> Statement:
    """Return the statement of one payment of the member, issued on the Paris day `today`.

    Raises:
        NotFound: when the payment does not exist or is somebody else's.
    """
    if not is_public_id(public_id):
        raise NotFound
    found = _statements(session, _ONE, {"member_id": member_id, "public_id": public_id}, today)
    if not found:
        raise NotFound
    return found[0]


def of_search(
    session: Session, member_id: int, wanted: Search, recipient: Recipient, today: date
) -> tuple[Statement, ...]:
    """Return the statement of each payment that a search finds, once and whole, newest first as on the screen."""
    chosen = with_lines(_MINE.where(payment.id.in_(payment_search.payment_ids(wanted))))
    return _statements(session, chosen, payment_search.parameters(member_id, wanted, recipient), today)


def _statements(session: Session, chosen: Select[Any], asked: dict[str, Any], today: date) -> tuple[Statement, ...]:
    rows = session.execute(chosen, asked).all()
    member = session.get_one(Member, asked["member_id"])
    contracts = {row.public_id: row for row in rows}
    return tuple(_statement(member, contracts[paid.public_id], paid, today) for paid in views(rows))


def _statement(member: Member, contract: Row[Any], paid: PaymentView, today: date) -> Statement:
    third_party = paid.recipient is Recipient.THIRD_PARTY
    return Statement(
        issuer=ISSUER,
        member_number=member.member_number,
        contract_number=contract.contract_number,
        plan=contract.plan,
        issued_on=today,
        addressee=addressee(member),
        payment_number=paid.number,
        paid_on=paid.paid_on,
        total=paid.total,
        payment_words=sent_label(paid.recipient, paid.method),
        account_ending=paid.account_ending,
        payee=paid.payee or (SOMEBODY if third_party else ""),
        cheque_to=addressee(member)[0] if paid.method is PaymentMethod.CHEQUE and not third_party else "",
        groups=tuple(_groups(paid.lines)),
        explanation=reasons([line.amounts for line in paid.lines], third_party=third_party),
    )


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
        base=amounts.base,
        social_security=amounts.social_security,
        mutual=amounts.mutual,
        other_insurer=amounts.other_insurer,
        out_of_pocket=amounts.out_of_pocket,
        note=line.note,
    )
