"""Documents that members join to what they send (justificatifs): kept for a form, then adopted by its request.

The file is on the disk, whole, before its row is committed, as with letters: what was acknowledged is never lost. A
crash in between leaves a file without a row, which the purge sweeps away with the documents of forms never sent.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from espace.adapters import attachments as folder
from espace.adapters.quarantine import Cleaned
from espace.domain.errors import NotFound, PortalError
from espace.domain.uploads import MAX_A_FORM, TooManyFiles, shown_name
from espace.models import Attachment, Member
from espace.models.base import is_public_id
from espace.services import audit, throttles
from espace.services.audit import Action
from espace.services.request_views import DOCUMENT_COLUMNS, DOCUMENTS, Document, document
from espace.services.sessions import Who
from espace.services.throttles import UPLOADS

ORPHANED_AFTER = timedelta(days=1)
_FORM_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
_IN_A_FORM = document.request_id.is_(None)


class TooManyToday(PortalError):
    """The member has sent as many files today as `UPLOADS` lets through."""

    sentence = "Vous avez ajouté beaucoup de fichiers aujourd’hui. Réessayez demain, ou appelez-nous."


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it is handed over: what it is called, what it is, where it lies."""

    name: str
    media_type: str
    stored_name: str


def count_try(session: Session, who: Who, now: datetime) -> bool:
    """Count one more file against the member's day; tell whether it may come. To be committed either way."""
    return throttles.allow(session, UPLOADS, str(who.member_id), now)


def check_room(session: Session, member_id: int, form_key: str) -> None:
    """Accept one more file in a form of the member.

    Raises:
        TooManyFiles: when the form is full.
    """
    count = select(func.count()).select_from(DOCUMENTS).where(*_waiting(member_id, form_key))
    if session.execute(count).scalar_one() >= MAX_A_FORM:
        raise TooManyFiles


def add(
    session: Session, who: Who, form_key: str, name: str, cleaned: Cleaned, stored_name: str, now: datetime
) -> Document:
    """Take down a document whose file lies under `stored_name`, for a form of the member.

    Raises:
        TooManyFiles: when the form is full; the caller then deletes the file.
    """
    session.execute(select(col(Member.id)).where(col(Member.id) == who.member_id).with_for_update())
    check_room(session, who.member_id, form_key)
    made = Attachment(
        member_id=who.member_id,
        form_key=form_key,
        file_name=shown_name(name, cleaned.media_type),
        media_type=cleaned.media_type,
        size=len(cleaned.content),
        stored_name=stored_name,
        created_at=now,
    )
    session.add(made)
    target = f"attachment:{made.public_id}"
    audit.record(session, Action.ATTACHMENT_ADDED, account_id=who.account_id, target=target, now=now)
    return Document(made.public_id, made.file_name, made.media_type, made.size)


def refuse_file(session: Session, who: Who, reason: str, now: datetime) -> None:
    """Write down that a file was not taken, and why in one English word: never its name."""
    audit.record(session, Action.ATTACHMENT_REFUSED, account_id=who.account_id, detail=reason, now=now)


def of_form(session: Session, member_id: int, form_key: str) -> tuple[Document, ...]:
    """Return the documents that wait in a form of the member, in the order they were added."""
    query = select(*DOCUMENT_COLUMNS).where(*_waiting(member_id, form_key)).order_by(document.id)
    return tuple(Document(*row) for row in session.execute(query))


def remove(session: Session, member_id: int, account_id: int, form_key: str, public_id: str, now: datetime) -> str:
    """Take a document out of a form of the member, and return the stored name of the file to delete.

    Empty when there is none such in that form: somebody else's, one already sent, one already removed.
    """
    one = delete(DOCUMENTS).where(*_waiting(member_id, form_key), document.public_id == public_id)
    stored_name = session.execute(one.returning(document.stored_name)).scalar_one_or_none()
    if stored_name is None:
        return ""
    target = f"attachment:{public_id}"
    audit.record(session, Action.ATTACHMENT_REMOVED, account_id=account_id, target=target, now=now)
    return str(stored_name)


def adopt(session: Session, member_id: int, form_key: str, request_id: int) -> None:
    """Join the documents of a form to the request it made; those of another member are never touched."""
    session.execute(update(DOCUMENTS).where(*_waiting(member_id, form_key)).values(request_id=request_id))


def open_document(session: Session, who: Who, public_id: str, now: datetime) -> Stored:
    """Return where a document of the member lies, and write down that they took it.

    Raises:
        NotFound: when it does not exist or is somebody else's.
    """
    if not is_public_id(public_id):
        raise NotFound
    query = select(document.file_name, document.media_type, document.stored_name)
    mine = query.where(document.member_id == who.member_id, document.public_id == public_id)
    found = session.execute(mine).first()
    if found is None:
        raise NotFound
    target = f"attachment:{public_id}"
    audit.record(session, Action.DOWNLOAD, account_id=who.account_id, target=target, now=now)
    return Stored(*found)


def purge(session: Session, now: datetime) -> int:
    """Delete what was added to forms never sent, a day later, and files nobody knows; return how many rows."""
    before = now - ORPHANED_AFTER
    dead = delete(DOCUMENTS).where(_IN_A_FORM, document.created_at <= before).returning(document.stored_name)
    deleted = session.execute(dead).scalars().all()
    known = set(session.execute(select(document.stored_name)).scalars())
    # Should the commit fail, a form of yesterday misses a file nobody waits for.
    for name in {*deleted, *folder.older_than(before)} - known:
        folder.forget(name)
    return len(deleted)


def is_form_key(text: str) -> bool:
    """Tell whether a text has the shape of a form's key; anything else is asked of no database."""
    return _FORM_KEY.fullmatch(text) is not None


def _waiting(member_id: int, form_key: str) -> tuple[Any, ...]:
    return (document.member_id == member_id, document.form_key == form_key, _IN_A_FORM)
