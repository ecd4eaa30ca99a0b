"""Whose something is: asked before a page or a file of one object is given out, and told when it was refused.

Another's object is not found, exactly as one that does not exist; only the audit trail knows the difference.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlmodel import Session

from espace.models.base import is_public_id
from espace.services import audit
from espace.services.audit import Action
from espace.services.contracts import contract
from espace.services.payment_views import line, payment, person
from espace.services.request_views import document, request


class Thing(StrEnum):
    """What has one owner and is named in an address; the word is its name in the audit trail."""

    PAYMENT = "payment"
    LINE = "payment_line"
    BENEFICIARY = "beneficiary"
    CONTRACT = "contract"
    REQUEST = "request"
    ATTACHMENT = "attachment"


_ALL: Final[dict[Thing, Any]] = {
    Thing.PAYMENT: select(payment.member_id),
    Thing.LINE: select(line.member_id),
    Thing.BENEFICIARY: select(contract.member_id).join(person.id.table, person.contract_id == contract.id),
    Thing.CONTRACT: select(contract.member_id),
    Thing.REQUEST: select(request.member_id),
    Thing.ATTACHMENT: select(document.member_id),
}
_NAMES: Final = {
    Thing.PAYMENT: payment,
    Thing.LINE: line,
    Thing.BENEFICIARY: person,
    Thing.CONTRACT: contract,
    Thing.REQUEST: request,
    Thing.ATTACHMENT: document,
}
_OWNERS = {thing: query.where(_NAMES[thing].public_id == bindparam("public_id")) for thing, query in _ALL.items()}


def is_owned(session: Session, thing: Thing, member_id: int, public_id: str) -> bool:
    """Tell whether the object exists and is the member's."""
    return _owner(session, thing, public_id) == member_id


def refuse(session: Session, thing: Thing, member_id: int, account_id: int, public_id: str, now: datetime) -> None:
    """Write down that a member asked for an object that exists and is not theirs."""
    if _owner(session, thing, public_id) not in (None, member_id):
        audit.record(session, Action.ACCESS_REFUSED, account_id=account_id, target=f"{thing}:{public_id}", now=now)


def _owner(session: Session, thing: Thing, public_id: str) -> int | None:
    if not is_public_id(public_id):
        return None
    found: int | None = session.execute(_OWNERS[thing], {"public_id": public_id}).scalar_one_or_none()
    return found
