"""Advisers and members at the guard: two sides that never mix, even in one browser."""

from typing import Any

import pytest
from reflex.istate.data import HeaderData
from reflex.state import OnLoadInternalState
from reflex_base.utils.format import format_event_handler

from espace import db, routes
from espace.adapters import clock
from espace.models import AdviserSession, LoginSession
from espace.services import adviser_sessions, sessions
from espace.services.sessions import hash_token
from espace.settings import settings
from espace.state.home import HomeState
from espace.state.member import MemberState
from espace.state.queue import QueueState
from espace.web.sockets import ADVISER_HEADER
from tests import advisers
from tests.web.conftest import People
from tests.web.tabs import Tab

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
