"""A member's contact details (coordonnées) and communication choices, changed block by block.

Each change writes its own columns only: of two tabs, the last one wins, and never mixes blocks. One that changes
nothing leaves no trace and sends nothing. A member who has a running group contract, alone or beside others, changes
address and telephones through the employer: both serve every contract, so the strictest rule holds.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlmodel import Session, col

from espace.domain import addresses, phones, places
from espace.domain.errors import InvalidFields, InvalidInput, PortalError
from espace.domain.fields import read_each
from espace.domain.formats import paris_day
from espace.domain.labels import ContractKind
from espace.models import Account, Contract, Member
from espace.services import audit, emails, own_details
from espace.services.audit import Action

CHOICES = {
    "paiements": col(Account.notify_payments),
    "releves": col(Account.statements_by_email),
    "lettre": col(Account.newsletter),
}


class LockedByEmployer(PortalError):
    """The contract is collective: contact details and contract are changed through the employer."""

    sentence = (
        "Merci de bien vouloir solliciter votre employeur pour toutes modifications de coordonnées et de contrat."
    )


def employer_of(session: Session, member_id: int, today: date) -> str | None:
    """Return the employer of a member's running group contract, `None` without one."""
    return session.execute(
        select(col(Contract.employer))
        .where(
            col(Contract.member_id) == member_id,
            col(Contract.kind) == ContractKind.GROUP,
            col(Contract.starts_on) <= today,
            or_(col(Contract.ends_on).is_(None), col(Contract.ends_on) >= today),
        )
        .limit(1)
    ).scalar_one_or_none()


def home(session: Session, member_id: int) -> str:
    """Return the address a member lives at on one line, without its complement: what a map needs, and no more."""
    row = session.execute(
        select(col(Member.address_line1), col(Member.postcode), col(Member.city)).where(col(Member.id) == member_id)
    ).one()
    return places.one_line(*row)


def change_address(session: Session, member_id: int, typed: Mapping[str, str], now: datetime) -> bool:
    """Change the postal address; tell whether anything changed.

    Raises:
        LockedByEmployer: when the employer's contract rules.
        InvalidFields: with a sentence for each field to correct.
    """
    current = _unlocked(session, member_id, now)
    address = addresses.read(typed)
    wanted = {
        "address_line1": address.line1,
        "address_line2": address.line2,
        "postcode": address.postcode,
        "city": address.city,
    }
    if all(getattr(current, name) == value for name, value in wanted.items()):
        return False
    _write(session, current, wanted, "votre adresse postale", now)
    return True


def change_phones(session: Session, member_id: int, typed: Mapping[str, str], now: datetime) -> bool:
    """Change the mobile and the landline; tell whether anything changed.

    Raises:
        LockedByEmployer: when the employer's contract rules.
        InvalidFields: with a sentence for each field to correct.
    """
    current = _unlocked(session, member_id, now)
    mobile, landline = _numbers(typed)
    if phones.same(current.mobile, mobile) and phones.same(current.phone, landline):
        return False
    _write(session, current, {"mobile": mobile, "phone": landline}, "vos numéros de téléphone", now)
    return True


def choose(session: Session, member_id: int, name: str, wanted: bool, now: datetime) -> bool:
    """Change one communication choice, which is always the member's own; tell whether anything changed.

    Raises:
        InvalidInput: when there is no such choice.
    """
    if name not in CHOICES:
        raise InvalidInput
    current = _current(session, member_id)
    changed = session.execute(
        update(Account)
        .where(col(Account.id) == current.account_id, CHOICES[name].is_not(wanted))
        .values({CHOICES[name]: wanted})
        .returning(col(Account.id))
    ).first()
    if changed is None:
        return False
    _tell(session, current, "vos choix de messages", f"choice {name}: {'yes' if wanted else 'no'}", now)
    return True


def refuse_locked(session: Session, account_id: int, now: datetime) -> None:
    """Write down that a change the employer's contract forbids was sent all the same."""
    audit.record(session, Action.CHANGE_REFUSED, account_id=account_id, detail="group contract", now=now)


def _numbers(typed: Mapping[str, str]) -> tuple[str, str]:
    numbers = read_each(typed, {"mobile": phones.mobile, "fixe": phones.landline})
    if not any(numbers.values()):
        sentence = "Gardez au moins un numéro, mobile ou fixe : il nous permet de vous joindre."
        raise InvalidFields({"mobile": sentence})
    return numbers["mobile"], numbers["fixe"]


def _unlocked(session: Session, member_id: int, now: datetime) -> Row[Any]:
    if employer_of(session, member_id, paris_day(now)) is not None:
        raise LockedByEmployer
    return _current(session, member_id)


def _current(session: Session, member_id: int) -> Row[Any]:
    # Locked until the transaction ends: of two equal changes at once, the second sees that nothing is left to do.
    return session.execute(
        select(
            col(Member.id).label("member_id"),
            col(Member.first_name),
            col(Member.address_line1),
            col(Member.address_line2),
            col(Member.postcode),
            col(Member.city),
            col(Member.mobile),
            col(Member.phone),
            col(Account.id).label("account_id"),
            col(Account.email),
        )
        .join_from(Member, Account, col(Account.member_id) == col(Member.id))
        .where(col(Member.id) == member_id)
        .with_for_update()
    ).one()


def _write(session: Session, current: Row[Any], values: dict[str, str], what: str, now: datetime) -> None:
    own_details.write(session, current.member_id, values, now)
    _tell(session, current, what, ", ".join(sorted(values)), now)


def _tell(session: Session, current: Row[Any], what: str, detail: str, now: datetime) -> None:
    """Put the change into the trail, by the names of its fields, and tell the member by e-mail."""
    audit.record(session, Action.CONTACT_DETAILS_CHANGED, account_id=current.account_id, detail=detail, now=now)
    emails.contact_details_changed(session, current.email, first_name=current.first_name, what=what, now=now)
