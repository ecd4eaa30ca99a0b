"""What a member is told of a request by e-mail: its number, where it stands, and the answer to a question.

A change in somebody's life is never told in an e-mail, only that there is news of it in the portal. The answer to a
question is, as it goes to the member's own mailbox, when its adviser says that nothing in it is about health; but not
one that holds the number of a person or of an account.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, select
from sqlmodel import Session

from espace import routes
from espace.domain.labels import AccountStatus, RequestKind, RequestStatus
from espace.models import Account, Member, MemberRequest
from espace.services import emails

# A NIR of 13 or 15 characters and an IBAN, written in one go or in groups.
_NIR = re.compile(r"(?<!\d)[1-478](?:[\s.-]?\d){4}(?:[\s.-]?[\dABab]){2}(?:[\s.-]?\d){6}(?:[\s.-]?\d{2})?(?!\d)")
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]){11,30}(?![A-Z0-9])", re.IGNORECASE)

_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_ACCOUNTS: Table = Account.__table__  # type: ignore[attr-defined]
member, account = _MEMBERS.c, _ACCOUNTS.c
_OWNER = (
    select(member.id, member.first_name, member.deceased_on, account.id.label("account_id"))
    .add_columns(account.email, account.status)
    .join_from(_MEMBERS, _ACCOUNTS, account.member_id == member.id)
    .where(member.id == bindparam("member_id"))
)
_HELD_OWNER = _OWNER.where(account.id == bindparam("account_id")).with_for_update(of=_MEMBERS)


def held_owner(session: Session, member_id: int, account_id: int) -> Row[Any]:
    """Return a member with the account of theirs, the row held until the transaction ends.

    Of equal clicks the second then sees what the first did.
    """
    return session.execute(_HELD_OWNER, {"member_id": member_id, "account_id": account_id}).one()


def acknowledge(session: Session, owner: Row[Any], made: MemberRequest) -> None:
    """Tell a member the number of what they just sent, and whether it is done already."""
    values = {"first_name": owner.first_name, "number": made.number, "link": _page(made.public_id)}
    is_done = made.status is RequestStatus.APPLIED
    emails.request_received(session, owner.email, kind=made.kind, is_done=is_done, now=made.created_at, **values)


def tell(
    session: Session, moved: Row[Any], status: RequestStatus, message: str, now: datetime, *, travels: bool
) -> None:
    """Tell a member of a step, unless nobody is there to be told: a deceased member, a frozen account.

    `travels` says that the message may stand in an e-mail; otherwise the e-mail leads to it.
    """
    owner = session.execute(_OWNER, {"member_id": moved.member_id}).first()
    if owner is None or owner.deceased_on or owner.status != AccountStatus.ACTIVE:
        return
    values = {"first_name": owner.first_name, "number": moved.number, "link": _page(moved.public_id)}
    is_answer = moved.kind == RequestKind.QUESTION and status == RequestStatus.ANSWERED and bool(message)
    if is_answer and travels and may_travel(message):
        emails.request_answered(session, owner.email, answer=message, now=now, **values)
    else:
        emails.request_moved(session, owner.email, status=status, now=now, **values)


def may_travel(message: str) -> bool:
    """Tell whether an answer holds nothing that never stands in an e-mail: a NIR, an IBAN."""
    return not (_NIR.search(message) or _IBAN.search(message))


def _page(public_id: str) -> str:
    return f"{routes.REQUEST.path}?id={public_id}"
