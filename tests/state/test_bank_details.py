from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from time_machine import travel

from espace import db
from espace.models import Account
from espace.services.bank_details import REVEAL_FIELD
from espace.services.login_details import TooManyTries
from espace.services.throttles import PASSWORD_CHECK
from espace.state.bank_details import FULL, BankDetailsState
from tests import bank_accounts, factories
from tests.bank_accounts import NEW, OLD
from tests.factories import PASSWORD, Person, alice, bruno
from tests.state.conftest import Open

TYPED = {"titulaire": "Alice Martin", "iban": "fr14 2004 1010 0505 0001 3m02 606", "actuel": PASSWORD}


def _saved(make: Any = alice) -> Person:
    with db.transaction(writes=True) as session:
        return make(session)


def _actions() -> list[str]:
    with db.transaction() as session:
        return bank_accounts.actions(session)


async def _loaded(opened: Open, member: Person) -> BankDetailsState:
    state = await opened(BankDetailsState, member, "/remboursements/rib")
    await BankDetailsState.load.fn(state)
    return state


def _kept(state: BankDetailsState) -> str:
    return repr({name: getattr(state, name) for name in BankDetailsState.base_vars})


async def test_the_page_shows_the_account_by_its_ends(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved())
    assert (state.status, state.details.current.ending, state.details.effective) == ("ready", "189", "")
    assert OLD not in _kept(state)


async def test_the_whole_number_goes_to_the_browser_and_is_kept_nowhere(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved())
    await BankDetailsState.ask_whole.fn(state)
    assert state.is_asking
    answer = await BankDetailsState.reveal.fn(state, {REVEAL_FIELD: PASSWORD, "member_id": "2"})
    assert "FR76 3000 6000 0112 3456 7890 189" in repr(answer.args)
    assert (state.is_shown, state.is_asking) == (True, False)
    delta = repr(await state._get_root_state()._get_resolved_delta())
    for secret in (OLD, OLD[4:], "3000 6000", PASSWORD):
        assert secret not in _kept(state) + delta
    assert _actions() == ["iban_shown"]


@pytest.mark.parametrize("way_out", ["hide", "leave", "load", "ask_whole"])
async def test_the_whole_number_is_hidden_again(database: Engine, opened: Open, way_out: str) -> None:
    state = await _loaded(opened, _saved())
    await BankDetailsState.reveal.fn(state, {REVEAL_FIELD: PASSWORD})
    answer = await getattr(BankDetailsState, way_out).fn(state)
    assert not state.is_shown
    if way_out in {"hide", "load"}:
        assert FULL.replace("-", "_") in repr(answer.args)


@pytest.mark.parametrize(("typed", "said"), [("", "Tapez"), ("not this one", "n’est pas votre mot de passe")])
async def test_without_the_password_nothing_is_shown_or_changed(
    database: Engine, opened: Open, typed: str, said: str
) -> None:
    state = await _loaded(opened, _saved())
    await BankDetailsState.reveal.fn(state, {REVEAL_FIELD: typed})
    assert said in state.reveal_fault
    assert not state.is_shown
    await BankDetailsState.save.fn(state, TYPED | {"actuel": typed})
    assert said in state.sentences["actuel"]
    assert _actions() == ["password_refused"] * (2 if typed else 0)


async def test_tries_at_the_password_are_limited_for_both_forms_together(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved())
    for number in range(PASSWORD_CHECK.tries):
        if number % 2:
            await BankDetailsState.reveal.fn(state, {REVEAL_FIELD: "wrong"})
        else:
            await BankDetailsState.save.fn(state, TYPED | {"actuel": "wrong"})
    for late in (
        BankDetailsState.reveal.fn(state, {REVEAL_FIELD: PASSWORD}),
        BankDetailsState.save.fn(state, TYPED),
    ):
        with pytest.raises(TooManyTries):
            await late
    assert not state.is_shown


async def test_a_number_is_judged_while_it_is_typed_and_kept_nowhere(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved())
    looks = []
    for typed in ("FR14 2004", NEW[:-1] + "7", NEW, ""):
        await BankDetailsState.check_iban.fn(state, typed)
        looks.append((state.iban_look, state.iban_words.replace("\u00a0", " ")))
    assert [look for look, _ in looks] == ["wait", "wrong", "right", ""]
    assert looks[2][1] == ("IBAN correct : 27 caractères, clé vérifiée. Banque : LA BANQUE POSTALE, BIC PSSTFRPP.")
    await BankDetailsState.check_iban.fn(state, NEW)
    assert NEW not in _kept(state)


async def test_what_is_to_correct_stands_beside_its_field_and_in_the_summary(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved())
    await BankDetailsState.save.fn(state, {"titulaire": "<b>", "iban": "<b>", "actuel": PASSWORD, "status": "applied"})
    assert (state.errors_title, state.attempt) == ("Deux réponses sont à corriger", 1)
    assert [error.field for error in state.errors] == ["titulaire", "iban"]
    assert (state.iban_look, state.iban_words) == ("wrong", state.sentences["iban"])
    await BankDetailsState.save.fn(state, TYPED | {"iban": OLD})
    assert "déjà celui de vos remboursements" in state.sentences["iban"]
    assert "<b>" not in _kept(state)
    assert _actions() == []


async def test_a_change_is_asked_shown_and_cancelled(database: Engine, opened: Open) -> None:
    member = _saved()
    state = await _loaded(opened, member)
    await BankDetailsState.save.fn(state, TYPED)
    assert state.done.startswith("Votre demande est enregistrée.")
    assert (state.details.new.ending, state.details.current.ending) == ("606", "189")
    with db.transaction() as session:
        assert bank_accounts.changes(session)[0].bic == "PSSTFRPP"
    assert NEW not in _kept(state)
    assert PASSWORD not in _kept(state)

    await BankDetailsState.cancel.fn(state)
    assert state.done.startswith("Le changement est annulé.")
    assert state.details.effective == ""
    await BankDetailsState.cancel.fn(state)
    assert "ne peut plus être annulé" in state.done
    assert _actions() == ["bank_change_asked", "bank_change_cancelled"]


async def test_a_member_of_a_group_contract_gives_a_first_account(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved(bruno))
    assert state.details.current.masked == ""
    await BankDetailsState.reveal.fn(state, {REVEAL_FIELD: ""})
    await BankDetailsState.save.fn(state, TYPED)
    assert state.details.new.ending == "606"


async def test_a_request_that_cannot_be_made_now_is_refused_audited_and_explained(
    database: Engine, opened: Open
) -> None:
    member = _saved()
    state = await _loaded(opened, member)
    with db.transaction(writes=True) as session:
        account = session.exec(select(Account)).one()
        account.password_changed_at = account.created_at + timedelta(days=36_500)
    answer = await BankDetailsState.save.fn(state, TYPED)
    assert answer.args[0][1]._var_value == state.details.too_soon
    assert "vous pourrez changer de compte bancaire à partir du" in state.details.too_soon
    with db.transaction() as session:
        (entry,) = bank_accounts.trail(session)
    assert (entry.action, entry.account_id, entry.detail) == ("change_refused", member.account_id, "bank details")


async def test_what_is_due_has_taken_effect_when_the_page_shows_it(
    database: Engine, opened: Open, now: datetime
) -> None:
    with db.transaction(writes=True) as session:
        member = factories.alice(session)
        bank_accounts.ask(session, member, now)
    with travel(now + bank_accounts.WAIT - bank_accounts.SECOND, tick=False):
        state = await _loaded(opened, member)
        assert (state.details.current.ending, state.details.new.ending) == ("189", "606")
    with travel(now + bank_accounts.WAIT, tick=False):
        await BankDetailsState.load.fn(state)
        assert (state.details.current.ending, state.details.new.ending) == ("606", "")
