"""Limits on attempts, held in the database: they survive a restart and count for all workers together.

A window slides: of the tries of the last `per`, at most `tries` were let through. A refused try does not count, so a
limit opens again by itself, to the second. What is limited (a login, an address…) is stored as a keyed hash only.

`allow` locks its bucket until the transaction ends, so that parallel tries are counted one after the other: on SQLite
by the write transaction it needs anyway, on PostgreSQL by an advisory lock. A use case with several limits asks for
them in one order, always the same, and does nothing slow before its commit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, literal, select
from sqlmodel import Session, col

from espace.adapters.crypto import lookup_hash
from espace.models import Attempt
from espace.models.base import UtcDateTime


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are let through in a while; `name` keeps the buckets of two limits apart."""

    name: str
    tries: int
    per: timedelta


_FIVE_MINUTES, _HOUR, _DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)
KEPT_FOR = _DAY  # no limit looks further back

LOGIN_ACCOUNT = Limit("login_account", 10, _FIVE_MINUTES)
LOGIN_ADDRESS = Limit("login_address", 10, _FIVE_MINUTES)
LOGIN_DEVICE = Limit("login_device", 10, _FIVE_MINUTES)
LOGIN_GLOBAL = Limit("login_global", 600, timedelta(minutes=1))  # well below what two hashing threads can do
CARD_NUMBER = Limit("card_number", 5, _HOUR)
CARD_ADDRESS = Limit("card_address", 20, _HOUR)
FORGOTTEN_LOGIN = Limit("forgotten_login", 3, _HOUR)
FORGOTTEN_ADDRESS = Limit("forgotten_address", 20, _HOUR)
RESEND = Limit("resend", 3, _HOUR)
CODE = Limit("code", 5, _HOUR)
REQUESTS = Limit("requests", 50, _DAY)  # new ones, per member
UPLOADS = Limit("uploads", 40, _DAY)  # files looked at, per member
PASSWORD_CHECK = Limit("password_check", 10, _FIVE_MINUTES)  # the current password asked again, per account


def allow(session: Session, limit: Limit, subject: str, now: datetime) -> bool:
    """Count a try against a limit if there is room for it; tell whether there was.

    Needs a transaction that writes, which must be committed whatever the try leads to.
    """
    bucket = _bucket(limit, subject)
    _hold(session, bucket)
    recent = select(func.count()).where(col(Attempt.bucket) == bucket, col(Attempt.at) > now - limit.per)
    one = select(literal(bucket), literal(now, UtcDateTime)).where(recent.scalar_subquery() < limit.tries)
    added = session.execute(insert(Attempt).from_select(["bucket", "at"], one).returning(col(Attempt.id)))
    return added.first() is not None


def forget(session: Session, limit: Limit, subject: str) -> None:
    """Forget every try counted for a subject: after a success, nothing is held against it."""
    session.execute(delete(Attempt).where(col(Attempt.bucket) == _bucket(limit, subject)))


def give_back(session: Session, limit: Limit, subject: str) -> None:
    """Take the last try back, for a try that succeeded where the failed ones must keep counting."""
    bucket = _bucket(limit, subject)
    last = select(func.max(col(Attempt.id))).where(col(Attempt.bucket) == bucket).scalar_subquery()
    session.execute(delete(Attempt).where(col(Attempt.id) == last))


def purge(session: Session, now: datetime) -> int:
    """Delete the tries that no limit looks at any more; return how many."""
    old = delete(Attempt).where(col(Attempt.at) <= now - KEPT_FOR)
    return len(session.execute(old.returning(col(Attempt.id))).all())


def _bucket(limit: Limit, subject: str) -> str:
    return lookup_hash(f"{limit.name}:{subject}")


def _hold(session: Session, bucket: str) -> None:
    """Make other transactions wait for this one before they count the same bucket."""
    if session.get_bind().dialect.name == "postgresql":
        key = int.from_bytes(bytes.fromhex(bucket[:16]), signed=True)
        session.execute(select(func.pg_advisory_xact_lock(key)))
