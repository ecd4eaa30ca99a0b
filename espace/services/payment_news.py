"""What members are told of their reimbursements by e-mail, as they chose in « Mon compte »: that something is there.

No amount, no act, no name of a professional stands in these e-mails: only that it is to be read in the portal. A frozen
account and a deceased member are told nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, exists, or_, select, update
from sqlmodel import Session

from espace import routes
from espace.domain import searches
from espace.domain.formats import MONTHS, numeric_day, paris_day
from espace.domain.labels import AccountStatus, Recipient
from espace.domain.periods import month_before
from espace.domain.wording import of
from espace.models import Account, Member, Payment
from espace.services import emails, outbox
from espace.services.emails import Reader

# What was paid longer ago is history that is being loaded, no news.
NEWS_FOR = timedelta(days=31)
# From this day of a month on, the payments of the month before are taken to be imported.
SETTLED_ON = 5
AT_ONCE = 500

_ACCOUNTS: Table = Account.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]
_PAYMENTS: Table = Payment.__table__  # type: ignore[attr-defined]
account, member, payment = _ACCOUNTS.c, _MEMBERS.c, _PAYMENTS.c
_READERS = (
    select(account.email, member.first_name)
    .join_from(_ACCOUNTS, _MEMBERS, member.id == account.member_id)
    .where(account.status == AccountStatus.ACTIVE, member.deceased_on.is_(None))
)
_NEWLY_PAID = select(payment.member_id).where(
    payment.id > bindparam("last_id"),
    payment.recipient == Recipient.MEMBER,
    payment.total > 0,
    payment.paid_on > bindparam("since"),
)
_TO_TELL = _READERS.where(account.notify_payments, member.id.in_(_NEWLY_PAID)).order_by(account.id)


def _paid_in_month(recipient: Recipient) -> Any:
    return exists().where(
        payment.member_id == member.id,
        payment.recipient == recipient,
        payment.paid_on.between(bindparam("first"), bindparam("last")),
    )


_TO_MEMBER = _paid_in_month(Recipient.MEMBER)
_STATEMENTS: Select[Any] = (
    _READERS.add_columns(account.id, _TO_MEMBER.label("to_member"))
    .where(account.statements_by_email)
    .where(or_(account.statement_told_for.is_(None), account.statement_told_for < bindparam("first")))
    .where(or_(_TO_MEMBER, _paid_in_month(Recipient.THIRD_PARTY)))
    .order_by(account.id)
    .limit(AT_ONCE)
    .with_for_update(of=_ACCOUNTS, skip_locked=True)
)


def tell_of_payments(session: Session, last_id: int, now: datetime) -> int:
    """Tell the members who asked for it that an import brought something paid to them; return how many are told.

    One e-mail a member, however many payments. A third-party payment brings the member nothing, nor does one that
    takes money back: they are no reimbursement.

    Args:
        session: of the import's own transaction.
        last_id: the highest payment id before the import.
        now: the instant of the import.
    """
    values = {"last_id": last_id, "since": paris_day(now) - NEWS_FOR}
    to = _reached(session.execute(_TO_TELL, values).all())
    emails.new_reimbursements(session, to, link=routes.PAYMENTS.path, choices_link=routes.ACCOUNT.path, now=now)
    return len(to)


def tell_of_statements(session: Session, now: datetime) -> int:
    """Tell `AT_ONCE` members who asked for it that last month's statement is there; return how many accounts it was.

    Nobody is told twice of a month, however often this runs: of two at once, on PostgreSQL each leaves the accounts the
    other holds, on SQLite one transaction writes at a time. Whoever had no payment that month has no statement; before
    the `SETTLED_ON`th there is none yet.
    """
    today = paris_day(now)
    if today.day < SETTLED_ON:
        return 0
    first, last = month_before(today)
    due = session.execute(_STATEMENTS, {"first": first, "last": last}).all()
    if not due:
        return 0
    told = update(_ACCOUNTS).where(account.id.in_([one.id for one in due]))
    session.execute(told.values(statement_told_for=first))
    for page, to_member in ((routes.PAYMENTS, True), (routes.THIRD_PARTIES, False)):
        to = _reached([one for one in due if one.to_member == to_member])
        _tell_of_statement(session, to, page.path, first, last, now)
    return len(due)


def _tell_of_statement(session: Session, to: list[Reader], path: str, first: date, last: date, now: datetime) -> None:
    emails.statement_ready(
        session,
        to,
        month=of(MONTHS[first.month - 1]),
        year=first.year,
        link=searches.address(path, {"du": numeric_day(first), "au": numeric_day(last)}),
        choices_link=routes.ACCOUNT.path,
        now=now,
    )


def _reached(rows: Iterable[Row[Any]]) -> list[Reader]:
    """Return whom an e-mail can reach: one address or name that is unfit for mail must not hold up all the others."""
    readers = ((one.email, one.first_name) for one in rows)
    return [(to, name) for to, name in readers if outbox.is_one_address(to) and outbox.is_one_line(name)]
