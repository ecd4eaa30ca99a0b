"""The audit trail: who did what, when, written and sealed in the same transaction as the act itself."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from espace.models import AuditEntry
from espace.services import audit_chain


class Action(StrEnum):
    """What the trail knows how to say; one word an act."""

    LOGIN = "login"
    LOGIN_REFUSED = "login_refused"
    LOGOUT = "logout"
    SESSIONS_CLOSED = "sessions_closed"
    DOWNLOAD = "download"
    ACCESS_REFUSED = "access_refused"
    CONTACT_DETAILS_CHANGED = "contact_details_changed"
    CHANGE_REFUSED = "change_refused"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an act
    PASSWORD_REFUSED = "password_refused"  # noqa: S105
    EMAIL_CHANGE_ASKED = "email_change_asked"
    EMAIL_CHANGED = "email_changed"
    ENROLMENT_ASKED = "enrolment_asked"
    CODE_POSTED = "code_posted"
    CODE_REFUSED = "code_refused"
    ACCOUNT_ACTIVATED = "account_activated"
    RESET_ASKED = "reset_asked"
    PASSWORD_RESET = "password_reset"  # noqa: S105
    IBAN_SHOWN = "iban_shown"
    BANK_CHANGE_ASKED = "bank_change_asked"
    BANK_CHANGE_CANCELLED = "bank_change_cancelled"
    BANK_CHANGE_APPLIED = "bank_change_applied"
    ACCOUNT_FROZEN = "account_frozen"
    REQUEST_SENT = "request_sent"
    REQUEST_REPLIED = "request_replied"
    REQUEST_MOVED = "request_moved"
    ATTACHMENT_ADDED = "attachment_added"
    ATTACHMENT_REFUSED = "attachment_refused"
    ATTACHMENT_REMOVED = "attachment_removed"
    IMPORT = "import"
    REQUEST_READ = "request_read"
    LETTER_POSTED = "letter_posted"
    ADVISER_ADDED = "adviser_added"
    ADVISER_DISABLED = "adviser_disabled"
    ADVISER_CODE_RESET = "adviser_code_reset"
    ADVISER_PASSWORD_CHANGED = "adviser_password_changed"  # noqa: S105
    ADVISER_LOGIN = "adviser_login"
    ADVISER_LOGIN_REFUSED = "adviser_login_refused"
    ADVISER_LOGOUT = "adviser_logout"


def record(
    session: Session,
    action: Action,
    *,
    now: datetime,
    account_id: int | None = None,
    adviser_id: int | None = None,
    target: str = "",
    detail: str = "",
) -> None:
    """Append one fact to the trail.

    `target` names the object by its public id (`payment:kT3…`), `detail` is free English. Neither ever
    holds health data, a NIR, an IBAN, an e-mail address, or what somebody typed into a login form.
    """
    who = {"account_id": account_id, "adviser_id": adviser_id}
    entry = AuditEntry(at=now, action=action.value, target=target[:100], detail=detail[:500], **who)
    session.add(entry)
    audit_chain.expect_seal(session, entry)
