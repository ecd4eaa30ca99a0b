import pytest
from sqlalchemy import Engine

from espace import db
from espace.adapters import clock
from espace.state.bank_change_cancel import BankChangeCancelState
from tests import bank_accounts
from tests.factories import alice
from tests.state.conftest import Open


async def test_opening_the_link_changes_nothing_and_its_button_cancels_once(database: Engine, opened: Open) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
        bank_accounts.ask(session, member, clock.now())
        token = bank_accounts.link(session)

    state = await opened(BankChangeCancelState, member, f"/rib/annuler?lien={token}")
    await BankChangeCancelState.load.fn(state)
    await BankChangeCancelState.load.fn(state)
    assert (state.status, state.first_name, bool(state.effective)) == ("ready", "Alice", True)
    kept = repr({name: getattr(state, name) for name in BankChangeCancelState.base_vars})
    assert not [secret for secret in (token, "189", "606", "Martin") if secret in kept]

    await BankChangeCancelState.cancel.fn(state)
    assert state.status == "empty"
    await BankChangeCancelState.cancel.fn(state)
    assert (state.status, "déjà annulé" in state.refusal) == ("missing", True)
    with db.transaction() as session:
        assert bank_accounts.actions(session) == ["bank_change_asked", "bank_change_cancelled"]


@pytest.mark.parametrize("address", ["/rib/annuler", "/rib/annuler?lien=x", "/rib/annuler?lien=%00"])
async def test_a_link_good_for_nothing_says_what_to_do(database: Engine, opened: Open, address: str) -> None:
    with db.transaction(writes=True) as session:
        member = alice(session)
    state = await opened(BankChangeCancelState, member, address)
    for act in (BankChangeCancelState.load, BankChangeCancelState.cancel):
        await act.fn(state)
        assert (state.status, state.first_name) == ("missing", "")
        assert "connectez-vous" in state.refusal
