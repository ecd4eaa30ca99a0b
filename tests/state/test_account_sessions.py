import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.adapters import clock
from espace.models import LoginSession
from espace.services import sessions
from espace.services.open_sessions import SessionGone
from espace.state.account_sessions import AccountSessionsState
from tests.factories import Person, alice, chloe
from tests.state.conftest import Open


def _log_in(member: Person) -> str:
    with db.transaction(writes=True) as session:
        return sessions.hash_token(sessions.open_session(session, member.account_id, clock.now()))


async def test_a_member_ends_another_session_and_nobody_elses(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member, stranger = alice(session), chloe(session)
    here, _, hers = _log_in(member), _log_in(member), _log_in(stranger)

    state = await opened(AccountSessionsState, member, "/compte/appareils")
    state._session_hash = here
    await AccountSessionsState.load.fn(state)
    assert [one.is_this_one for one in state.open_sessions] == [True, False]
    other = state.open_sessions[1].reference

    await AccountSessionsState.disconnect.fn(state, other)
    assert (len(state.open_sessions), state.done) == (1, "L’appareil est déconnecté.")
    with pytest.raises(SessionGone):
        await AccountSessionsState.disconnect.fn(state, other)
    with db.transaction() as session:
        assert set(session.exec(select(LoginSession.id_hash))) == {here, hers}
