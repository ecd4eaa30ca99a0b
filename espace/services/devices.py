"""Known devices: browsers that have logged in to an account before, by a long-lived cookie of their own.

While an account is attacked from elsewhere its limit is used up; a known device has one of its own, and still gets
in. The cookie opens nothing by itself. Each account gives a browser another token, never one it came with: nobody can
plant a cookie in a browser and wait for it to become known. The table holds only SHA-256 hashes.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from espace.models import KnownDevice
from espace.services.sessions import hash_token, new_token

KEPT_FOR = timedelta(days=365)
MOST = 10  # devices an account remembers; the longest unused give way


def known(session: Session, account_id: int, id_hashes: Collection[str], now: datetime) -> str:
    """Return which of the hashes a browser came with is a known device of the account; empty when none is."""
    if not id_hashes:
        return ""
    found = session.execute(
        select(col(KnownDevice.id_hash)).where(
            col(KnownDevice.account_id) == account_id,
            col(KnownDevice.id_hash).in_(id_hashes),
            col(KnownDevice.last_seen_at) > now - KEPT_FOR,
        )
    )
    return found.scalars().first() or ""


def see(session: Session, id_hash: str, now: datetime) -> None:
    """Write down that a known device has just logged in: it stays known from now on for as long again."""
    session.execute(update(KnownDevice).where(col(KnownDevice.id_hash) == id_hash).values(last_seen_at=now))


def remember(session: Session, account_id: int, now: datetime) -> str:
    """Make the browser that has just logged in a known device, and return its token."""
    token = new_token()
    session.add(KnownDevice(id_hash=hash_token(token), account_id=account_id, last_seen_at=now))
    session.flush()
    of_account = col(KnownDevice.account_id) == account_id
    latest = select(col(KnownDevice.id_hash)).where(of_account)
    latest = latest.order_by(col(KnownDevice.last_seen_at).desc(), col(KnownDevice.id_hash)).limit(MOST)
    session.execute(delete(KnownDevice).where(of_account, col(KnownDevice.id_hash).not_in(latest)))
    return token


def forget_all(session: Session, account_id: int) -> None:
    """Forget every known device of an account, whose password was lost or which is to be logged out everywhere."""
    session.execute(delete(KnownDevice).where(col(KnownDevice.account_id) == account_id))


def purge(session: Session, now: datetime) -> int:
    """Delete the devices that have not logged in for too long; return how many."""
    old = delete(KnownDevice).where(col(KnownDevice.last_seen_at) <= now - KEPT_FOR)
    return len(session.execute(old.returning(col(KnownDevice.id_hash))).all())
