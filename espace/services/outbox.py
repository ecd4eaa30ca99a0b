"""The outbox: e-mails are written in the transaction of what they tell, and leave after it.

`claim` hands an e-mail to one sender for `LEASE`; a sender that dies in between loses nothing, as the e-mail is
due again afterwards. It may then arrive twice, under the same Message-ID. Once an e-mail has left, or never will,
its text goes: it holds links that open an account.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, col

from espace.domain.errors import InvalidInput, NotFound
from espace.models import OutboxEmail
from espace.settings import settings

LEASE = timedelta(minutes=2)
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
GIVE_UP_AFTER = timedelta(days=2)
KEEP_FOR = timedelta(days=30)
MAX_ADDRESS, MAX_SUBJECT, MAX_FAULT = 254, 200, 200
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, surrogates, line and paragraph separators
_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:@\"]+@[^\s<>()\[\]\\,;:@\"]+")


class UnfitForMail(InvalidInput):
    """An address or a text that could forge an e-mail's headers."""

    sentence = "Cette adresse e-mail ne convient pas. Vérifiez-la, puis réessayez."


@dataclass(frozen=True, slots=True)
class Envelope:
    """An e-mail on its way."""

    public_id: str
    recipient: str
    subject: str
    text: str
    html: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """An e-mail to put into the outbox."""

    recipient: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An e-mail of the demonstration's mailbox, as the list shows it."""

    public_id: str
    recipient: str
    subject: str
    created_at: datetime


_ENVELOPE = select(
    col(OutboxEmail.public_id),
    col(OutboxEmail.recipient),
    col(OutboxEmail.subject),
    col(OutboxEmail.text),
    col(OutboxEmail.html),
    col(OutboxEmail.created_at),
)
_IS_KEPT = (col(OutboxEmail.next_try_at).is_(None), col(OutboxEmail.sent_at).is_(None), col(OutboxEmail.fault) == "")


def is_one_line(text: str) -> bool:
    """Tell whether a text can stand in a header or a line: no line break, NUL or other control."""
    return not any(unicodedata.category(letter) in _BREAKING for letter in text)


def is_one_address(text: str) -> bool:
    """Tell whether an e-mail can be sent to a text as it is: one bare address."""
    return len(text) <= MAX_ADDRESS and text.isprintable() and _ADDRESS.fullmatch(text) is not None


def queue(session: Session, drafts: Iterable[Draft], now: datetime) -> None:
    """Put e-mails into the outbox; without an SMTP server they stay there, as the demonstration's mailbox.

    Raises:
        UnfitForMail: when a recipient is not one address, or a header would not be one line; none is queued then.
    """
    next_try_at = now if settings().smtp_host else None
    rows = [_row(draft) | {"created_at": now, "next_try_at": next_try_at} for draft in drafts]
    if rows:
        session.execute(insert(OutboxEmail), rows)


def _row(draft: Draft) -> dict[str, object]:
    if not is_one_address(draft.recipient):
        raise UnfitForMail
    if not (0 < len(draft.subject) <= MAX_SUBJECT and is_one_line(draft.subject)):
        raise UnfitForMail
    return asdict(draft)


def is_due(session: Session, now: datetime) -> bool:
    """Tell whether an e-mail waits to be sent: one look at an index, without a lock."""
    due = select(col(OutboxEmail.id)).where(col(OutboxEmail.next_try_at) <= now).limit(1)
    return session.execute(due).first() is not None


def claim(session: Session, now: datetime, limit: int) -> list[Envelope]:
    """Take the e-mails that have waited longest; no other sender gets them before the lease ends.

    Two senders never claim the same one: on PostgreSQL rows claimed elsewhere are skipped, on SQLite one
    transaction writes at a time.
    """
    due = (
        select(col(OutboxEmail.id))
        .where(col(OutboxEmail.next_try_at) <= now)
        .order_by(col(OutboxEmail.next_try_at), col(OutboxEmail.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = session.execute(due).scalars().all()
    session.execute(
        update(OutboxEmail)
        .where(col(OutboxEmail.id).in_(ids))
        .values(next_try_at=now + LEASE, tries=col(OutboxEmail.tries) + 1)
    )
    rows = session.execute(_ENVELOPE.where(col(OutboxEmail.id).in_(ids)).order_by(col(OutboxEmail.id)))
    return [Envelope(*row) for row in rows]


def mark_sent(session: Session, public_id: str, now: datetime) -> None:
    """Write down that the server took an e-mail."""
    _finish(session, public_id, sent_at=now, fault="")


def mark_failed(session: Session, public_id: str, fault: str, now: datetime, *, permanent: bool = False) -> bool:
    """Plan the next try after a failed one; tell whether there will be one.

    Args:
        public_id: which e-mail.
        fault: why, in English; it never holds an address, nor what the server said of one.
        now: when it failed.
        permanent: the server will never take it: another try would only annoy it.
    """
    tries, created_at = session.execute(
        select(col(OutboxEmail.tries), col(OutboxEmail.created_at)).where(col(OutboxEmail.public_id) == public_id)
    ).one()
    next_try_at = now + DELAYS[min(max(tries, 1), len(DELAYS)) - 1]
    if permanent or next_try_at > created_at + GIVE_UP_AFTER:
        _finish(session, public_id, fault=fault[:MAX_FAULT])
        return False
    _change(session, public_id, next_try_at=next_try_at, fault=fault[:MAX_FAULT])
    return True


def _finish(session: Session, public_id: str, **values: object) -> None:
    _change(session, public_id, next_try_at=None, text="", html="", **values)


def _change(session: Session, public_id: str, **values: object) -> None:
    session.execute(update(OutboxEmail).where(col(OutboxEmail.public_id) == public_id).values(**values))


def has_mailbox() -> bool:
    """Tell whether e-mails may be read on a page: in a demonstration that sends none."""
    return settings().environment == "demo" and not settings().smtp_host


def kept(session: Session, limit: int) -> list[Kept]:
    """Return the latest e-mails of the demonstration's mailbox, newest first.

    Raises:
        NotFound: when there is no such mailbox.
    """
    if not has_mailbox():
        raise NotFound
    shown = (OutboxEmail.public_id, OutboxEmail.recipient, OutboxEmail.subject, OutboxEmail.created_at)
    latest = select(*map(col, shown)).where(*_IS_KEPT).order_by(col(OutboxEmail.id).desc()).limit(limit)
    return [Kept(*row) for row in session.execute(latest)]


def kept_one(session: Session, public_id: str) -> Envelope:
    """Return an e-mail of the demonstration's mailbox.

    Raises:
        NotFound: when it holds none of that id, or there is no such mailbox.
    """
    row = session.execute(_ENVELOPE.where(*_IS_KEPT, col(OutboxEmail.public_id) == public_id)).first()
    if row is None or not has_mailbox():
        raise NotFound
    return Envelope(*row)


def purge(session: Session, now: datetime) -> int:
    """Delete what has left, was given up or was kept longer than `KEEP_FOR`; return how many."""
    old = delete(OutboxEmail).where(
        col(OutboxEmail.next_try_at).is_(None), col(OutboxEmail.created_at) <= now - KEEP_FOR
    )
    return len(session.execute(old.returning(col(OutboxEmail.id))).all())
