from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from espace import db
from espace.adapters import clock
from espace.state.queue import QueueState
from tests import advisers, asked, factories

LOAD: Any = QueueState.load


@pytest.fixture
def nadia(database: Engine) -> advisers.Somebody:
    with db.transaction(writes=True) as session:
        return advisers.nadia(session)


def _ask(count: int, days: int = 0) -> None:
    with db.transaction(writes=True) as session:
        chloe = factories.chloe(session)
        for _ in range(count):
            asked.ask(session, chloe, clock.now() - timedelta(days=days))


async def test_it_says_who_waits_for_what_and_since_when(treated: Any, nadia: advisers.Somebody) -> None:
    _ask(1, days=3)
    queue = await treated(QueueState, nadia)
    await LOAD.fn(queue)
    (row,) = queue.rows
    assert (queue.status, queue.heading) == ("ready", "Une demande")
    assert (row.subject, row.kind, row.age) == ("Un devis", "Question", "il y a 3\u00a0jours")
    assert (row.who, row.status, row.tone) == ("Chloé Savary, n°\u00a00600127", "Reçue", "info")
    assert row.href.startswith("/gestion/demande?id=")


async def test_the_form_says_again_what_the_address_asks_for(treated: Any, nadia: advisers.Somebody) -> None:
    _ask(1)
    queue = await treated(QueueState, nadia, "/gestion?type=birth&etat=toutes&age=7")
    await LOAD.fn(queue)
    assert (queue.kind, queue.place, queue.age) == ("birth", "toutes", "7")
    assert (queue.status, queue.is_narrowed, queue.heading) == ("empty", True, "Aucune demande")


@pytest.mark.parametrize("query", ["page=-1", "page=x", "page=٣", "type=x&etat=%00&age=1e9", "page=999999999999"])
async def test_nonsense_in_the_address_is_the_plain_queue(treated: Any, nadia: advisers.Somebody, query: str) -> None:
    _ask(1)
    queue = await treated(QueueState, nadia, f"/gestion?{query}")
    await LOAD.fn(queue)
    assert (queue.status, len(queue.rows), queue.pages) == ("ready", 1, [])


async def test_pages_keep_the_criteria(treated: Any, nadia: advisers.Somebody) -> None:
    _ask(45)
    queue = await treated(QueueState, nadia, "/gestion?etat=toutes&page=2")
    await LOAD.fn(queue)
    assert [(link.label, link.href) for link in queue.pages] == [
        ("1", "/gestion?etat=toutes"),
        ("2", ""),
        ("3", "/gestion?etat=toutes&page=3"),
    ]
    assert (queue.previous_href, queue.next_href) == ("/gestion?etat=toutes", "/gestion?etat=toutes&page=3")
