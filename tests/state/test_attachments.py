from pathlib import Path

import pytest

from espace import db
from espace.adapters import attachments as folder
from espace.adapters import clock
from espace.adapters.quarantine import Cleaned
from espace.services import attachments
from espace.services.sessions import Who
from espace.state.attachments import AttachmentsState
from tests import factories, pieces
from tests.factories import Person
from tests.state.conftest import Open

pytestmark = pytest.mark.usefixtures("database")


def _people() -> tuple[Person, Person]:
    with db.transaction(writes=True) as session:
        return factories.alice(session), factories.chloe(session)


def _add(owner: Person, key: str) -> None:
    now = clock.now()
    who = Who("", now, owner.account_id, owner.id, "", "", "")
    cleaned = Cleaned(pieces.pdf(), "application/pdf")
    with db.transaction(writes=True) as session:
        attachments.add(session, who, key, "devis.pdf", cleaned, folder.keep(cleaned.content), now)


async def test_what_has_arrived_is_shown_and_can_be_taken_out(opened: Open, attachments_folder: Path) -> None:
    alice, _ = _people()
    state = await opened(AttachmentsState, alice)
    await state._open("contact")
    _add(alice, state.form_key)
    await AttachmentsState.refresh.fn(state)
    (shown,) = state.files
    assert (shown.name, shown.size) == ("devis.pdf", "1\u00a0Ko")
    for _ in range(2):
        await AttachmentsState.remove.fn(state, shown.id)
    assert state.files == []
    assert list(attachments_folder.iterdir()) == []


async def test_nobody_takes_out_somebody_elses_document(opened: Open, attachments_folder: Path) -> None:
    alice, chloe = _people()
    mine = await opened(AttachmentsState, alice)
    await mine._open("contact")
    _add(alice, mine.form_key)
    await AttachmentsState.refresh.fn(mine)
    theirs = await opened(AttachmentsState, chloe)
    theirs.form_key, theirs._purpose = mine.form_key, "contact"
    await AttachmentsState.remove.fn(theirs, mine.files[0].id)
    assert theirs.files == []
    assert len(list(attachments_folder.iterdir())) == 1


async def test_each_purpose_has_a_form_of_its_own_until_it_is_sent(opened: Open, attachments_folder: Path) -> None:
    alice, _ = _people()
    state = await opened(AttachmentsState, alice)
    keys = []
    for purpose in ("contact", "contact", "birth"):
        await state._open(purpose)
        keys.append(state.form_key)
    assert keys[0] == keys[1] != keys[2]
    state._close()
    await state._open("birth")
    assert state.form_key not in keys
