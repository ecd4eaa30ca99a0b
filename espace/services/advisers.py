"""Advisers (gestionnaires): who may treat requests at `/gestion`. They are made by the command line only.

An adviser proves who they are by a password and by a code of an authenticator application. What that application
shares with the portal is shown once, when it is made; it is kept encrypted.
"""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from espace.adapters import crypto
from espace.domain import one_time_codes
from espace.domain.errors import NotFound, PortalError
from espace.models import Adviser
from espace.services import adviser_sessions, audit
from espace.services.audit import Action
from espace.services.letters import ALPHABET

_PASSWORD_GROUPS, _GROUP_LENGTH = 5, 4  # of ALPHABET: 100 bits


class AlreadyAnAdviser(PortalError):
    """The e-mail address serves an adviser already."""

    sentence = "Un conseiller a déjà cette adresse e-mail. Pour un nouveau code : espace adviser reset-code."


@dataclass(frozen=True, slots=True)
class Listed:
    """An adviser as the command line lists them."""

    email: str
    full_name: str
    active: bool


def new_password() -> str:
    """Return a password for somebody else, to be read out or copied: `K7F4-…`."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_PASSWORD_GROUPS))
    return "-".join(groups)


def add(session: Session, email: str, full_name: str, password_hash: str, now: datetime) -> bytes:
    """Make an adviser, and return the secret to enter into their application: it is shown once.

    Args:
        session: of a transaction that writes.
        email: what they log in with, as `domain.email_addresses` reads it.
        full_name: as members and colleagues read it.
        password_hash: of a first password, judged and hashed by the caller.
        now: the instant it is made.

    Raises:
        AlreadyAnAdviser: when the address serves one, even one who was disabled.
    """
    if session.execute(select(col(Adviser.id)).where(col(Adviser.email) == email)).first():
        raise AlreadyAnAdviser
    secret = secrets.token_bytes(one_time_codes.SECRET_BYTES)
    made = Adviser(
        email=email,
        full_name=full_name,
        password_hash=password_hash,
        totp_encrypted=sealed(secret),
        created_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(session, Action.ADVISER_ADDED, target=f"adviser:{made.id}", now=now)
    return secret


def listed(session: Session) -> tuple[Listed, ...]:
    """Return every adviser, by name."""
    columns = (col(Adviser.email), col(Adviser.full_name), col(Adviser.active))
    rows = session.execute(select(*columns).order_by(col(Adviser.full_name), col(Adviser.email)))
    return tuple(Listed(*row) for row in rows)


def disable(session: Session, email: str, now: datetime) -> None:
    """Let an adviser log in no more, and end their sessions at once; what they did stays theirs.

    Raises:
        NotFound: when no adviser has that address.
    """
    adviser_id = _changed(session, email, active=False)
    adviser_sessions.close_all(session, adviser_id)
    audit.record(session, Action.ADVISER_DISABLED, target=f"adviser:{adviser_id}", now=now)


def reset_code(session: Session, email: str, now: datetime) -> bytes:
    """Give an adviser another secret, for a lost or new telephone, and end their sessions; the old one is dead.

    Raises:
        NotFound: when no adviser has that address.
    """
    secret = secrets.token_bytes(one_time_codes.SECRET_BYTES)
    adviser_id = _changed(session, email, totp_encrypted=sealed(secret), last_code_step=0)
    adviser_sessions.close_all(session, adviser_id)
    audit.record(session, Action.ADVISER_CODE_RESET, target=f"adviser:{adviser_id}", now=now)
    return secret


def name_of(session: Session, email: str) -> str:
    """Return an adviser's full name, which is no part of their password.

    Raises:
        NotFound: when no adviser has that address.
    """
    found = session.execute(select(col(Adviser.full_name)).where(col(Adviser.email) == email)).scalar_one_or_none()
    if found is None:
        raise _nobody()
    return str(found)


def change_password(session: Session, email: str, password_hash: str, now: datetime) -> None:
    """Give an adviser another password, and end their sessions at once: whoever knew the old one is out.

    Args:
        session: of a transaction that writes.
        email: of the adviser, disabled or not: one who was disabled stays so.
        password_hash: of the new password, judged and hashed by the caller.
        now: the instant it is changed.

    Raises:
        NotFound: when no adviser has that address.
    """
    adviser_id = _changed(session, email, password_hash=password_hash)
    adviser_sessions.close_all(session, adviser_id)
    audit.record(session, Action.ADVISER_PASSWORD_CHANGED, target=f"adviser:{adviser_id}", now=now)


def current_code(session: Session, email: str, now: datetime) -> str:
    """Return the code an adviser's application shows: for a demonstration, where nobody has one.

    Raises:
        NotFound: when no adviser has that address.
    """
    query = select(col(Adviser.totp_encrypted)).where(col(Adviser.email) == email)
    kept = session.execute(query).scalar_one_or_none()
    if kept is None:
        raise _nobody()
    return one_time_codes.code(opened(kept), one_time_codes.step_of(now))


def sealed(secret: bytes) -> str:
    """Return a secret as it is kept: encrypted."""
    return crypto.encrypt(b64encode(secret).decode(), "one-time code")


def opened(kept: str) -> bytes:
    """Return the secret that `sealed` kept."""
    return b64decode(crypto.decrypt(kept, "one-time code"))


def _changed(session: Session, email: str, **values: object) -> int:
    change = update(Adviser).where(col(Adviser.email) == email).values(values).returning(col(Adviser.id))
    adviser_id: int | None = session.execute(change).scalar_one_or_none()
    if adviser_id is None:
        raise _nobody()
    return adviser_id


def _nobody() -> NotFound:
    return NotFound("Aucun conseiller n’a cette adresse e-mail. Voyez : espace adviser list.")
