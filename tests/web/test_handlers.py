"""SECURITY 15, on the real application: every handler a browser can name, whoever calls it."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from reflex.event import Event
from reflex.istate.data import HeaderData
from reflex.state import State, StateUpdate
from reflex_base.event import EventHandler
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext
from sqlalchemy import Engine

import espace.espace  # noqa: F401 - registers every state of the portal
from espace import db, routes
from espace.adapters import clock
from espace.services import sessions
from espace.services.sessions import hash_token
from espace.state.adviser import AdviserState
from espace.state.member import MemberState
from espace.state.notice import Notice
from espace.web.guard import PUBLIC_EVENTS, REFUSED, SessionGuard
from espace.web.sockets import ADVISER_HEADER
from tests import advisers
from tests.factories import Person
from tests.web.conftest import People

HANDLERS = {
    name: registered
    for name, registered in RegistrationContext.get().event_handlers.items()
    if "tests" not in name  # states that other tests make for themselves
}
MEMBERS = {name: one for name, one in HANDLERS.items() if issubclass(one.states[0], MemberState)}
ADVISERS = {name: one for name, one in HANDLERS.items() if issubclass(one.states[0], AdviserState)}
OURS = MEMBERS | ADVISERS
PUBLIC_STATES = {
    "State", "OnLoadInternalState", "FrontendEventExceptionState", "Notice", "MailboxState", "AccountEmailState",
    "ActivationState", "ActivationCodeState", "BankChangeCancelState", "ForgottenState",
    "NewPasswordState", "SignUpState",
}  # fmt: skip


@pytest.fixture
def root(database: Engine) -> State:
    return State(_reflex_internal_init=True)  # type: ignore[call-arg]


async def _call(root: State, name: str, payload: Any) -> StateUpdate | None:
    context = EventContext(token="tab", state_manager=None, enqueue_impl=None)  # type: ignore[arg-type]
    EventContext.set(context)
    return await SessionGuard().preprocess(None, root, Event(name=name, payload=payload))  # type: ignore[arg-type]


def _come_as(root: State, *, member: Person | None = None, adviser: bool = False) -> None:
    """Give the browser a live session of a member, of an adviser, or one of each."""
    headers, now = {}, clock.now()
    with db.transaction(writes=True) as session:
        if member:
            headers["authorization"] = hash_token(sessions.open_session(session, member.account_id, now))
        if adviser:
            headers[ADVISER_HEADER] = advisers.hashed(session, advisers.nadia(session), now)
    root.rx_router_headers = HeaderData.from_router_data({"headers": headers})


def _leads_to(update: StateUpdate | None) -> list[str]:
    assert update is not None
    assert {event.name for event in update.events} == {"_redirect"}
    return [event.payload["path"] for event in update.events]


def _parameters(handler: EventHandler) -> list[inspect.Parameter]:
    return list(inspect.signature(handler.fn).parameters.values())[1:]


def _unfit(handler: EventHandler) -> Iterator[Any]:
    """Payloads that cannot fit: an extra argument, each missing one, and each with a value of no JSON type it takes."""
    plausible = {one.name: None for one in _parameters(handler)}
    yield {**plausible, "member_id": 1}
    yield []
    for one in _parameters(handler):
        if one.default is inspect.Parameter.empty:
            yield {name: value for name, value in plausible.items() if name != one.name}
        yield {**plausible, one.name: {"$ne": ["\x00"]}}


def test_the_portals_own_handlers_are_among_them() -> None:
    assert [name for name in MEMBERS if name.endswith("home_state.load")]
    assert [name for name in ADVISERS if name.endswith("case_state.treat")]
    assert not set(MEMBERS) & set(ADVISERS)
    assert {one.states[0].__name__ for name, one in HANDLERS.items() if name in PUBLIC_EVENTS} == PUBLIC_STATES


def test_the_public_list_names_only_handlers_that_exist() -> None:
    assert set(HANDLERS) >= PUBLIC_EVENTS
    assert not PUBLIC_EVENTS & set(OURS)


@pytest.mark.parametrize("name", sorted(set(HANDLERS) - PUBLIC_EVENTS))
async def test_called_by_nobody_it_is_denied(root: State, name: str) -> None:
    plausible = {one.name: None for one in _parameters(HANDLERS[name].handler)}
    update = await _call(root, name, plausible)
    assert update is not None
    if name in OURS:
        assert _leads_to(update) == [routes.ADVISER_LOGIN.path if name in ADVISERS else routes.LOGIN.path]
    else:
        assert update.delta == {Notice.get_full_name(): {"sentence_rx_state_": REFUSED}}


@pytest.mark.parametrize("name", sorted(ADVISERS))
async def test_called_by_a_member_an_advisers_is_denied(root: State, people: People, name: str) -> None:
    _come_as(root, member=people.alice)
    assert _leads_to(await _call(root, name, {})) == [routes.ADVISER_LOGIN.path]


@pytest.mark.parametrize("name", sorted(MEMBERS))
async def test_called_by_an_adviser_a_members_is_denied(root: State, database: Engine, name: str) -> None:
    _come_as(root, adviser=True)
    assert _leads_to(await _call(root, name, {})) == [routes.LOGIN.path]


@pytest.mark.parametrize("name", sorted(HANDLERS))
async def test_called_with_unfit_arguments_it_is_refused(
    root: State, people: People, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    _come_as(root, member=people.alice, adviser=True)
    for payload in _unfit(HANDLERS[name].handler):
        update = await _call(root, name, payload)
        assert update is not None, payload
        assert (await root.get_state(Notice)).sentence == REFUSED
    assert "$ne" not in caplog.text


def test_every_argument_of_ours_has_a_type() -> None:
    bare = [
        f"{name}({one.name})"
        for name, registered in OURS.items()
        if not name.endswith(".setvar")
        for one in _parameters(registered.handler)
        if one.annotation is inspect.Parameter.empty
    ]
    assert not bare, f"the guard refuses arguments without annotation: {bare}"
