"""The links sent by e-mail: each does one thing, once, for a time.

The e-mail holds 256 random bits, the table only their SHA-256. Looking at a link (the GET of a person or of a mail
scanner) never consumes it; using it does, and of parallel clicks a single one succeeds. A new link kills the
earlier ones of the same purpose and member, and `kill` ends them all when the password or the e-mail changes.

One purpose outlives both changes: the link that cancels a change of bank details. Whoever stole a password asks for
such a change and then changes the password; the owner's link must still stop it. It opens nothing, shows nothing but a
first name and a date, and the worst a stolen one does is to keep the account that was there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, or_, select, update
from sqlmodel import Session, col

from espace.domain import bank_details
from espace.domain.errors import NotFound, PortalError
from espace.domain.labels import TokenPurpose
from espace.models import EmailToken, Member
from espace.services.sessions import hash_token, new_token

MAX_TOKEN_LENGTH = 100
LIFETIMES = {
    TokenPurpose.ACTIVATION: timedelta(hours=48),
    TokenPurpose.PASSWORD_RESET: timedelta(hours=1),
    TokenPurpose.EMAIL_CHANGE: timedelta(hours=48),
    TokenPurpose.BANK_CHANGE_CANCEL: bank_details.WAIT,
}
OUTLIVES_CHANGES = TokenPurpose.BANK_CHANGE_CANCEL
REMEMBERED = timedelta(days=30)  # how long a dead link still tells whether it expired or was used


class LinkUnknown(NotFound):
    """No such link: mistyped, cut by the mail reader, killed by a newer one, or made for something else."""

    sentence = (
        "Ce lien n’est pas valable, ou un lien plus récent l’a remplacé. "
        "Ouvrez le dernier e-mail reçu, ou demandez un nouveau lien."
    )


class LinkExpired(PortalError):
    """The link is older than its lifetime."""

    sentence = "Ce lien a dépassé sa durée de validité. Demandez un nouveau lien : il vous parviendra aussitôt."


class LinkUsed(PortalError):
    """The link has done what it was made for."""

    sentence = "Ce lien a déjà servi. Connectez-vous, ou demandez un nouveau lien."


class AddressConfirmed(LinkUsed):
    """The link confirmed its address; the code of a letter is awaited now."""

    sentence = (
        "Votre adresse e-mail est confirmée, et une lettre avec votre code est en route. "
        "Si elle n’arrive pas, demandez un nouveau lien."
    )


@dataclass(frozen=True, slots=True)
class Link:
    """What a link stands for: the member, and the address it was sent to."""

    id_hash: str
    member_id: int
    email: str
    expires_at: datetime


def expiry(purpose: TokenPurpose, now: datetime) -> datetime:
    """Return when a link made at `now` dies: so many seconds later, whatever the clocks do on that night."""
    return now.astimezone(UTC) + LIFETIMES[purpose]


def issue(session: Session, purpose: TokenPurpose, member_id: int, email: str, now: datetime) -> str:
    """Make a link and return its token, which goes into the e-mail and nowhere else."""
    _clear(session, purpose, member_id)
    token = new_token()
    session.add(
        EmailToken(
            id_hash=hash_token(token),
            purpose=purpose,
            member_id=member_id,
            email=email,
            created_at=now,
            expires_at=expiry(purpose, now),
        )
    )
    session.flush()
    return token


def pretend(session: Session, purpose: TokenPurpose) -> str:
    """Make no link, with as many statements: the time of an answer must not tell whether a link was sent."""
    _clear(session, purpose, 0)
    token = new_token()
    session.execute(delete(EmailToken).where(col(EmailToken.id_hash) == hash_token(token)))
    return token


def _clear(session: Session, purpose: TokenPurpose, member_id: int) -> None:
    """Kill the links of a member that a new one replaces."""
    # Two requests at once leave one link: the second waits here for the first (SQLite has one writer anyway).
    session.execute(select(col(Member.id)).where(col(Member.id) == member_id).with_for_update())
    session.execute(
        delete(EmailToken).where(
            col(EmailToken.member_id) == member_id,
            col(EmailToken.purpose) == purpose,
            col(EmailToken.code_hash) == "",  # a posted code lives until its own successor
        )
    )


def find(session: Session, token: str, purpose: TokenPurpose, now: datetime) -> Link:
    """Return the live link of that token without consuming it.

    Raises:
        LinkUnknown: when there is none, or it was made for another purpose.
        LinkUsed: when it has served; AddressConfirmed when a letter's code is awaited since.
        LinkExpired: when its lifetime is over.
    """
    row = _row(session, token, purpose)
    if row is None:
        raise LinkUnknown
    if row.used_at is not None:
        raise AddressConfirmed if row.code_hash and row.expires_at > now else LinkUsed
    if row.expires_at <= now:
        raise LinkExpired
    return Link(row.id_hash, row.member_id, row.email, row.expires_at)


def last_seen(session: Session, token: str, purpose: TokenPurpose) -> Link | None:
    """Return what a link stood for, alive or not, to send another one in its place; it opens nothing."""
    row = _row(session, token, purpose)
    return Link(row.id_hash, row.member_id, row.email, row.expires_at) if row else None


_ROW = select(
    col(EmailToken.id_hash), col(EmailToken.member_id), col(EmailToken.email), col(EmailToken.expires_at),
    col(EmailToken.used_at), col(EmailToken.code_hash),
)  # fmt: skip


def _row(session: Session, token: str, purpose: TokenPurpose) -> Row[Any] | None:
    if not token.isascii() or not 0 < len(token) <= MAX_TOKEN_LENGTH:
        return None
    this = _ROW.where(col(EmailToken.id_hash) == hash_token(token), col(EmailToken.purpose) == purpose)
    return session.execute(this).first()


def look(session: Session, token: str, purpose: TokenPurpose, now: datetime) -> Link | None:
    """Return what a live link stands for, without consuming it; `None` when it is good for nothing."""
    try:
        return find(session, token, purpose, now)
    except PortalError:
        return None


def use(session: Session, token: str, purpose: TokenPurpose, now: datetime) -> Link:
    """Consume a link and return what it stands for; one caller succeeds, however many click at once.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: as `find`.
    """
    link = find(session, token, purpose, now)
    consumed = session.execute(
        update(EmailToken)
        .where(
            col(EmailToken.id_hash) == link.id_hash,
            col(EmailToken.used_at).is_(None),
            col(EmailToken.expires_at) > now,
        )
        .values(used_at=now)
        .returning(col(EmailToken.id_hash))
    ).first()
    if consumed is None:
        raise LinkUsed
    return link


def kill(session: Session, member_id: int, now: datetime) -> int:
    """End the links and posted codes of a member, whose password or e-mail changes; return how many could serve.

    The link that cancels a change of bank details lives on.
    """
    pending = delete(EmailToken).where(
        col(EmailToken.member_id) == member_id,
        col(EmailToken.purpose) != OUTLIVES_CHANGES,
        or_(col(EmailToken.used_at).is_(None), col(EmailToken.code_hash) != ""),
        col(EmailToken.expires_at) > now,
    )
    return len(session.execute(pending.returning(col(EmailToken.id_hash))).all())


def spend(session: Session, purpose: TokenPurpose, member_id: int, now: datetime) -> None:
    """Mark a member's links of one purpose as used: what they were made for was done another way."""
    session.execute(
        update(EmailToken)
        .where(
            col(EmailToken.member_id) == member_id,
            col(EmailToken.purpose) == purpose,
            col(EmailToken.used_at).is_(None),
        )
        .values(used_at=now)
    )


def purge(session: Session, now: datetime) -> int:
    """Delete the links that have been dead for long; return how many."""
    dead = delete(EmailToken).where(col(EmailToken.expires_at) <= now - REMEMBERED)
    return len(session.execute(dead.returning(col(EmailToken.id_hash))).all())
