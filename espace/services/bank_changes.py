"""A change of bank details (RIB) on its way: cancelled on screen or by the link of an e-mail, or taking effect.

It takes effect `domain.bank_details.WAIT` after it was asked, to the second. `apply_due` writes it into the member's
row: the background task calls it, and so does the page before it shows an account, so that nobody reads an old one.
A frozen account and a deceased member keep the account they have, until they are unfrozen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, select, update
from sqlmodel import Session, col

from espace.content.mutual import MUTUAL
from espace.domain.errors import NotFound, PortalError
from espace.domain.formats import day_and_time
from espace.domain.labels import AccountStatus, TokenPurpose
from espace.models import Account, BankDetailsChange, Member
from espace.services import audit, emails, tokens
from espace.services.audit import Action
from espace.services.tokens import LinkExpired, LinkUnknown, LinkUsed

PURPOSE = TokenPurpose.BANK_CHANGE_CANCEL
AT_ONCE = 20

_CHANGES: Table = BankDetailsChange.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]
_ACCOUNTS: Table = Account.__table__  # type: ignore[attr-defined]
change, member, account = _CHANGES.c, _MEMBERS.c, _ACCOUNTS.c
PENDING = (change.cancelled_at.is_(None), change.applied_at.is_(None))


class CancelUnknown(NotFound):
    """No such link, or a newer request made another one."""

    sentence = (
        "Ce lien n’est pas valable, ou une demande plus récente l’a remplacé. Ouvrez le dernier e-mail reçu, ou "
        "connectez-vous : « Mon RIB » permet aussi d’annuler."
    )


class AlreadyCancelled(PortalError):
    """There is nothing left to cancel: it was done already."""

    sentence = "Ce changement est déjà annulé : rien ne change pour vos remboursements."


class TooLate(PortalError):
    """The time to cancel is over."""

    sentence = (
        "Le délai pour annuler est passé : le nouveau compte est utilisé. Vous n’êtes pas à l’origine de ce "
        f"changement ? Appelez-nous tout de suite au {MUTUAL.telephone.shown}."
    )


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What the page of the link shows to whoever holds it: nothing of either account."""

    first_name: str
    effective: str


OWNER = select(
    member.id.label("member_id"),
    member.first_name,
    member.email.label("on_file"),
    member.iban_encrypted,
    member.iban_hash,
    account.id.label("account_id"),
    account.email,
    account.password_hash,
    account.created_at,
    account.password_changed_at,
    account.email_changed_at,
).join_from(_MEMBERS, _ACCOUNTS, account.member_id == member.id)
OF_MEMBER = OWNER.where(member.id == bindparam("member_id"))
_PENDING = select(change.public_id, change.iban_hash, change.effective_at).where(
    change.member_id == bindparam("member_id"), *PENDING
)
_DUE = (
    OWNER.add_columns(change.id, change.public_id, change.effective_at)
    .add_columns(change.iban_encrypted.label("new_encrypted"), change.iban_hash.label("new_hash"), change.bic)
    .join(_CHANGES, change.member_id == member.id)
    .where(*PENDING, change.effective_at <= bindparam("now"))
    .where(account.status == AccountStatus.ACTIVE, member.deceased_on.is_(None))
    .order_by(change.effective_at, change.id)
    .limit(AT_ONCE)
)
_DUE_OF_MEMBER = _DUE.where(member.id == bindparam("member_id"))


def pending(session: Session, member_id: int) -> Row[Any] | None:
    """Return the change of a member that waits for its effect."""
    return session.execute(_PENDING, {"member_id": member_id}).first()


def cancel(session: Session, member_id: int, now: datetime) -> bool:
    """Cancel the member's pending change, and tell every known address; tell whether there was one to cancel."""
    cancelled = session.execute(
        update(_CHANGES)
        .where(change.member_id == member_id, *PENDING, change.effective_at > now)
        .values(cancelled_at=now, holder="", iban_encrypted="", iban_hash="", bic="")
        .returning(change.public_id)
    ).scalar_one_or_none()
    if cancelled is None:
        return False
    tokens.spend(session, PURPOSE, member_id, now)
    owner = session.execute(OF_MEMBER, {"member_id": member_id}).one()
    target = f"bank_details:{cancelled}"
    audit.record(session, Action.BANK_CHANGE_CANCELLED, account_id=owner.account_id, target=target, now=now)
    emails.bank_change_cancelled(session, addresses_of(owner), first_name=owner.first_name, now=now)
    return True


def open_cancellation(session: Session, token: str, now: datetime) -> Cancellation:
    """Return what a link would cancel, without consuming it: a mail scanner's visit changes nothing.

    Raises:
        CancelUnknown, AlreadyCancelled, TooLate: when there is nothing to cancel by it.
    """
    with _own_words():
        link = tokens.find(session, token, PURPOSE, now)
    found = pending(session, link.member_id)
    if found is None:
        raise AlreadyCancelled
    first_name = session.execute(select(col(Member.first_name)).where(col(Member.id) == link.member_id)).scalar_one()
    return Cancellation(first_name, day_and_time(found.effective_at))


def cancel_by_link(session: Session, token: str, now: datetime) -> None:
    """Cancel the change a link was sent for, once.

    Raises:
        CancelUnknown, AlreadyCancelled, TooLate: when there is nothing to cancel by it.
    """
    with _own_words():
        link = tokens.use(session, token, PURPOSE, now)
    if not cancel(session, link.member_id, now):
        raise AlreadyCancelled


@contextmanager
def _own_words() -> Iterator[None]:
    """Say of a dead link what it means here: « ask for a new one » would be no help."""
    try:
        yield
    except LinkUsed:
        raise AlreadyCancelled from None
    except LinkExpired:
        raise TooLate from None
    except LinkUnknown:
        raise CancelUnknown from None


def is_due(session: Session, now: datetime, *, member_id: int | None = None) -> bool:
    """Tell whether a change, or one of this member, is to take effect: one look, without a lock."""
    return session.execute(*_due(now, member_id, limit=1)).first() is not None


def apply_due(session: Session, now: datetime, *, member_id: int | None = None) -> int:
    """Let the changes whose time has come take effect, and tell their members; return how many did.

    Two workers never apply the same one: on PostgreSQL rows taken elsewhere are skipped, on SQLite one transaction
    writes at a time. For one member alone the row is waited for, so that the page shows what is true afterwards.
    """
    query, values = _due(now, member_id, limit=AT_ONCE)
    held = query.with_for_update(of=(_CHANGES, _MEMBERS), skip_locked=member_id is None)
    due = session.execute(held, values).all()
    for one in due:
        _apply(session, one, now)
    return len(due)


def _due(now: datetime, member_id: int | None, *, limit: int) -> tuple[Select[Any], dict[str, Any]]:
    if member_id is None:
        return _DUE.limit(limit), {"now": now}
    return _DUE_OF_MEMBER.limit(limit), {"now": now, "member_id": member_id}


def _apply(session: Session, due: Row[Any], now: datetime) -> None:
    session.execute(
        update(_CHANGES)
        .where(change.id == due.id)
        .values(applied_at=now, replaced_hash=due.iban_hash, iban_encrypted="")
    )
    session.execute(
        update(_MEMBERS)
        .where(member.id == due.member_id)
        .values(iban_encrypted=due.new_encrypted, iban_hash=due.new_hash, bic=due.bic)
    )
    target = f"bank_details:{due.public_id}"
    audit.record(session, Action.BANK_CHANGE_APPLIED, account_id=due.account_id, target=target, now=now)
    emails.bank_change_applied(
        session, addresses_of(due), first_name=due.first_name, effective_at=due.effective_at, now=now
    )


def addresses_of(owner: Row[Any]) -> tuple[str, ...]:
    """Return every address at which the member of an `OWNER` row is known."""
    return emails.known_addresses(owner.email, owner.on_file)
