"""A forgotten password: a link for an hour, to the login address only, and a new password.

Whoever asks reads the same answer for a known and for an unknown login, and it takes as long; nothing is sent to an
address that no account has.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlmodel import Session, col

from espace import routes
from espace.content.mutual import MUTUAL
from espace.domain.errors import PortalError
from espace.domain.labels import AccountStatus, TokenPurpose
from espace.models import Account, Member
from espace.services import audit, devices, emails, sessions, throttles, tokens
from espace.services.audit import Action
from espace.services.throttles import FORGOTTEN_ADDRESS, FORGOTTEN_LOGIN

PURPOSE = TokenPurpose.PASSWORD_RESET
NOBODY = "personne@exemple.invalid"


class TooManyLinks(PortalError):
    """Too many links were asked for one login or from one network address, known or not."""

    sentence = "Plusieurs liens ont déjà été demandés. Ouvrez le dernier e-mail reçu, ou réessayez dans une heure."


@dataclass(frozen=True, slots=True, repr=False)
class ResetStep:
    """What a link leads to: a greeting, and (not for the browser) what the password may not be made of."""

    first_name: str
    personal: tuple[str, ...]


def ask(session: Session, login: str, now: datetime, *, client: str) -> None:
    """Send a link to the account of that member number or e-mail address, if there is one.

    Raises:
        TooManyLinks: for a known and an unknown login alike.
    """
    allowed = throttles.allow(session, FORGOTTEN_ADDRESS, client, now)
    if not allowed or not throttles.allow(session, FORGOTTEN_LOGIN, _subject(login), now):
        raise TooManyLinks
    account_id = sessions.candidate(session, login).account_id
    owner = session.execute(_OWNER.where(col(Account.id) == account_id)).first()
    audit.record(session, Action.RESET_ASKED, account_id=account_id or None, now=now)
    with session.begin_nested() as kept:
        _send(session, owner, now)
        if owner is None:
            kept.rollback()


def look(session: Session, token: str, now: datetime) -> ResetStep:
    """Tell what a link leads to without consuming it: a mail scanner's visit changes nothing.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when it is good for nothing.
    """
    owner = _owner(session, tokens.find(session, token, PURPOSE, now))
    words = (owner.first_name, owner.last_name, owner.birth_name, owner.member_number, owner.birth_date, owner.email)
    return ResetStep(owner.first_name, (*(str(word) for word in words if word), MUTUAL.name))


def reset(session: Session, token: str, password_hash: str, now: datetime) -> None:
    """Give the account of a link a new password: every session and every link ends, and the owner is told.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: when the link is good for nothing.
    """
    owner = _owner(session, tokens.use(session, token, PURPOSE, now))
    session.execute(
        update(Account).where(col(Account.id) == owner.id).values(password_hash=password_hash, password_changed_at=now)
    )
    sessions.close_all(session, owner.id, now)
    devices.forget_all(session, owner.id)
    tokens.kill(session, owner.member_id, now)
    emails.password_changed(session, owner.email, first_name=owner.first_name, now=now)
    audit.record(session, Action.PASSWORD_RESET, account_id=owner.id, now=now)


_OWNER = (
    select(
        col(Account.id), col(Account.member_id), col(Account.email), col(Member.first_name),
        col(Member.last_name), col(Member.birth_name), col(Member.member_number), col(Member.birth_date),
    )
    .join_from(Account, Member, col(Member.id) == col(Account.member_id))
    .where(col(Account.status) == AccountStatus.ACTIVE, col(Member.deceased_on).is_(None))
)  # fmt: skip


def _owner(session: Session, link: tokens.Link) -> Row[Any]:
    """Return whose account a link resets; a frozen one, or one whose address changed, has no link any more."""
    owner = session.execute(
        _OWNER.where(col(Account.member_id) == link.member_id, col(Account.email) == link.email)
    ).first()
    if owner is None:
        raise tokens.LinkUnknown
    return owner


def _send(session: Session, owner: Row[Any] | None, now: datetime) -> None:
    """Queue the link; for nobody the same is done, and then undone."""
    expires_at = tokens.expiry(PURPOSE, now)
    if owner:
        token = tokens.issue(session, PURPOSE, owner.member_id, owner.email, now)
        to, first_name = owner.email, owner.first_name
    else:
        token = tokens.pretend(session, PURPOSE)
        to, first_name = NOBODY, "Personne"
    link = f"{routes.NEW_PASSWORD.path}?lien={token}"
    emails.password_reset(session, to, first_name=first_name, link=link, expires_at=expires_at, now=now)


def _subject(login: str) -> str:
    """Return what the limit counts: an address in any case, a number with or without spaces."""
    name = login.strip().lower()[: sessions.MAX_LOGIN_LENGTH].encode(errors="replace").decode()
    return name if "@" in name else name.replace(" ", "")
