"""The account a member's reimbursements are paid on (RIB): seen masked, seen whole, changed.

Seeing it whole and changing it ask for the password again, verified between two transactions as
`espace.services.login_details` describes. A change waits (`espace.services.bank_changes`), one at a time, and none is
taken for a day after a new password or a new login address. It stays the member's own under a group contract.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, select
from sqlmodel import Session

from espace import routes
from espace.adapters import crypto
from espace.domain import bank_details, formats, iban
from espace.domain.bank_details import NewAccount
from espace.domain.errors import InvalidFields, NotFound, PortalError
from espace.domain.labels import PaymentMethod, Recipient
from espace.models import BankDetailsChange, Payment
from espace.services import audit, bank_changes, emails, throttles, tokens
from espace.services.audit import Action
from espace.services.bank_changes import OF_MEMBER, PENDING, PURPOSE, change, member
from espace.services.login_details import WrongPassword
from espace.services.throttles import PASSWORD_CHECK

REVEAL_FIELD = "mot_de_passe"  # the input beside « Voir l’IBAN entier »; the form's own is `actuel`


class NotNow(PortalError):
    """No change can be asked at this moment; nothing that was typed is at fault."""


class AnotherPending(NotNow):
    """One change waits already."""

    sentence = "Un changement est déjà en attente. Annulez-le d’abord, puis enregistrez l’autre compte."


class TooSoon(NotNow):
    """The password or the login address changed less than a day ago."""

    def __init__(self, free_from: datetime) -> None:
        super().__init__(
            "Votre mot de passe ou votre adresse e-mail vient de changer. Pour votre sécurité, vous pourrez changer "
            f"de compte bancaire à partir du {formats.day_and_time(free_from)}."
        )


class SameAccount(InvalidFields):
    """The account typed is the one that is used already."""

    def __init__(self) -> None:
        super().__init__({"iban": "Ce compte est déjà celui de vos remboursements : il n’y a rien à changer."})


@dataclass(frozen=True)
class Shown:
    """An account as a screen shows it; everything is empty when there is none."""

    masked: str = ""
    ending: str = ""
    holder: str = ""


@dataclass(frozen=True)
class BankDetails:
    """What the page shows. `used_since` is empty when it is not known, `effective` while no change waits.

    `too_soon` says from when a change may be asked, and is empty when it may be now.
    """

    current: Shown = Shown()
    used_since: str = ""
    new: Shown = Shown()
    asked: str = ""
    effective: str = ""
    too_soon: str = ""


_CHANGES: Table = BankDetailsChange.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_PAYMENTS: Table = Payment.__table__  # type: ignore[attr-defined]
payment = _PAYMENTS.c
_former = _CHANGES.alias("former")
# Who the account belongs to is known of one that was typed here; the feeds do not say.
_HOLDER = (
    select(_former.c.holder)
    .where(_former.c.member_id == member.id, _former.c.applied_at.is_not(None), _former.c.iban_hash == member.iban_hash)
    .order_by(_former.c.applied_at.desc())
    .limit(1)
    .scalar_subquery()
)
_VIEW = (
    OF_MEMBER.add_columns(member.last_name, _HOLDER.label("holder"))
    .add_columns(change.iban_encrypted.label("new_encrypted"), change.holder.label("new_holder"))
    .add_columns(change.asked_at, change.effective_at)
    .outerjoin(_CHANGES, (change.member_id == member.id) & PENDING[0] & PENDING[1])
)
_TRANSFERS = select(payment.paid_on).where(
    payment.member_id == bindparam("member_id"),
    payment.recipient == Recipient.MEMBER,
    payment.method == PaymentMethod.TRANSFER,
)
_LAST_ELSEWHERE = (
    _TRANSFERS.with_only_columns(func.max(payment.paid_on))
    .where(payment.account_ending != bindparam("ending"))
    .scalar_subquery()
)
# Somebody may come back to an account: only what was paid since the last transfer to another one counts.
_SINCE = _TRANSFERS.with_only_columns(func.min(payment.paid_on)).where(
    payment.account_ending == bindparam("ending"), payment.paid_on > func.coalesce(_LAST_ELSEWHERE, date.min)
)


def view(session: Session, member_id: int, now: datetime) -> BankDetails:
    """Return the member's account, and the change that waits."""
    row = session.execute(_VIEW, {"member_id": member_id}).one()
    current = _shown(row.iban_encrypted, row.holder or f"{row.first_name} {row.last_name}")
    since = session.execute(_SINCE, {"member_id": member_id, "ending": current.ending}).scalar()
    free_from = _free_from(row)
    return BankDetails(
        current=current,
        used_since=f"le {formats.long_day(since)}" if since and current.ending else "",
        new=_shown(row.new_encrypted or "", row.new_holder or ""),
        asked=formats.day_and_time(row.asked_at) if row.asked_at else "",
        effective=formats.day_and_time(row.effective_at) if row.effective_at else "",
        too_soon=TooSoon(free_from).sentence if free_from > now else "",
    )


def reveal(session: Session, member_id: int, verified_hash: str, now: datetime) -> str:
    """Return the whole IBAN, in groups of four, to a member whose password was just verified.

    Raises:
        WrongPassword: when the password was changed elsewhere in the meantime.
        NotFound: when there is no account.
    """
    owner = _verified_owner(session, member_id, verified_hash, REVEAL_FIELD)
    if not owner.iban_encrypted:
        raise NotFound
    audit.record(session, Action.IBAN_SHOWN, account_id=owner.account_id, now=now)
    return iban.grouped(crypto.decrypt(owner.iban_encrypted, "iban"))


def ask(session: Session, member_id: int, verified_hash: str, wanted: NewAccount, bic: str, now: datetime) -> bool:
    """Take down another account, used from `WAIT` on, and tell every known address; tell whether it was news.

    The same account asked again while it waits, by a second click, changes and sends nothing.

    Args:
        session: of a transaction that writes.
        member_id: whose account, from the session.
        verified_hash: the hash that the password was just verified against.
        wanted: the account, as `domain.bank_details.read` accepted it.
        bic: of its bank, empty when it is not known.
        now: the instant of the request.

    Raises:
        WrongPassword: when the password was changed elsewhere in the meantime.
        AnotherPending, TooSoon: when no change can be asked now.
        SameAccount: when it is the account that is used already.
    """
    bank_changes.apply_due(session, now, member_id=member_id)
    owner = _verified_owner(session, member_id, verified_hash, "actuel")
    iban_hash = crypto.lookup_hash(wanted.iban)
    if waiting := bank_changes.pending(session, member_id):
        if waiting.iban_hash != iban_hash:
            raise AnotherPending
        return False
    if (free_from := _free_from(owner)) > now:
        raise TooSoon(free_from)
    if iban_hash == owner.iban_hash:
        raise SameAccount
    _write(session, owner, wanted, iban_hash, bic, now)
    return True


def refuse(session: Session, account_id: int, now: datetime) -> None:
    """Write down that a change was sent when none could be asked: the page offers no form then."""
    audit.record(session, Action.CHANGE_REFUSED, account_id=account_id, detail="bank details", now=now)


def _write(session: Session, owner: Row[Any], wanted: NewAccount, iban_hash: str, bic: str, now: datetime) -> None:
    made = BankDetailsChange(
        member_id=owner.member_id,
        holder=wanted.holder,
        iban_encrypted=crypto.encrypt(wanted.iban, "iban"),
        iban_hash=iban_hash,
        bic=bic,
        asked_at=now,
        effective_at=tokens.expiry(PURPOSE, now),  # the link lives exactly until the effect
    )
    session.add(made)
    session.flush()
    token = tokens.issue(session, PURPOSE, owner.member_id, owner.email, now)
    link = f"{routes.CANCEL_BANK_CHANGE.path}?lien={token}"
    target = f"bank_details:{made.public_id}"
    audit.record(session, Action.BANK_CHANGE_ASKED, account_id=owner.account_id, target=target, now=now)
    addresses, effective_at = bank_changes.addresses_of(owner), made.effective_at
    emails.bank_change_asked(
        session, addresses, first_name=owner.first_name, link=link, effective_at=effective_at, now=now
    )


def _verified_owner(session: Session, member_id: int, verified_hash: str, field: str) -> Row[Any]:
    """Return the member, their row held until the transaction ends: of equal clicks the second sees the first."""
    owner = session.execute(OF_MEMBER.with_for_update(), {"member_id": member_id}).one()
    if owner.password_hash != verified_hash:
        raise WrongPassword(field)
    throttles.forget(session, PASSWORD_CHECK, str(owner.account_id))
    return owner


def _free_from(row: Row[Any]) -> datetime:
    return bank_details.free_from(row.created_at, row.password_changed_at, row.email_changed_at)


def _shown(iban_encrypted: str, holder: str) -> Shown:
    if not iban_encrypted:
        return Shown()
    number = crypto.decrypt(iban_encrypted, "iban")
    return Shown(iban.masked(number), iban.ending(number), holder)
