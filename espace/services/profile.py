"""What « Mon compte » shows of a member, ready to show: two queries, one for the person, one for the contracts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlmodel import Session, col

from espace.adapters import crypto
from espace.domain import formats, iban, nir, phones
from espace.domain.labels import ContractKind, Relationship, TokenPurpose
from espace.domain.relatives import agreed, relation
from espace.models import Account, Beneficiary, Contract, EmailToken, Member


@dataclass(frozen=True)
class Relative:
    """Somebody covered with the member."""

    initials: str
    first_name: str
    note: str


@dataclass(frozen=True)
class Profile:
    """A member's account. `employer` is empty without a name; `locked` tells whether it rules contact details.

    Telephones and address lines are empty when there are none; `pending_email` waits for its confirmation.
    """

    name: str = ""
    birth_date: str = ""
    nir: str = ""
    member_number: str = ""
    line1: str = ""
    line2: str = ""
    postcode: str = ""
    city: str = ""
    mobile: str = ""
    landline: str = ""
    email: str = ""
    pending_email: str = ""
    password_changed: str = ""
    last_login: str = ""
    notify_payments: bool = False
    statements_by_email: bool = False
    newsletter: bool = False
    account_ending: str = ""
    locked: bool = False
    employer: str = ""
    family: tuple[Relative, ...] = ()


def view(session: Session, member_id: int, now: datetime) -> Profile:
    """Return the account of a member."""
    row = session.execute(_person(member_id, now)).one()
    covered = session.execute(_covered(member_id, formats.paris_day(now))).all()
    return Profile(
        name=f"{row.last_name} {row.first_name}",
        birth_date=formats.long_day(row.birth_date),
        nir=nir.masked(crypto.decrypt(row.nir_encrypted, "nir")),
        member_number=row.member_number,
        line1=row.address_line1,
        line2=row.address_line2,
        postcode=row.postcode,
        city=row.city,
        mobile=phones.shown(row.mobile),
        landline=phones.shown(row.phone),
        email=row.email,
        pending_email=row.pending_email or "",
        password_changed=f"Changé le {formats.long_day(formats.paris_day(row.password_changed_at))}",
        last_login=formats.moment(row.last_login_at, now) if row.last_login_at else "",
        notify_payments=row.notify_payments,
        statements_by_email=row.statements_by_email,
        newsletter=row.newsletter,
        account_ending=_ending(row.iban_encrypted),
        locked=any(one.kind is ContractKind.GROUP for one in covered),
        employer=max((one.employer for one in covered), default=""),
        family=_family(covered),
    )


def _ending(iban_encrypted: str) -> str:
    return iban.ending(crypto.decrypt(iban_encrypted, "iban")) if iban_encrypted else ""


def _person(member_id: int, now: datetime) -> Any:
    pending = and_(
        col(EmailToken.member_id) == col(Member.id),
        col(EmailToken.purpose) == TokenPurpose.EMAIL_CHANGE,
        col(EmailToken.used_at).is_(None),
        col(EmailToken.expires_at) > now,
    )
    return (
        select(
            col(Member.first_name), col(Member.last_name), col(Member.birth_date), col(Member.nir_encrypted),
            col(Member.member_number), col(Member.address_line1), col(Member.address_line2), col(Member.postcode),
            col(Member.city), col(Member.mobile), col(Member.phone), col(Member.iban_encrypted), col(Account.email),
            col(Account.password_changed_at), col(Account.last_login_at), col(Account.notify_payments),
            col(Account.statements_by_email), col(Account.newsletter), col(EmailToken.email).label("pending_email"),
        )
        .join_from(Member, Account, col(Account.member_id) == col(Member.id))
        .outerjoin(EmailToken, pending)
        .where(col(Member.id) == member_id)
        .order_by(col(EmailToken.created_at).desc())
        .limit(1)
    )  # fmt: skip


def _covered(member_id: int, today: date) -> Any:
    """Everybody covered by the member's running contracts today, and the kind of each contract."""
    still = or_(col(Beneficiary.ends_on).is_(None), col(Beneficiary.ends_on) >= today)
    return (
        select(
            col(Contract.kind), col(Contract.employer), col(Beneficiary.relationship), col(Beneficiary.first_name),
            col(Beneficiary.last_name), col(Beneficiary.birth_date), col(Beneficiary.nir_encrypted),
        )
        .outerjoin_from(
            Contract,
            Beneficiary,
            and_(col(Beneficiary.contract_id) == col(Contract.id), col(Beneficiary.starts_on) <= today, still),
        )
        .where(
            col(Contract.member_id) == member_id,
            col(Contract.starts_on) <= today,
            or_(col(Contract.ends_on).is_(None), col(Contract.ends_on) >= today),
        )
        .order_by(col(Contract.starts_on), col(Contract.id), col(Beneficiary.rank))
    )  # fmt: skip


def _family(covered: Iterable[Row[Any]]) -> tuple[Relative, ...]:
    """Return each relative once, though several contracts may cover them; twins differ by their first names."""
    relatives = {
        (one.first_name, one.last_name, one.birth_date): one
        for one in covered
        if one.relationship not in (None, Relationship.SELF)
    }
    return tuple(_relative(one) for one in relatives.values())


def _relative(one: Row[Any]) -> Relative:
    is_woman = nir.is_woman(crypto.decrypt(one.nir_encrypted, "nir") if one.nir_encrypted else "")
    what, born = relation(one.relationship, is_woman), agreed("né", is_woman)
    return Relative(
        initials=f"{one.first_name[:1]}{one.last_name[:1]}".upper(),
        first_name=one.first_name,
        note=f"{what}, {born} en{formats.NBSP}{one.birth_date.year}",
    )
