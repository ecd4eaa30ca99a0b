from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from espace import db
from espace.adapters import clock
from espace.models import Account, AuditEntry, Member, OutboxEmail
from espace.services import sessions
from espace.services.contact_details import LockedByEmployer
from espace.state.account import AccountState
from tests.factories import PASSWORD, Person, alice, bruno
from tests.state.conftest import Open

GOOD = "vélo girafe lanterne 🚲"


def _saved(make: Any) -> Person:
    with db.transaction(writes=True) as session:
        return make(session)


def _mails() -> list[str]:
    with db.transaction() as session:
        return list(session.exec(select(OutboxEmail.recipient).order_by(col(OutboxEmail.id))))


async def _loaded(opened: Open, member: Person) -> AccountState:
    state = await opened(AccountState, member, "/compte")
    await AccountState.load.fn(state)
    return state


async def test_the_page_opens_with_nothing_being_edited(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved(alice))
    assert (state.status, state.editing, state.done) == ("ready", "", "")
    assert state.profile.name == "Martin Alice"


async def test_one_block_is_edited_at_a_time_and_cancelling_changes_nothing(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved(alice))
    for block in ("adresse", "telephones", "unknown"):
        await AccountState.edit.fn(state, block)
    assert state.editing == "telephones"
    await AccountState.cancel.fn(state)
    assert state.editing == ""
    assert await AccountState.cancel.fn(state) is None
    assert _mails() == []


async def test_a_refusal_keeps_the_form_open_and_names_each_field(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved(alice))
    await AccountState.edit.fn(state, "adresse")
    typed = {"voie": "<script>", "code_postal": "1", "ville": "Port-Mistral", "status": "admin"}
    assert await AccountState.save_address.fn(state, typed) is None
    assert (state.editing, state.errors_title, state.attempt) == ("adresse", "Deux réponses sont à corriger", 1)
    assert [error.field for error in state.errors] == ["voie", "code_postal"]
    assert "<script>" not in repr({name: getattr(state, name) for name in AccountState.base_vars})


async def test_a_saved_block_closes_and_says_so(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved(alice))
    await AccountState.edit.fn(state, "telephones")
    assert await AccountState.save_phones.fn(state, {"mobile": "06 39 98 47 12"}) is not None
    assert (state.editing, state.done) == ("", "Vos coordonnées sont enregistrées.")
    assert state.profile.mobile.endswith("12")
    await AccountState.save_phones.fn(state, {"mobile": "0639984712"})
    assert state.done.startswith("Rien n’a changé")
    await AccountState.choose.fn(state, "lettre", True)
    assert (state.profile.newsletter, state.done) == (True, "Votre choix est enregistré.")
    assert len(_mails()) == 2


async def test_a_forged_change_under_a_group_contract_is_refused_and_audited(database: Engine, opened: Open) -> None:
    member = _saved(bruno)
    state = await _loaded(opened, member)
    for forged in (AccountState.save_address, AccountState.save_phones):
        with pytest.raises(LockedByEmployer):
            await forged.fn(state, {"voie": "1 rue", "code_postal": "13299", "ville": "X", "mobile": "0639984712"})
    with db.transaction() as session:
        assert session.exec(select(Member.mobile)).one() == ""
        entries = session.exec(select(AuditEntry.action, AuditEntry.account_id)).all()
    assert entries == [("change_refused", member.account_id)] * 2


@pytest.mark.parametrize(("typed", "said"), [("", "Tapez"), ("not this one", "n’est pas votre mot de passe")])
async def test_the_current_password_guards_password_and_email(
    database: Engine, opened: Open, typed: str, said: str
) -> None:
    state = await _loaded(opened, _saved(alice))
    await AccountState.save_password.fn(state, {"actuel": typed, "nouveau": GOOD})
    assert said in state.faults["actuel"]
    await AccountState.save_email.fn(state, {"actuel": typed, "email": "alice@nouvelle.example"})
    assert said in state.faults["actuel"]
    assert _mails() == []


async def test_a_new_password_keeps_this_session_and_is_kept_nowhere(database: Engine, opened: Open) -> None:
    member = _saved(alice)
    with db.transaction(writes=True) as session:
        here = sessions.hash_token(sessions.open_session(session, member.account_id, clock.now()))
        sessions.open_session(session, member.account_id, clock.now())
    state = await _loaded(opened, member)
    state._session_hash = here
    await AccountState.edit.fn(state, "mot-de-passe")
    await AccountState.judge_password.fn(state, GOOD)
    assert all(rule.done for rule in state.rules)

    await AccountState.save_password.fn(state, {"actuel": PASSWORD, "nouveau": "court"})
    assert "12" in state.faults["nouveau"]
    await AccountState.save_password.fn(state, {"actuel": PASSWORD, "nouveau": GOOD})

    assert state.done.startswith("Votre mot de passe est changé.")
    kept = repr({name: getattr(state, name) for name in AccountState.base_vars})
    assert PASSWORD not in kept
    assert GOOD not in kept
    with db.transaction() as session:
        assert [who.account_id for who in [sessions.who_is(session, here, clock.now())] if who] == [member.account_id]
        assert session.exec(select(Account.password_hash)).one() != member.account.password_hash
    assert _mails() == ["alice.martin@exemple.fr"]


async def test_a_new_address_waits_for_its_link(database: Engine, opened: Open) -> None:
    state = await _loaded(opened, _saved(alice))
    await AccountState.save_email.fn(state, {"actuel": PASSWORD, "email": "a@b"})
    assert "nom@domaine.fr" in state.faults["email"]
    await AccountState.save_email.fn(state, {"actuel": PASSWORD, "email": "alice@nouvelle.example"})
    assert state.done.startswith("Un lien de confirmation part")
    assert (state.profile.email, state.profile.pending_email) == ("alice.martin@exemple.fr", "alice@nouvelle.example")
    assert _mails() == ["alice@nouvelle.example"]
