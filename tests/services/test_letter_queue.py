from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from espace.domain.errors import NotFound
from espace.models import AuditEntry
from espace.services import letter_queue, letters
from espace.services.letter_queue import AlreadyPosted
from tests import advisers, factories


def _letter(session: Session, now: datetime) -> str:
    alice = factories.alice(session)
    letters.queue_code(session, alice.id, letters.new_code(), "/activation/code", now + timedelta(days=30), now)
    return letter_queue.waiting(session)[0].public_id


def test_a_letter_waits_until_it_is_marked(session: Session, now: datetime, outgoing_folder: Path) -> None:
    nadia, public_id = advisers.nadia(session), _letter(session, now)
    (waiting,) = letter_queue.waiting(session)
    assert (waiting.who, waiting.member_number, waiting.city) == ("Alice Martin", "0472318", "Port-Mistral")
    letter_queue.mark_posted(session, nadia.id, public_id, now)
    assert letter_queue.waiting(session) == ()
    with pytest.raises(AlreadyPosted):
        letter_queue.mark_posted(session, nadia.id, public_id, now)


def test_taking_and_marking_are_written_down(session: Session, now: datetime, outgoing_folder: Path) -> None:
    nadia, public_id = advisers.nadia(session), _letter(session, now)
    assert (outgoing_folder / letter_queue.open_letter(session, nadia.id, public_id, now)).is_file()
    letter_queue.mark_posted(session, nadia.id, public_id, now)
    entries = session.exec(select(AuditEntry).where(AuditEntry.adviser_id == nadia.id)).all()
    assert [(entry.action, entry.target) for entry in entries] == [
        ("download", f"letter:{public_id}"),
        ("letter_posted", f"letter:{public_id}"),
    ]


@pytest.mark.parametrize("public_id", ["", "A" * 16, "../../etc/passwd", "' OR 1=1 --"])
def test_what_is_no_letter_is_not_found(session: Session, now: datetime, public_id: str) -> None:
    nadia = advisers.nadia(session)
    with pytest.raises(NotFound):
        letter_queue.open_letter(session, nadia.id, public_id, now)
    with pytest.raises(AlreadyPosted):
        letter_queue.mark_posted(session, nadia.id, public_id, now)
