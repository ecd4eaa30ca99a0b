"""Letters that wait to be posted, as an adviser sees them: taken as a file, then marked as gone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from espace.domain.errors import NotFound, PortalError
from espace.domain.labels import LetterKind
from espace.models import Letter, Member
from espace.models.base import is_public_id
from espace.services import audit
from espace.services.audit import Action

SHOWN = 100  # letters on a screen: the oldest first, the others when these are gone


class AlreadyPosted(PortalError):
    """Somebody marked the letter meanwhile."""

    sentence = "Cette lettre est déjà notée comme postée. La liste ci-dessous est à jour."


@dataclass(frozen=True, slots=True)
class ToPost:
    """A letter to post."""

    public_id: str
    kind: LetterKind
    made_at: datetime
    who: str
    member_number: str
    city: str


def waiting(session: Session) -> tuple[ToPost, ...]:
    """Return the letters that nobody has posted, the oldest first, `SHOWN` at most."""
    query = (
        select(col(Letter.public_id), col(Letter.kind), col(Letter.created_at))
        .add_columns(col(Member.first_name), col(Member.last_name), col(Member.member_number), col(Member.city))
        .join_from(Letter, Member, col(Member.id) == col(Letter.member_id))
        .where(col(Letter.posted_at).is_(None))
        .order_by(col(Letter.created_at), col(Letter.id))
        .limit(SHOWN)
    )
    return tuple(
        ToPost(
            public_id=row.public_id,
            kind=row.kind,
            made_at=row.created_at,
            who=f"{row.first_name} {row.last_name}",
            member_number=row.member_number,
            city=row.city,
        )
        for row in session.execute(query)
    )


def open_letter(session: Session, adviser_id: int, public_id: str, now: datetime) -> str:
    """Return the name of a letter's file in the outgoing folder, and write down who took it.

    Raises:
        NotFound: when there is no such letter.
    """
    query = select(col(Letter.file_name)).where(col(Letter.public_id) == public_id)
    name = session.execute(query).scalar_one_or_none() if is_public_id(public_id) else None
    if name is None:
        raise NotFound
    audit.record(session, Action.DOWNLOAD, adviser_id=adviser_id, target=f"letter:{public_id}", now=now)
    return str(name)


def mark_posted(session: Session, adviser_id: int, public_id: str, now: datetime) -> None:
    """Write down that a letter has left, and who says so.

    Raises:
        AlreadyPosted: when it is known already, or there is no such letter.
    """
    waits = (col(Letter.public_id) == public_id, col(Letter.posted_at).is_(None))
    marked = session.execute(update(Letter).where(*waits).values(posted_at=now).returning(col(Letter.id)))
    if marked.first() is None:
        raise AlreadyPosted
    audit.record(session, Action.LETTER_POSTED, adviser_id=adviser_id, target=f"letter:{public_id}", now=now)
