import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.adapters import clock
from espace.domain.labels import TokenPurpose
from espace.models import Account
from espace.services import tokens
from espace.state.account_email import AccountEmailState
from tests.factories import alice
from tests.state.conftest import Open


def _email() -> str:
    with db.transaction() as session:
        return session.exec(select(Account.email)).one()


async def test_opening_the_link_changes_nothing_and_its_button_confirms_once(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        token = tokens.issue(session, TokenPurpose.EMAIL_CHANGE, member.id, "alice@nouvelle.example", clock.now())

    state = await opened(AccountEmailState, member, f"/compte/confirmer-email?lien={token}")
    await AccountEmailState.load.fn(state)
    await AccountEmailState.load.fn(state)
    assert (state.status, state.first_name, state.email) == ("ready", "Alice", "alice@nouvelle.example")
    assert _email() == "alice.martin@exemple.fr"

    await AccountEmailState.confirm.fn(state)
    assert (state.confirmed, _email()) == (True, "alice@nouvelle.example")
    await AccountEmailState.confirm.fn(state)
    assert (state.status, "déjà servi" in state.refusal) == ("missing", True)
    assert token not in repr({name: getattr(state, name) for name in AccountEmailState.base_vars})


@pytest.mark.parametrize("address", ["/compte/confirmer-email", "/compte/confirmer-email?lien=x"])
async def test_a_link_good_for_nothing_says_what_to_do(database: Engine, opened: Open, address: str) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
    state = await opened(AccountEmailState, member, address)
    await AccountEmailState.load.fn(state)
    await AccountEmailState.confirm.fn(state)
    assert (state.status, state.confirmed, state.email) == ("missing", False, "")
    assert "demandez un nouveau lien" in state.refusal
