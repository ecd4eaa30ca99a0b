"""What a member logs in with: password and e-mail address, theirs even under a group contract.

Both changes ask for the current password. It is verified between two transactions, because hashing is slow, and the
write then insists on the very hash that was verified:

    verified = await db.write(login_details.try_password, account_id, now)   # counts the try
    if not await passwords.verify(verified, typed): await db.write(login_details.refuse_password, account_id, now)
    await db.write(login_details.change_password, account_id, verified, …)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from espace import routes
from espace.content.mutual import MUTUAL
from espace.domain import email_addresses, passwords
from espace.domain.errors import InvalidFields, InvalidInput, PortalError
from espace.domain.formats import paris_day
from espace.domain.labels import TokenPurpose
from espace.domain.passwords import Rule
from espace.models import Account, Member
from espace.services import audit, contact_details, emails, own_details, sessions, throttles, tokens
from espace.services.audit import Action
from espace.services.throttles import PASSWORD_CHECK, Limit

EMAIL_CHANGES = Limit("email_change", 5, timedelta(hours=1))
PURPOSE = TokenPurpose.EMAIL_CHANGE


class TooManyTries(PortalError):
    """The current password was asked too often."""

    sentence = "Trop d’essais avec un mot de passe qui ne convient pas. Attendez cinq minutes, puis réessayez."


class WrongPassword(InvalidFields):
    """What was typed, in the input of that name, is not the current password."""

    def __init__(self, field: str = "actuel") -> None:
        super().__init__({field: "Ce n’est pas votre mot de passe actuel : tapez-le de nouveau."})


class TooManyLinks(PortalError):
    """Links were asked to too many addresses."""

    sentence = "Vous avez demandé plusieurs liens de confirmation. Attendez une heure avant d’en demander un autre."


class AddressTaken(PortalError):
    """Between the request and its confirmation, the address became somebody else's login."""

    sentence = "Cette adresse ne peut pas devenir la vôtre. Choisissez-en une autre dans « Mon compte »."


@dataclass(frozen=True, slots=True)
class EmailChange:
    """What the confirmation page may show to whoever holds the link."""

    first_name: str
    email: str


def try_password(session: Session, account_id: int, now: datetime) -> str:
    """Count a try at the current password, and return the hash it is verified against.

    Raises:
        TooManyTries: beyond what `PASSWORD_CHECK` lets through.
    """
    if not throttles.allow(session, PASSWORD_CHECK, str(account_id), now):
        raise TooManyTries
    return _owner(session, account_id).password_hash  # type: ignore[no-any-return]  # a row's columns are untyped


def refuse_password(session: Session, account_id: int, now: datetime) -> None:
    """Write down that the current password was not the right one."""
    audit.record(session, Action.PASSWORD_REFUSED, account_id=account_id, now=now)


def judge(session: Session, account_id: int, typed: str) -> tuple[Rule, ...]:
    """Return the rules of a new password as they stand for what is typed, which is kept nowhere."""
    return passwords.progress(typed, _personal_words(session, account_id))


def check_new_password(session: Session, account_id: int, current: str, new: str) -> None:
    """Accept a new password that follows the rules and is not the current one.

    Raises:
        InvalidFields: with what to do instead.
    """
    if not new:
        raise InvalidFields({"nouveau": "Tapez un nouveau mot de passe."})
    if found := passwords.problems(new, names=_personal_words(session, account_id)):
        raise InvalidFields({"nouveau": found[0]})
    if passwords.normalised(new) == passwords.normalised(current):
        raise InvalidFields({"nouveau": "Choisissez un mot de passe différent de l’actuel."})


def _personal_words(session: Session, account_id: int) -> tuple[str, ...]:
    names = select(
        col(Member.first_name), col(Member.last_name), col(Member.birth_name), col(Member.member_number),
        col(Member.birth_date), col(Account.email),
    ).join_from(Account, Member, col(Member.id) == col(Account.member_id))  # fmt: skip
    row = session.execute(names.where(col(Account.id) == account_id)).one()
    return (*(str(word) for word in row if word), MUTUAL.name)


def change_password(
    session: Session, account_id: int, verified_hash: str, new_hash: str, now: datetime, *, keep: str
) -> None:
    """Give the account a new password: other sessions and every link end, and the member is told.

    Args:
        account_id: whose password, from the session.
        verified_hash: the hash that the current password was just verified against.
        new_hash: of the new password, which was judged before it was hashed.
        now: the instant of the change.
        keep: the id hash of the session the change comes from.

    Raises:
        WrongPassword: when the password was changed elsewhere in the meantime.
    """
    changed = update(Account).where(col(Account.id) == account_id, col(Account.password_hash) == verified_hash)
    values = changed.values(password_hash=new_hash, password_changed_at=now)
    if session.execute(values.returning(col(Account.id))).first() is None:
        raise WrongPassword
    owner = _owner(session, account_id)
    throttles.forget(session, PASSWORD_CHECK, str(account_id))
    sessions.close_all(session, account_id, now, keep=keep)
    tokens.kill(session, owner.member_id, now)
    audit.record(session, Action.PASSWORD_CHANGED, account_id=account_id, now=now)
    emails.password_changed(session, owner.email, first_name=owner.first_name, now=now)


def read_email(typed: str) -> str:
    """Return the address typed in the input `email`.

    Raises:
        InvalidFields: when it is no address.
    """
    try:
        return email_addresses.read(typed)
    except InvalidInput as refusal:
        raise InvalidFields({"email": refusal.sentence}) from None


def ask_email_change(session: Session, account_id: int, verified_hash: str, typed: str, now: datetime) -> bool:
    """Send a link to a new login address, which serves once the link is confirmed; tell whether it is another one.

    For an address that serves another account the answer is the same; its owner is told to log in instead.

    Raises:
        InvalidFields: when it is no address.
        WrongPassword: when the password was changed elsewhere in the meantime.
        TooManyLinks: beyond five in an hour.
    """
    email = read_email(typed)
    owner = _owner(session, account_id)
    if owner.password_hash != verified_hash:
        raise WrongPassword
    throttles.forget(session, PASSWORD_CHECK, str(account_id))
    if email == owner.email:
        return False
    if not throttles.allow(session, EMAIL_CHANGES, str(account_id), now):
        raise TooManyLinks
    token = tokens.issue(session, PURPOSE, owner.member_id, email, now)
    audit.record(session, Action.EMAIL_CHANGE_ASKED, account_id=account_id, now=now)
    if _is_taken(session, email):
        links = {"login_link": routes.LOGIN.path, "forgotten_link": routes.FORGOTTEN.path}
        emails.already_member(session, email, **links, now=now)
        return True
    link = f"{routes.CONFIRM_EMAIL.path}?lien={token}"
    expires_at = now + tokens.LIFETIMES[PURPOSE]
    emails.confirm_email_change(session, email, first_name=owner.first_name, link=link, expires_at=expires_at, now=now)
    return True


def open_email_change(session: Session, token: str, now: datetime) -> EmailChange:
    """Return what a confirmation link stands for, without consuming it: a mail scanner's visit changes nothing.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when it is good for nothing.
    """
    link = tokens.find(session, token, PURPOSE, now)
    first_name = session.execute(select(col(Member.first_name)).where(col(Member.id) == link.member_id)).scalar_one()
    return EmailChange(first_name, link.email)


def confirm_email_change(session: Session, token: str, now: datetime) -> None:
    """Make the address a link was sent to the login address; the old one is told, every other link ends.

    Under a group contract the address on file stays with the employer; the login address is the member's own.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when the link is good for nothing.
        AddressTaken: when the address serves another account by now.
    """
    link = tokens.use(session, token, PURPOSE, now)
    owner = session.execute(_owners().where(col(Account.member_id) == link.member_id).with_for_update()).one()
    try:
        with session.begin_nested():
            mine = update(Account).where(col(Account.id) == owner.account_id)
            session.execute(mine.values(email=link.email, email_changed_at=now))
    except IntegrityError:
        raise AddressTaken from None
    if contact_details.employer_of(session, link.member_id, paris_day(now)) is None:
        own_details.write(session, link.member_id, {"email": link.email}, now)
    tokens.kill(session, link.member_id, now)
    audit.record(session, Action.EMAIL_CHANGED, account_id=owner.account_id, now=now)
    emails.email_changed(session, owner.email, first_name=owner.first_name, now=now)


def _owners() -> Any:
    return select(
        col(Account.id).label("account_id"),
        col(Account.email),
        col(Account.password_hash),
        col(Account.member_id),
        col(Member.first_name),
    ).join_from(Account, Member, col(Member.id) == col(Account.member_id))


def _owner(session: Session, account_id: int) -> Row[Any]:
    return session.execute(_owners().where(col(Account.id) == account_id)).one()


def _is_taken(session: Session, email: str) -> bool:
    return session.execute(select(col(Account.id)).where(col(Account.email) == email)).first() is not None
