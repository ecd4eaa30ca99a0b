"""Advisers and members at the guard: two sides that never mix, even in one browser."""

from typing import Any

import pytest
from reflex.istate.data import HeaderData
from reflex.state import BaseState, OnLoadInternalState, State
from reflex_base.utils.format import format_event_handler

from espace import db, routes
from espace.adapters import clock
from espace.models import AdviserSession, LoginSession
from espace.services import adviser_sessions, sessions
from espace.services.sessions import hash_token
from espace.settings import settings
from espace.state.adviser import AdviserState
from espace.state.home import HomeState
from espace.state.member import MemberState
from espace.state.queue import QueueState
from espace.web.sockets import ADVISER_HEADER
from tests import advisers
from tests.web.conftest import People
from tests.web.tabs import Shelf, Tab

QUEUE = format_event_handler(QueueState.load)  # type: ignore[arg-type]
HOME = format_event_handler(HomeState.load)  # type: ignore[arg-type]
ON_LOAD = format_event_handler(OnLoadInternalState.event_handlers["on_load_internal"])


def _come(tab: Tab, member: str = "", adviser: str = "") -> None:
    headers = {"authorization": member, ADVISER_HEADER: adviser}
    tab.root.rx_router_headers = HeaderData.from_router_data({"headers": headers})


def _sessions(people: People, nadia: advisers.Somebody, now: Any = None) -> tuple[str, str]:
    with db.transaction(writes=True) as session:
        member = hash_token(sessions.open_session(session, people.alice.account_id, now or clock.now()))
        return member, advisers.hashed(session, nadia, now or clock.now())


def _leads_to(update: Any) -> list[str]:
    return [event.payload["path"] for event in update.events]


async def test_an_adviser_is_known_by_name_and_by_nothing_else(people: People, nadia: advisers.Somebody) -> None:
    tab, (_, hers) = Tab("/gestion"), _sessions(people, nadia)
    _come(tab, adviser=hers)
    assert await tab.send(QUEUE) is None
    state = await tab.root.get_state(QueueState)
    assert (state._adviser_id, state.adviser_name, state.adviser_initials) == (nadia.id, "Nadia Ben Amar", "NB")
    delta = repr(await tab.root._get_resolved_delta())
    assert "Nadia" in delta
    assert hers not in delta


async def test_each_sides_event_needs_its_own_session(people: People, nadia: advisers.Somebody) -> None:
    member, hers = _sessions(people, nadia)
    tab = Tab("/gestion")
    _come(tab, member=member)
    assert _leads_to(await tab.send(QUEUE)) == [routes.ADVISER_LOGIN.path]
    _come(tab, adviser=hers)
    assert _leads_to(await tab.send(HOME)) == [routes.LOGIN.path]


async def test_a_session_in_the_others_place_opens_nothing(people: People, nadia: advisers.Somebody) -> None:
    member, hers = _sessions(people, nadia)
    tab = Tab("/gestion")
    _come(tab, member=hers, adviser=member)
    assert _leads_to(await tab.send(QUEUE)) == [routes.ADVISER_LOGIN.path]
    assert _leads_to(await tab.send(HOME)) == [routes.LOGIN.path]


async def test_both_in_one_browser_each_keep_to_their_own(people: People, nadia: advisers.Somebody) -> None:
    tab = Tab("/gestion")
    member, hers = _sessions(people, nadia)
    _come(tab, member, hers)
    assert await tab.send(QUEUE) is None
    assert await tab.send(HOME) is None
    queue, home = await tab.root.get_state(QueueState), await tab.root.get_state(HomeState)
    assert (queue._adviser_id, home._member_id) == (nadia.id, people.alice.id)


@pytest.mark.parametrize("path", routes.ADVISER_PATHS)
async def test_a_page_opened_by_a_link_meets_the_guard_too(people: People, nadia: advisers.Somebody, path: str) -> None:
    tab, (member, hers) = Tab(path), _sessions(people, nadia)
    _come(tab, member=member)
    assert _leads_to(await tab.send(ON_LOAD))[0].partition("?")[0] == routes.ADVISER_LOGIN.path
    _come(tab, adviser=hers)
    assert await tab.send(ON_LOAD) is None


async def test_after_logout_nothing_of_the_case_is_left_in_the_tab(people: People, nadia: advisers.Somebody) -> None:
    tab, (member, hers) = Tab("/gestion"), _sessions(people, nadia)
    _come(tab, member, hers)
    await tab.send(QUEUE)
    queue = await tab.root.get_state(QueueState)
    queue.heading = "Une demande d’Alice"
    with db.transaction(writes=True) as session:
        adviser_sessions.close(session, hers, clock.now())
    update = await tab.send(QUEUE)
    assert _leads_to(update) == [routes.ADVISER_LOGIN.path]
    assert "Alice" not in repr(update.delta if update else "")
    assert (queue.heading, queue._adviser_id) == ("", 0)
    assert (await tab.root.get_state(MemberState))._member_id == people.alice.id


async def test_an_act_prolongs_the_session_of_its_side_alone(people: People, nadia: advisers.Somebody) -> None:
    before = clock.now() - settings().session_idle / 2
    tab, (member, hers) = Tab("/gestion"), _sessions(people, nadia, before)
    _come(tab, member, hers)
    await tab.send(QUEUE)
    with db.transaction() as session:
        assert session.get_one(AdviserSession, hers).last_seen_at > before
        assert session.get_one(LoginSession, member).last_seen_at == before


async def test_a_browser_without_the_advisers_cookie_any_more_finds_nothing_of_theirs(
    people: People, nadia: advisers.Somebody
) -> None:
    tab, (member, hers) = Tab("/gestion"), _sessions(people, nadia)
    _come(tab, member, hers)
    await tab.send(QUEUE)
    queue = await tab.root.get_state(QueueState)
    queue.heading = "Une demande d’Alice"
    _come(tab, member=member)
    assert await tab.send(HOME) is None
    assert (queue.heading, queue._adviser_id, queue.adviser_name) == ("", 0, "")


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A tab whose states lie in a store that workers share."""
    made = Shelf(Tab())
    monkeypatch.setattr(State, "_get_state_from_redis", lambda _root, state_cls: made.fetch(state_cls))
    return made


@pytest.mark.parametrize(
    ("path", "sides", "asked"),
    [
        ("/connexion", "", []),
        ("/accueil", "member", [MemberState]),
        ("/gestion", "adviser", [AdviserState]),
        ("/gestion", "member adviser", [MemberState, AdviserState]),
    ],
)
async def test_a_shared_store_is_asked_only_for_the_sides_a_browser_has_a_cookie_of(
    people: People, nadia: advisers.Somebody, shelf: Shelf, path: str, sides: str, asked: list[type[BaseState]]
) -> None:
    member, hers = _sessions(people, nadia)
    shelf.tab.go(path)
    _come(shelf.tab, member * ("member" in sides), hers * ("adviser" in sides))
    assert await shelf.tab.send(ON_LOAD) is None
    assert shelf.asked == asked


async def test_what_lies_in_a_shared_store_is_wiped_once_its_session_has_ended(
    people: People, nadia: advisers.Somebody, shelf: Shelf
) -> None:
    _, hers = _sessions(people, nadia)
    shelf.tab.go("/gestion")
    _come(shelf.tab, adviser=hers)
    await shelf.tab.send(ON_LOAD)
    queue = await shelf.tab.root.get_state(QueueState)
    queue.heading = "Une demande d’Alice"
    shelf.put_away()
    with db.transaction(writes=True) as session:
        adviser_sessions.close(session, hers, clock.now())
    assert _leads_to(await shelf.tab.send(ON_LOAD)) == [routes.ADVISER_LOGIN.path]
    assert (queue.heading, queue._adviser_id, queue.adviser_name) == ("", 0, "")
