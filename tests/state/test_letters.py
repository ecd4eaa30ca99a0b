from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from espace import db
from espace.adapters import clock
from espace.services import letters
from espace.state.letters import LettersState
from tests import advisers, factories

LOAD: Any = LettersState.load
MARK: Any = LettersState.mark


@pytest.fixture
def nadia(database: Engine, outgoing_folder: Path) -> advisers.Somebody:
    """Nadia, with a letter to post."""
    now = clock.now()
    with db.transaction(writes=True) as session:
        alice = factories.alice(session)
        letters.queue_code(session, alice.id, letters.new_code(), "/activation/code", now + timedelta(days=30), now)
        return advisers.nadia(session)


async def test_a_letter_is_listed_marked_and_gone(treated: Any, nadia: advisers.Somebody) -> None:
    page = await treated(LettersState, nadia, "/gestion/lettres")
    await LOAD.fn(page)
    (row,) = page.letters
    assert (row.title, row.who) == ("Code d’activation", "Alice Martin, n°\u00a00472318, Port-Mistral")
    assert row.href == f"/gestion/documents/lettre?id={row.id}"
    await MARK.fn(page, row.id)
    assert (page.status, page.letters, page.done) == ("empty", [], "La lettre est notée comme postée.")


async def test_one_that_is_marked_already_says_so(treated: Any, nadia: advisers.Somebody) -> None:
    page = await treated(LettersState, nadia, "/gestion/lettres")
    await LOAD.fn(page)
    for public_id in ("A" * 16, "' OR 1=1 --", ""):
        await MARK.fn(page, public_id)
        assert "déjà notée" in page.done
    assert len(page.letters) == 1
