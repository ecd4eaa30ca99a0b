"""Who asks for a space: the member a card belongs to, and what stands between them and an account."""

import hmac
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from espace.adapters import crypto
from espace.content.mutual import MUTUAL
from espace.domain import names
from espace.domain.card import Card
from espace.domain.labels import AccountStatus
from espace.models import Account, Contract, Member


@dataclass(frozen=True, slots=True, repr=False)
class Applicant:
    """A member as the creation of a space sees them; `contracts` counts those that run or will."""

    id: int
    member_number: str
    first_name: str
    last_name: str
    birth_name: str
    birth_date: date
    nir_hash: str
    email: str
    deceased_on: date | None
    status: AccountStatus | None
    contracts: int

    @property
    def may_open(self) -> bool:
        """Whether a space may be created."""
        return self.status is None and self.deceased_on is None and self.contracts > 0

    @property
    def has_space(self) -> bool:
        """Whether there is one already, that they may log in to."""
        return self.status is AccountStatus.ACTIVE and self.deceased_on is None

    def on_file(self, email: str) -> bool:
        """Whether the mutual knew an address (lower case) before it was typed."""
        return bool(self.email) and self.email.strip().lower() == email

    def words(self, email: str) -> tuple[str, ...]:
        """Return what their password may not be made of."""
        own = (self.first_name, self.last_name, self.birth_name, self.member_number, str(self.birth_date), email)
        return (*(word for word in own if word), MUTUAL.name)


def by_number(session: Session, member_number: str, today: date) -> Applicant | None:
    """Return the member of that number."""
    return _one(session, col(Member.member_number) == member_number, today)


def by_id(session: Session, member_id: int, today: date) -> Applicant | None:
    """Return the member of that id."""
    return _one(session, col(Member.id) == member_id, today)


def matching(card: Card, member: Applicant | None) -> Applicant | None:
    """Return the member of that number if the rest of the card is theirs too, under the birth or the usual name.

    Everything is compared, always: what differs must not show in the time it takes.
    """
    nir_hash = crypto.lookup_hash(card.nir)
    last_names = (member.last_name, member.birth_name) if member else (card.last_name, card.last_name)
    known = [names.same(card.last_name, one) for one in last_names]
    same = [
        any(known),
        names.same(card.first_name, member.first_name if member else card.first_name),
        card.birth_date == (member.birth_date if member else card.birth_date),
        hmac.compare_digest(nir_hash, member.nir_hash if member else nir_hash),
    ]
    return member if all(same) else None


_MEMBER = select(
    col(Member.id), col(Member.member_number), col(Member.first_name), col(Member.last_name), col(Member.birth_name),
    col(Member.birth_date), col(Member.nir_hash), col(Member.email), col(Member.deceased_on), col(Account.status),
).outerjoin_from(Member, Account, col(Account.member_id) == col(Member.id))  # fmt: skip


def _one(session: Session, which: ColumnElement[bool], today: date) -> Applicant | None:
    last_day = col(Contract.ends_on)
    running = select(func.count()).where(
        col(Contract.member_id) == col(Member.id), or_(last_day.is_(None), last_day >= today)
    )
    row = session.execute(_MEMBER.add_columns(running.correlate(Member).scalar_subquery()).where(which)).first()
    return Applicant(*row) if row else None
