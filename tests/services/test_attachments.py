import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select, update

from espace.adapters import attachments as folder
from espace.adapters.quarantine import Cleaned
from espace.domain.errors import NotFound
from espace.domain.uploads import TooManyFiles
from espace.models import Attachment, AuditEntry
from espace.services import attachments, requests
from espace.services.request_views import Document
from espace.services.sessions import Who
from tests import factories, pieces
from tests.asked import ask
from tests.factories import Person

pytestmark = pytest.mark.usefixtures("attachments_folder")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
KEY = requests.new_form_key()


def _who(person: Person, now: datetime) -> Who:
    return Who("", now, person.account_id, person.id, "", "", "")


def _add(session: Session, owner: Person, now: datetime, name: str = "devis.pdf", key: str = KEY) -> Document:
    cleaned = Cleaned(pieces.pdf(), "application/pdf")
    stored_name = folder.keep(cleaned.content)
    return attachments.add(session, _who(owner, now), key, name, cleaned, stored_name, now)


def _trail(session: Session) -> list[tuple[str, int | None, str]]:
    entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
    return [(entry.action, entry.account_id, entry.target) for entry in entries]


def test_a_document_waits_in_its_form_under_its_own_name(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    added = [_add(session, alice, now, name) for name in ("devis.pdf", "C:\\Mes documents\\suite.pdf")]
    assert [one.name for one in attachments.of_form(session, alice.id, KEY)] == ["devis.pdf", "suite.pdf"]
    assert added[0].size == len(pieces.pdf())
    assert _trail(session)[0] == ("attachment_added", alice.account_id, f"attachment:{added[0].public_id}")


def test_a_form_holds_five_documents_and_another_form_has_room_of_its_own(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    for _ in range(5):
        _add(session, alice, now)
    with pytest.raises(TooManyFiles):
        attachments.check_room(session, alice.id, KEY)
    with pytest.raises(TooManyFiles):
        _add(session, alice, now)
    _add(session, alice, now, key=requests.new_form_key())


def test_a_member_sends_so_many_files_a_day_and_no_more(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    tries = [attachments.count_try(session, _who(alice, now), now) for _ in range(41)]
    assert tries == [True] * 40 + [False]
    assert attachments.count_try(session, _who(chloe, now), now)
    assert attachments.count_try(session, _who(alice, now), now + DAY)


def test_sending_the_form_joins_its_documents_and_nobody_elses(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    mine, theirs = _add(session, alice, now), _add(session, chloe, now)
    made = ask(session, alice, now, form_key=KEY)
    assert requests.one(session, alice.id, made.public_id).documents == (mine,)
    assert attachments.of_form(session, alice.id, KEY) == ()
    assert attachments.of_form(session, chloe.id, KEY) == (theirs,)


def test_a_document_is_removed_from_its_form_by_its_member_alone(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    added = _add(session, alice, now)
    for person, key in ((chloe, KEY), (alice, requests.new_form_key())):
        assert attachments.remove(session, person.id, person.account_id, key, added.public_id, now) == ""
    removed = attachments.remove(session, alice.id, alice.account_id, KEY, added.public_id, now)
    assert folder.path(removed).exists()  # deleted by the caller, once committed
    assert attachments.remove(session, alice.id, alice.account_id, KEY, added.public_id, now) == ""
    assert attachments.of_form(session, alice.id, KEY) == ()


def test_what_was_sent_can_no_longer_be_removed(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    added = _add(session, alice, now)
    ask(session, alice, now, form_key=KEY)
    assert attachments.remove(session, alice.id, alice.account_id, KEY, added.public_id, now) == ""


def test_a_member_takes_their_document_and_the_trail_knows(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    added = _add(session, alice, now)
    found = attachments.open_document(session, _who(alice, now), added.public_id, now)
    assert (found.name, found.media_type) == ("devis.pdf", "application/pdf")
    assert folder.read(found.stored_name) == pieces.pdf()
    assert _trail(session)[-1] == ("download", alice.account_id, f"attachment:{added.public_id}")


@pytest.mark.parametrize("wanted", ["", "AAAAAAAAAAAAAAAA", "../../etc/passwd", "\x00"])
def test_a_document_that_does_not_exist_is_not_found(session: Session, now: datetime, wanted: str) -> None:
    alice = factories.alice(session)
    with pytest.raises(NotFound):
        attachments.open_document(session, _who(alice, now), wanted, now)
    assert _trail(session) == []


def test_a_stranger_does_not_find_a_document(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    added = _add(session, alice, now)
    with pytest.raises(NotFound):
        attachments.open_document(session, _who(chloe, now), added.public_id, now)
    assert [action for action, _, _ in _trail(session)] == ["attachment_added"]


def test_a_refused_file_is_written_down_without_its_name(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    attachments.refuse_file(session, _who(alice, now), "Locked", now)
    assert _trail(session) == [("attachment_refused", alice.account_id, "")]


def test_the_purge_forgets_what_was_never_sent_after_a_day_and_keeps_what_was(
    session: Session, now: datetime, attachments_folder: Path
) -> None:
    alice = factories.alice(session)
    sent, other = _add(session, alice, now), requests.new_form_key()
    ask(session, alice, now, form_key=KEY)
    _add(session, alice, now, key=other)
    stray = folder.keep(b"a crash left me")
    for path in attachments_folder.iterdir():
        os.utime(path, (now.timestamp(), now.timestamp()))
    assert attachments.purge(session, now + DAY - SECOND) == 0
    assert len(list(attachments_folder.iterdir())) == 3
    assert attachments.purge(session, now + DAY + SECOND) == 1
    kept = attachments.open_document(session, _who(alice, now), sent.public_id, now)
    assert [path.name for path in attachments_folder.iterdir()] == [kept.stored_name]
    assert stray != kept.stored_name


def test_the_purge_never_deletes_the_file_of_an_old_request(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    sent = _add(session, alice, now)
    ask(session, alice, now, form_key=KEY)
    session.execute(update(Attachment).values(created_at=now - 400 * DAY))
    assert attachments.purge(session, now + 400 * DAY) == 0
    assert folder.path(attachments.open_document(session, _who(alice, now), sent.public_id, now).stored_name).exists()
