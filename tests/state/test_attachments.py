from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from espace import db
from espace.adapters import attachments as folder
from espace.adapters import clock
from espace.adapters.quarantine import Cleaned
from espace.services import attachments
from espace.services.sessions import Who
from espace.settings import settings
from espace.state.attachments import AttachmentsState
from tests import factories, pieces
from tests.factories import Person
from tests.state.conftest import Open


@pytest.fixture
def pieces_folder(database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(settings(), "attachments_folder", str(tmp_path / "pieces"))
    return tmp_path / "pieces"


def _people() -> tuple[Person, Person]:
    with db.transaction(writes=True) as session:
        return factories.alice(session), factories.chloe(session)


def _add(owner: Person, key: str) -> None:
    now = clock.now()
    who = Who("", owner.account_id, owner.id, "", "", "", now)
    cleaned = Cleaned(pieces.pdf(), "application/pdf")
    with db.transaction(writes=True) as session:
        attachments.add(session, who, key, "devis.pdf", cleaned, folder.keep(cleaned.content), now)


async def test_what_has_arrived_is_shown_and_can_be_taken_out(opened: Open, pieces_folder: Path) -> None:
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
    assert list(pieces_folder.iterdir()) == []


async def test_nobody_takes_out_somebody_elses_document(opened: Open, pieces_folder: Path) -> None:
    alice, chloe = _people()
    mine = await opened(AttachmentsState, alice)
    await mine._open("contact")
    _add(alice, mine.form_key)
    await AttachmentsState.refresh.fn(mine)
    theirs = await opened(AttachmentsState, chloe)
    theirs.form_key, theirs._purpose = mine.form_key, "contact"
    await AttachmentsState.remove.fn(theirs, mine.files[0].id)
    assert theirs.files == []
    assert len(list(pieces_folder.iterdir())) == 1


async def test_each_purpose_has_a_form_of_its_own_until_it_is_sent(opened: Open, pieces_folder: Path) -> None:
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
