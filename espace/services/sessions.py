"""Login sessions: opened with a password, looked up before every event, closed at logout or by time.

The browser holds a random token in an `HttpOnly` cookie; the table holds only its SHA-256 (`id_hash`), so
that a copy of the database opens no session. When a session ends is in `espace.services.session_lives`.

How a login comes to it, with its limits and the devices it knows, is in `espace.services.logins`.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, update
from sqlmodel import Session, col

from espace.domain.labels import AccountStatus
from espace.models import Account, LoginSession, Member
from espace.services import audit, session_lives
from espace.services.audit import Action
from espace.services.session_lives import LiveSession

TOKEN_BYTES = 32
MAX_DEVICE_LENGTH = 100
MAX_LOGIN_LENGTH = 254  # the longest e-mail address (RFC 5321)


@dataclass(frozen=True, slots=True)
class Who(LiveSession):
    """Whose session it is: what pages show of the member, and the ids that filter every query."""

    account_id: int
    member_id: int
    first_name: str
    full_name: str
    initials: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a login attempt is checked against; `account_id` 0 when nobody may log in by that name."""

    account_id: int = 0
    password_hash: str = ""


def new_token() -> str:
    """Return a secret that nobody guesses, for a cookie or a link: only its hash is stored."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a session token, in hexadecimal: the only form that is stored or passed on."""
    return hashlib.sha256(token.encode()).hexdigest()


_sessions: Table = LoginSession.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_accounts: Table = Account.__table__  # type: ignore[attr-defined]
_members: Table = Member.__table__  # type: ignore[attr-defined]

# Runs before every event: built once, as putting it together costs more than running it, and of Core columns.
_WHOSE = (
    select(
        _sessions.c.account_id,
        _sessions.c.last_seen_at,
        _accounts.c.member_id,
        _members.c.first_name,
        _members.c.last_name,
    )
    .join_from(_sessions, _accounts, _accounts.c.id == _sessions.c.account_id)
    .join(_members, _members.c.id == _accounts.c.member_id)
    .where(
        _sessions.c.id_hash == bindparam("id_hash"),
        session_lives.is_live(_sessions),
        _accounts.c.status == AccountStatus.ACTIVE,
        _members.c.deceased_on.is_(None),
    )
)
_ENDS = _WHOSE.with_only_columns(_sessions.c.last_seen_at, _sessions.c.expires_at, maintain_column_froms=True)


def who_is(session: Session, id_hash: str, now: datetime) -> Who | None:
    """Return whose live session `id_hash` is; `None` when unknown, closed, expired, or its account is frozen."""
    if not id_hash:
        return None
    row = session.execute(_WHOSE, {"id_hash": id_hash, **session_lives.at(now)}).first()
    if row is None:
        return None
    account_id, last_seen_at, member_id, first_name, last_name = row
    return Who(
        id_hash=id_hash,
        account_id=account_id,
        member_id=member_id,
        first_name=first_name,
        full_name=f"{first_name} {last_name}",
        initials=f"{first_name[:1]}{last_name[:1]}".upper(),
        last_seen_at=last_seen_at,
    )


def seconds_left(session: Session, id_hash: str, now: datetime) -> int:
    """Return how long a session still lives if its member does nothing; 0 when it is over."""
    return session_lives.seconds_left(session, _ENDS, id_hash, now)


def touch(session: Session, id_hash: str, now: datetime) -> None:
    """Write down that the member of a session was active at `now`; this never prolongs `expires_at`."""
    session_lives.touch(session, _sessions, id_hash, now)


def may_be_login(typed: str) -> bool:
    """Tell whether somebody may log in by such a text: no control characters, no longer than an address."""
    return len(typed) <= MAX_LOGIN_LENGTH and typed.isprintable()


def candidate(session: Session, login: str) -> Candidate:
    """Return what an attempt to log in by member number or e-mail address is checked against.

    A frozen account and a deceased member give the same answer as an unknown login.
    """
    name = login.strip()
    if not name or not may_be_login(name):
        return Candidate()
    by_email, by_number = col(Account.email) == name.lower(), col(Member.member_number) == name.replace(" ", "")
    row = session.execute(
        select(col(Account.id), col(Account.password_hash))
        .join_from(Account, Member, col(Member.id) == col(Account.member_id))
        .where(
            by_email if "@" in name else by_number,
            col(Account.status) == AccountStatus.ACTIVE,
            col(Member.deceased_on).is_(None),
        )
    ).first()
    return Candidate(*row) if row else Candidate()


def open_session(
    session: Session,
    account_id: int,
    now: datetime,
    *,
    device: str = "",
    replaces: str = "",
    new_password_hash: str = "",
) -> str:
    """Open a session for an account whose password was just verified, and return its token.

    Args:
        account_id: who logs in, from `candidate`.
        now: the instant of the login; both expiries count from it.
        device: what the member calls this browser by, as `domain.devices` words it.
        replaces: the id hash of the session this browser held until now, closed by the login.
        new_password_hash: the same password under today's parameters, when the stored hash was older.
    """
    token = new_token()
    if replaces:
        session.execute(delete(LoginSession).where(col(LoginSession.id_hash) == replaces))
    changes: dict[str, Any] = {"last_login_at": now}
    if new_password_hash:
        changes["password_hash"] = new_password_hash
    session.execute(update(Account).where(col(Account.id) == account_id).values(changes))
    session.add(
        LoginSession(
            id_hash=hash_token(token),
            account_id=account_id,
            created_at=now,
            last_seen_at=now,
            expires_at=session_lives.latest_end(now),
            device=device[:MAX_DEVICE_LENGTH],
        )
    )
    audit.record(session, Action.LOGIN, account_id=account_id, now=now)
    return token


def close(session: Session, id_hash: str, now: datetime) -> bool:
    """Close a session; tell whether there was one to close."""
    found = session.execute(
        select(col(LoginSession.account_id)).where(col(LoginSession.id_hash) == id_hash)
    ).scalar_one_or_none()
    if found is None:
        return False
    session.execute(delete(LoginSession).where(col(LoginSession.id_hash) == id_hash))
    audit.record(session, Action.LOGOUT, account_id=found, now=now)
    return True


def close_all(session: Session, account_id: int, now: datetime, *, keep: str = "") -> int:
    """Close every session of an account but `keep` (an id hash); return how many were closed."""
    others = delete(LoginSession).where(col(LoginSession.account_id) == account_id, col(LoginSession.id_hash) != keep)
    closed = len(session.execute(others.returning(col(LoginSession.id_hash))).all())
    audit.record(session, Action.SESSIONS_CLOSED, account_id=account_id, detail=f"{closed} closed", now=now)
    return closed


def purge(session: Session, now: datetime) -> int:
    """Delete the sessions that can never be used again; return how many."""
    return session_lives.purge(session, _sessions, now)
