"""A try to log in: counted before the password is looked at, then a success or a refusal.

Three steps, the password between the first and the last, because hashing is slow and must not hold the database:

    attempt = await db.write(logins.begin, login, visitor, …)
    if await passwords.verify(attempt.password_hash, password): logins.succeed, else: logins.refuse

A try beyond a limit goes the same way with an empty hash: it takes as long, computes as many hashes and gets the same
answer as a wrong password, even when it is the right one (SECURITY 2).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from espace.services import audit, devices, sessions, throttles
from espace.services.audit import Action


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: `password_hash` is empty when nobody may log in by that name, or not now; `device` when unknown."""

    account_id: int
    password_hash: str
    subject: str
    visitor: str
    device: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What the browser is handed: the session's token, and a device's when it was not known."""

    token: str
    device_token: str


def begin(session: Session, login: str, visitor: str, device_hashes: Collection[str], now: datetime) -> Attempt:
    """Find who may log in by a name, and count the try against the limits that apply.

    Args:
        login: member number or e-mail address, as typed.
        visitor: the keyed hash of the visitor's address.
        device_hashes: the hashes of the device tokens the browser came with.
        now: the instant of the try.
    """
    found = sessions.candidate(session, login)
    device = devices.known(session, found.account_id, device_hashes, now)
    subject = f"account {found.account_id}" if found.account_id else f"login {login.strip().lower()}"
    allowed = _allowed(session, subject, visitor, device, now)
    return Attempt(found.account_id, found.password_hash if allowed else "", subject, visitor, device, allowed)


def _allowed(session: Session, subject: str, visitor: str, device: str, now: datetime) -> bool:
    """Count a try: of a known device against its own limit alone, whatever is going on elsewhere."""
    limits = (
        [(throttles.LOGIN_DEVICE, device)]
        if device
        else [
            (throttles.LOGIN_ADDRESS, visitor),
            (throttles.LOGIN_ACCOUNT, subject),
            (throttles.LOGIN_GLOBAL, ""),
        ]
    )
    return all(throttles.allow(session, limit, whose, now) for limit, whose in limits)


def succeed(
    session: Session,
    attempt: Attempt,
    now: datetime,
    *,
    device: str = "",
    replaces: str = "",
    new_password_hash: str = "",
) -> Opened:
    """Open the session, and forget the failed tries before it; see `sessions.open_session` for the arguments.

    Of the visitor's address only this try is forgotten: their own account must not buy them more tries at others'.
    """
    token = sessions.open_session(
        session,
        attempt.account_id,
        now,
        device=device,
        replaces=replaces,
        new_password_hash=new_password_hash,
    )
    if attempt.device:
        throttles.forget(session, throttles.LOGIN_DEVICE, attempt.device)
        devices.see(session, attempt.device, now)
        return Opened(token, "")
    throttles.give_back(session, throttles.LOGIN_ADDRESS, attempt.visitor)
    throttles.forget(session, throttles.LOGIN_ACCOUNT, attempt.subject)
    return Opened(token, devices.remember(session, attempt.account_id, now))


def refuse(session: Session, attempt: Attempt, now: datetime) -> None:
    """Write a refused try down, whosever account it was at. What was typed is not kept."""
    audit.record(
        session,
        Action.LOGIN_REFUSED,
        account_id=attempt.account_id or None,
        detail="" if attempt.allowed else "too many tries",
        now=now,
    )
