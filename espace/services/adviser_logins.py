"""A try of an adviser to log in: counted, then the password, then the code; one answer to every refusal.

As with members (`espace.services.logins`), the password is hashed between two transactions, once, whoever it is for:

    attempt = await db.write(adviser_logins.begin, login, visitor, now)
    if await passwords.verify(attempt.password_hash, password): adviser_logins.succeed, else: adviser_logins.refuse
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlmodel import Session, col

from espace.domain import one_time_codes
from espace.models import Adviser
from espace.services import adviser_sessions, advisers, audit, throttles
from espace.services.audit import Action
from espace.services.sessions import may_be_login
from espace.services.throttles import LOGIN_ACCOUNT, LOGIN_ADDRESS, LOGIN_GLOBAL


@dataclass(frozen=True, slots=True)
class AdviserAttempt:
    """One try: `password_hash` is empty when nobody may log in by that name, or not now."""

    adviser_id: int
    password_hash: str
    subject: str
    visitor: str
    allowed: bool


def begin(session: Session, login: str, visitor: str, now: datetime) -> AdviserAttempt:
    """Find who may log in by an e-mail address, and count the try against the limits of logins.

    Args:
        session: of a transaction that writes.
        login: as typed.
        visitor: the keyed hash of the visitor's address.
        now: the instant of the try.
    """
    name = login.strip().lower()
    adviser_id, password_hash = _candidate(session, name)
    subject = f"adviser {adviser_id}" if adviser_id else f"adviser login {name}"
    limits = ((LOGIN_ADDRESS, visitor), (LOGIN_ACCOUNT, subject), (LOGIN_GLOBAL, ""))
    allowed = all(throttles.allow(session, limit, whose, now) for limit, whose in limits)
    return AdviserAttempt(adviser_id, password_hash if allowed else "", subject, visitor, allowed)


def succeed(session: Session, attempt: AdviserAttempt, code: str, now: datetime, *, replaces: str = "") -> str:
    """Open a session if the code fits too, and return its token; empty, and written down, when it does not.

    The row is held while the code is spent: of two logins with the same code at once, one gets in. A password that
    was changed since the try began lets nobody in.
    """
    query = select(col(Adviser.totp_encrypted), col(Adviser.last_code_step))
    mine = (col(Adviser.id) == attempt.adviser_id, col(Adviser.password_hash) == attempt.password_hash)
    held = query.where(*mine, col(Adviser.active)).with_for_update()
    step = _spent(session.execute(held).first(), code, now)
    if step is None:
        refuse(session, attempt, now)
        return ""
    session.execute(update(Adviser).where(col(Adviser.id) == attempt.adviser_id).values(last_code_step=step))
    throttles.give_back(session, LOGIN_ADDRESS, attempt.visitor)
    throttles.forget(session, LOGIN_ACCOUNT, attempt.subject)
    return adviser_sessions.open_session(session, attempt.adviser_id, now, replaces=replaces)


def refuse(session: Session, attempt: AdviserAttempt, now: datetime) -> None:
    """Write a refused try down, whosever it was. What was typed is not kept."""
    detail = "" if attempt.allowed else "too many tries"
    audit.record(session, Action.ADVISER_LOGIN_REFUSED, adviser_id=attempt.adviser_id or None, detail=detail, now=now)


def _spent(held: Row[Any] | None, code: str, now: datetime) -> int | None:
    """Return the step of the code typed, if it is the adviser's and was not used before."""
    if held is None:
        return None
    secret = advisers.opened(held.totp_encrypted)
    return one_time_codes.accepted_step(secret, code, now, last_step=held.last_code_step)


def _candidate(session: Session, name: str) -> tuple[int, str]:
    if not name or not may_be_login(name):
        return 0, ""
    query = select(col(Adviser.id), col(Adviser.password_hash))
    row = session.execute(query.where(col(Adviser.email) == name, col(Adviser.active))).first()
    return (row.id, row.password_hash) if row else (0, "")
