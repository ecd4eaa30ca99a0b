from datetime import datetime, timedelta
from typing import Any

import pytest
from reflex.istate.data import RouterData
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.domain.errors import NotFound
from espace.domain.labels import RequestStatus
from espace.domain.life_events import BY_KEY
from espace.models import AuditEntry, MemberRequest
from espace.services.contact_details import LockedByEmployer
from espace.state.attachments import AttachmentsState
from espace.state.life_event import LifeEventState
from tests import factories
from tests.events import tell
from tests.factories import Person
from tests.state.conftest import Open

HERE = "/situation/declarer"
NIR = "255081416802538"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("espace.state.life_event.clock.now", lambda: now)


def _saved(make: Any) -> Person:
    with db.transaction(writes=True) as session:
        return make(session)


async def _go(state: LifeEventState, query: str) -> Any:
    """Follow a link of the page, as the browser does."""
    address = f"{HERE}?{query}"
    root = state._get_root_state()
    root.router = RouterData.from_router_data({"pathname": HERE, "asPath": address, "headers": {"origin": ""}})
    return await LifeEventState.load.fn(state)


async def _opened(opened: Open, member: Person, query: str) -> LifeEventState:
    state = await opened(LifeEventState, member, f"{HERE}?{query}")
    await LifeEventState.load.fn(state)
    return state


def _typed(**others: str) -> dict[str, str]:
    child = {"arrivee": "naissance", "prenom": "Alba", "nom": "Martin", "naissance": "02/11/2026", "carte": "non"}
    return child | others


def _requests() -> list[MemberRequest]:
    with db.transaction() as session:
        return list(session.exec(select(MemberRequest)))


async def test_an_unknown_event_offers_the_list(database: Engine, opened: Open) -> None:
    state = await _opened(opened, _saved(factories.alice), "evenement=loterie")
    assert (state.status, state.event) == ("missing", "")
    with pytest.raises(NotFound):
        await LifeEventState.go_on.fn(state, _typed())


async def test_the_first_step_offers_the_family_and_keeps_its_key(database: Engine, opened: Open) -> None:
    alice = _saved(factories.alice)
    state = await _opened(opened, alice, "evenement=deces")
    assert (state.status, state.step, state.heading) == ("ready", "reponses", "La personne")
    assert [one.label for one in state.people] == ["Alice Martin", "Julien Martin", "Inès Martin", "Noé Martin"]
    key = (await state.get_state(AttachmentsState)).form_key
    await _go(state, "evenement=deces")
    assert (await state.get_state(AttachmentsState)).form_key == key
    await _go(state, "evenement=radiation")
    assert (await state.get_state(AttachmentsState)).form_key != key


async def test_what_cannot_be_stays_on_the_first_step_with_its_sentences(database: Engine, opened: Open) -> None:
    state = await _opened(opened, _saved(factories.alice), "evenement=naissance")
    assert await LifeEventState.go_on.fn(state, _typed(prenom="", naissance="31/02/2026")) is None
    assert [error.field for error in state.errors] == ["prenom", "naissance"]
    assert (state.errors_title, state.attempt, state.step) == ("Deux réponses sont à corriger", 1, "reponses")
    assert await _go(state, "evenement=naissance") is None
    assert "n’existe pas" in state.sentences["naissance"]


async def test_each_step_leads_to_the_next_and_the_last_one_sends(database: Engine, opened: Open) -> None:
    alice = _saved(factories.alice)
    state = await _opened(opened, alice, "evenement=naissance")
    for step, heading in (("justificatifs", "Les justificatifs"), ("verification", "La vérification")):
        assert await LifeEventState.go_on.fn(state, _typed()) is not None
        assert await _go(state, f"evenement=naissance&etape={step}") is not None  # the title takes the focus
        assert (state.step, state.heading) == (step, heading)
    assert ("Prénom de l’enfant", "Alba") in [(fact.label, fact.value) for fact in state.facts]
    forget, redirect = await LifeEventState.go_on.fn(state, _typed())
    (made,) = _requests()
    assert state.draft in str(forget.args)
    assert made.public_id in str(redirect.args)
    again = await LifeEventState.go_on.fn(state, _typed())  # a second click, before the next page has come
    assert str(again[1].args) == str(redirect.args)
    assert len(_requests()) == 1

    await _go(state, f"evenement=naissance&demande={made.public_id}")
    assert (state.step, state.number, state.applied, state.pdf) == ("envoi", made.number, False, "")
    assert state.facts == []
    await _go(state, "evenement=naissance")
    assert state.step == "reponses"


@pytest.mark.parametrize("step", ["justificatifs", "verification", "envoi", "nonsense"])
async def test_a_later_step_without_the_first_leads_back_to_it(database: Engine, opened: Open, step: str) -> None:
    state = await _opened(opened, _saved(factories.alice), f"evenement=naissance&etape={step}")
    assert state.step == "reponses"
    assert bool(state.sentence) == (step in ("justificatifs", "verification"))


async def test_answers_that_changed_since_they_were_read_are_read_again(database: Engine, opened: Open) -> None:
    state = await _opened(opened, _saved(factories.alice), "evenement=naissance")
    await LifeEventState.go_on.fn(state, _typed())
    await _go(state, "evenement=naissance&etape=verification")
    await LifeEventState.go_on.fn(state, _typed(prenom="Zoé"))
    assert _requests() == []
    assert "Relisez" in state.sentence
    assert "Zoé" in [fact.value for fact in state.facts]
    await LifeEventState.go_on.fn(state, _typed(prenom="Zoé"))
    assert len(_requests()) == 1


async def test_an_answer_lost_on_the_way_leads_back_to_the_first_step(database: Engine, opened: Open) -> None:
    state = await _opened(opened, _saved(factories.alice), "evenement=naissance")
    await LifeEventState.go_on.fn(state, _typed())
    await _go(state, "evenement=naissance&etape=verification")
    assert await LifeEventState.go_on.fn(state, {}) is not None  # back to the first step
    await _go(state, "evenement=naissance")
    assert (state.step, len(state.errors), _requests()) == ("reponses", 5, [])


async def test_a_move_is_said_to_be_done(database: Engine, opened: Open) -> None:
    state = await _opened(opened, _saved(factories.alice), "evenement=demenagement")
    there = {"voie": "7 rue du Large", "code_postal": "13299", "ville": "Port-Mistral", "le": "20/11/2026"}
    await LifeEventState.go_on.fn(state, there)
    await _go(state, "evenement=demenagement&etape=justificatifs")  # it has no such step
    assert state.step == "reponses"
    await _go(state, "evenement=demenagement&etape=verification")
    await LifeEventState.go_on.fn(state, there)
    (made,) = _requests()
    await _go(state, f"evenement=demenagement&demande={made.public_id}")
    assert (made.status, state.applied) == (RequestStatus.APPLIED, True)


async def test_a_number_typed_is_kept_by_no_state(database: Engine, opened: Open) -> None:
    state = await _opened(opened, _saved(factories.chloe), "evenement=union")
    spouse = {"couvrir": "oui", "prenom": "Paul", "nom": "Roy", "naissance": "01/02/1950", "nir": NIR}
    await LifeEventState.go_on.fn(state, {"forme": "pacs", "le": "14/11/2026", **spouse})
    assert state.facts
    assert NIR not in repr({name: getattr(state, name) for name in (*LifeEventState.base_vars, "_mark")})


async def test_a_collective_member_is_refused_on_the_page_and_by_a_forged_event(database: Engine, opened: Open) -> None:
    bruno = _saved(factories.bruno)
    state = await _opened(opened, bruno, "evenement=demenagement")
    assert (state.status, state.locked, state.employer) == ("empty", True, "Ateliers de la Calanque")
    state.event = "demenagement"
    for state.step in ("reponses", "verification"):
        with pytest.raises(LockedByEmployer):
            await LifeEventState.go_on.fn(state, {"voie": "1 rue", "code_postal": "13299", "ville": "X"})
    assert _requests() == []
    with db.transaction() as session:
        entries = session.exec(select(AuditEntry.action, AuditEntry.account_id)).all()
    assert entries == [("change_refused", bruno.account_id)] * 2


async def test_without_a_contract_the_page_says_so(database: Engine, opened: Open, now: datetime) -> None:
    alice = _saved(factories.alice)
    with db.transaction(writes=True) as session:
        alice.contract.ends_on = (now - timedelta(days=1)).date()
        session.add(alice.contract)
    state = await _opened(opened, alice, "evenement=naissance")
    assert (state.status, state.locked) == ("empty", False)


async def test_the_number_of_somebody_elses_request_is_not_found_and_written_down(
    database: Engine, opened: Open, now: datetime
) -> None:
    with db.transaction(writes=True) as session:
        alice, chloe = factories.alice(session), factories.chloe(session)
        made = tell(session, alice, BY_KEY["naissance"], now)
    for public_id in (made.public_id, "AAAAAAAAAAAAAAAA", "nonsense"):
        state = await _opened(opened, chloe, f"evenement=naissance&demande={public_id}")
        assert (state.status, state.number) == ("missing", "")
    with db.transaction() as session:
        refused = session.exec(select(AuditEntry.target).where(AuditEntry.action == "access_refused")).all()
    assert refused == [f"request:{made.public_id}"]


async def test_a_move_to_come_says_on_which_day_the_address_changes(
    database: Engine, opened: Open, now: datetime
) -> None:
    with db.transaction(writes=True) as session:
        alice = factories.alice(session)
        later = tell(session, alice, BY_KEY["demenagement"], now, le="03/12/2026")
        done = tell(session, alice, BY_KEY["demenagement"], now, le="23/11/2026")
        birth = tell(session, alice, BY_KEY["naissance"], now)
    shown = []
    for made in (later, done, birth):
        state = await _opened(opened, alice, f"evenement=demenagement&demande={made.public_id}")
        shown.append((state.applied, state.coming))
    assert shown == [(False, "3\u00a0décembre\u00a02026"), (True, ""), (False, "")]
