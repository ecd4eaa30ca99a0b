"""The guard, with states of a page that exists only here."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from reflex.state import OnLoadInternalState, State, StateUpdate
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler
from sqlalchemy import Engine
from sqlmodel import delete, select

from espace import db
from espace.adapters import clock
from espace.domain.labels import AccountStatus
from espace.models import Account, LoginSession
from espace.services import sessions
from espace.settings import settings
from espace.state.notice import Notice
from espace.web.guard import REFUSED
from tests.web.conftest import People
from tests.web.tabs import LOAD, DrawerState, OpenState, Tab


@pytest.fixture(scope="module", autouse=True)
def _only_here() -> Iterator[None]:
    """Leave the registry as other tests expect it."""
    yield
    registry = RegistrationContext.get()
    for state in (DrawerState, OpenState):
        name = state.get_full_name()
        registry.base_states.pop(name)
        for known in [known for known in registry.event_handlers if known.startswith(f"{name}.")]:
            registry.event_handlers.pop(known)
        for substates in registry.base_state_substates.values():
            substates.discard(state)


def _log_in(person: Any) -> str:
    with db.transaction(writes=True) as session:
        return sessions.hash_token(sessions.open_session(session, person.account_id, clock.now()))


def _redirects(update: StateUpdate | None) -> list[str]:
    assert update is not None
    return [event.payload["path"] for event in update.events if event.name == "_redirect"]


def _texts(update: StateUpdate | None) -> str:
    return repr(update.delta) if update else ""


async def test_an_event_with_a_session_goes_through_and_knows_the_member(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    assert await tab.send() is None
    drawer = await tab.drawer()
    assert (drawer._member_id, drawer._account_id) == (people.alice.id, people.alice.account_id)
    assert (drawer.first_name, drawer.full_name, drawer.initials) == ("Alice", "Alice Martin", "AM")


async def test_what_a_browser_sees_never_holds_an_identifier(people: People) -> None:
    tab, id_hash = Tab(), _log_in(people.alice)
    tab.use(id_hash)
    await tab.send()
    delta = repr(await tab.root._get_resolved_delta())
    assert "Alice Martin" in delta
    assert id_hash not in delta
    assert "_id" not in delta


@pytest.mark.parametrize("id_hash", ["", "0" * 64, "x", "' OR 1=1 --"])
async def test_without_a_live_session_a_members_event_leads_to_login_and_nothing_else(
    database: Engine, id_hash: str
) -> None:
    tab = Tab("/remboursements/paiement?id=kT3")
    tab.use(id_hash)
    update = await tab.send()
    assert _redirects(update) == ["/connexion?suite=/remboursements/paiement%3Fid%3DkT3"]
    assert update is not None
    assert len(update.events) == 1
    assert update.delta == {}


async def test_the_way_back_is_only_ever_a_page_of_ours(database: Engine) -> None:
    for path in ("//evil.example", "/\\evil.example", "/nowhere"):
        assert _redirects(await Tab(path).send()) == ["/connexion"]


async def test_logout_in_one_tab_stops_the_other_at_its_next_event(people: People) -> None:
    tab, id_hash = Tab(), _log_in(people.alice)
    tab.use(id_hash)
    await tab.send()
    (await tab.drawer()).rows = ["51,00 €"]
    with db.transaction(writes=True) as session:
        sessions.close(session, id_hash, clock.now())
    update = await tab.send()
    assert _redirects(update) == ["/connexion"]
    assert "51,00" not in _texts(update)
    drawer = await tab.drawer()
    assert (drawer.rows, drawer.first_name, drawer._member_id) == ([], "", 0)


async def test_a_frozen_account_is_stopped_at_its_next_event(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    assert await tab.send() is None
    with db.transaction(writes=True) as session:
        account = session.exec(select(Account).where(Account.id == people.alice.account_id)).one()
        account.status = AccountStatus.FROZEN
    assert _redirects(await tab.send()) == ["/connexion"]


async def test_another_member_in_the_same_tab_finds_nothing_of_the_first(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    await tab.send()
    drawer = await tab.drawer()
    drawer.rows, drawer._secret = ["Alice was here"], "Alice's"
    tab.use(_log_in(people.chloe))
    assert await tab.send() is None
    drawer = await tab.drawer()
    assert (drawer.rows, drawer._secret) == ([], "")
    assert (drawer._member_id, drawer.full_name) == (people.chloe.id, "Chloé Savary")
    assert "Alice" not in repr(await tab.root._get_resolved_delta())


async def test_the_same_member_with_a_new_session_starts_afresh_too(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    await tab.send()
    (await tab.drawer()).rows = ["before"]
    tab.use(_log_in(people.alice))
    await tab.send()
    assert (await tab.drawer()).rows == []


async def test_a_stolen_page_state_yields_nothing_without_the_cookie(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    await tab.send()
    (await tab.drawer()).rows = ["51,00 €"]
    tab.use("")
    hydrate = format_event_handler(State.event_handlers["hydrate_and_load"])
    assert await tab.send(hydrate) is None
    assert (await tab.drawer()).rows == []
    assert "Alice" not in repr(await tab.root._get_resolved_delta())


async def test_an_unchanged_session_keeps_what_the_page_shows(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    await tab.send()
    (await tab.drawer()).rows = ["51,00 €"]
    await tab.send()
    assert (await tab.drawer()).rows == ["51,00 €"]
    assert await tab.root._get_resolved_delta() == {}


async def test_a_page_opened_by_a_link_inside_needs_a_session_too(database: Engine) -> None:
    on_load = format_event_handler(OnLoadInternalState.event_handlers["on_load_internal"])
    assert _redirects(await Tab("/contrat").send(on_load)) == ["/connexion?suite=/contrat"]
    assert await Tab("/connexion").send(on_load) is None


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (LOAD, {"page": "2"}),
        (LOAD, {"page": 2, "member_id": 7}),
        (LOAD, {"_member_id": 7}),
        (LOAD.replace(".load", ".setvar"), {"var_name": "first_name", "value": "x"}),
        (format_event_handler(OpenState.load), {}),  # type: ignore[arg-type]
    ],
)
async def test_what_nobody_may_call_is_refused_with_a_sentence_and_changes_nothing(
    people: People, caplog: pytest.LogCaptureFixture, name: str, payload: dict[str, Any]
) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    await tab.send()
    update = await tab.send(name, **payload)
    assert update is not None
    assert update.delta == {Notice.get_full_name(): {"sentence_rx_state_": REFUSED}}
    assert (await tab.drawer())._member_id == people.alice.id
    (record,) = caplog.records
    assert record.getMessage() == "event refused"
    assert "payload" not in vars(record)


async def test_an_undecorated_method_is_guarded_like_any_handler(database: Engine) -> None:
    name = LOAD.replace(".load", ".helper_without_decorator")
    assert name in RegistrationContext.get().event_handlers
    assert _redirects(await Tab().send(name)) == ["/connexion"]


async def test_our_own_handlers_may_chain_events_with_richer_arguments(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    assert await tab.send(LOAD, chained=True, page="not from a browser") is None


def _make_old(id_hash: str, minutes: int) -> None:
    with db.transaction(writes=True) as session:
        row = session.exec(select(LoginSession).where(LoginSession.id_hash == id_hash)).one()
        row.last_seen_at -= timedelta(minutes=minutes)


def _age() -> timedelta:
    with db.transaction() as session:
        return clock.now() - session.exec(select(LoginSession.last_seen_at)).one()


async def test_an_act_is_a_sign_of_life(people: People) -> None:
    tab, id_hash = Tab(), _log_in(people.alice)
    tab.use(id_hash)
    _make_old(id_hash, 10)
    await tab.send()
    assert _age() < timedelta(minutes=1)


async def test_a_socket_that_reconnects_by_itself_is_not(people: People) -> None:
    tab, id_hash = Tab(), _log_in(people.alice)
    tab.use(id_hash)
    _make_old(id_hash, 10)
    await tab.send(format_event_handler(State.event_handlers["hydrate_and_load"]))
    await tab.send(chained=True)
    assert _age() > timedelta(minutes=9)


async def test_an_idle_session_ends_even_if_its_tab_stays_open(people: People) -> None:
    tab, id_hash = Tab(), _log_in(people.alice)
    tab.use(id_hash)
    await tab.send()
    _make_old(id_hash, settings().session_idle_minutes)
    assert _redirects(await tab.send()) == ["/connexion"]


async def test_a_failure_can_be_said_even_when_the_database_is_gone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))

    async def gone(*_args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(db, "read", gone)
    with pytest.raises(ConnectionError):
        await tab.send()
    show = format_event_handler(Notice.show)  # type: ignore[arg-type]
    assert await tab.send(show, chained=True, sentence="Réessayez.") is None


async def test_the_end_of_a_pages_load_asks_the_database_nothing_unless_a_browser_sends_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    read = db.read

    async def counted(*given: Any) -> Any:
        asked.append(given)
        return await read(*given)

    monkeypatch.setattr(db, "read", counted)
    tab = Tab()
    tab.use(_log_in(people.alice))
    loaded = format_event_handler(OnLoadInternalState.event_handlers["set_is_hydrated"])

    assert await tab.send(loaded, chained=True, value=True) is None
    assert asked == []
    assert await tab.send(loaded, value=True) is None
    assert len(asked) == 1


async def test_a_deleted_session_is_not_remembered_anywhere(people: People) -> None:
    tab = Tab()
    tab.use(_log_in(people.alice))
    for _ in range(3):
        assert await tab.send() is None
    with db.transaction(writes=True) as session:
        session.execute(delete(LoginSession))
    assert _redirects(await tab.send()) == ["/connexion"]
