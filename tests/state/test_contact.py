from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine

from espace import db
from espace.services import requests
from espace.services.request_views import RequestSummary
from espace.state.attachments import AttachmentsState
from espace.state.contact import ContactState
from tests import factories
from tests.asked import mails
from tests.factories import Person
from tests.state.conftest import Open


@pytest.fixture
def alice(database: Engine, attachments_folder: Path) -> Person:
    with db.transaction(writes=True) as session:
        return factories.alice(session)


async def _loaded(opened: Open, member: Person) -> ContactState:
    state = await opened(ContactState, member, "/contact")
    await ContactState.load.fn(state)
    return state


def _typed(state: ContactState, **changes: str) -> dict[str, str]:
    return {"sujet": "quote", "qui": state.people[0].value, "message": "Bonjour <b>vous</b>"} | changes


def _history(member: Person) -> tuple[RequestSummary, ...]:
    with db.transaction() as session:
        return requests.history(session, member.id)


@pytest.mark.parametrize(
    ("moment", "is_open", "opens"),
    [("2026-11-23T10:00:00+01:00", True, ""), ("2026-11-23T18:00:00+01:00", False, "demain à 8\u00a0h\u00a030")],
)
async def test_the_page_says_whether_somebody_answers_now(
    opened: Open, alice: Person, moment: str, is_open: bool, opens: str
) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        state = await _loaded(opened, alice)
    assert (state.status, state.is_open, state.opens) == ("ready", is_open, opens)
    assert state.email == "alice.martin@exemple.fr"
    assert [one.label for one in state.people] == ["Alice", "Julien", "Inès", "Noé"]


async def test_a_question_is_sent_once_however_often_one_clicks(opened: Open, alice: Person) -> None:
    state = await _loaded(opened, alice)
    for _ in range(3):
        await ContactState.send.fn(state, _typed(state))
    (sent,) = _history(alice)
    assert (state.number, state.follow) == (sent.number, f"/suivi/demande?id={sent.public_id}")
    with db.transaction() as session:
        assert len(mails(session)) == 1


async def test_what_is_refused_stays_in_the_browser_and_each_field_has_its_sentence(
    opened: Open, alice: Person
) -> None:
    state = await _loaded(opened, alice)
    assert await ContactState.send.fn(state, _typed(state, sujet="", message="<script>" * 900)) is None
    assert (state.errors_title, state.attempt, state.number) == ("Deux réponses sont à corriger", 1, "")
    assert [error.field for error in state.errors] == ["sujet", "message"]
    assert "<script>" not in repr({name: getattr(state, name) for name in ContactState.base_vars})
    assert _history(alice) == ()


async def test_fields_nobody_asked_for_change_nothing(opened: Open, alice: Person) -> None:
    state = await _loaded(opened, alice)
    forged = {"member_id": "2", "status": "answered", "form_key": "x", "contract_id": "1"}
    await ContactState.send.fn(state, _typed(state, **forged))
    assert _history(alice)[0].status == "received"


async def test_a_page_that_reconnects_finds_its_form_again(opened: Open, alice: Person) -> None:
    state = await _loaded(opened, alice)
    key = (await state.get_state(AttachmentsState)).form_key
    await ContactState.load.fn(state)
    assert (await state.get_state(AttachmentsState)).form_key == key


async def test_another_message_is_another_request(opened: Open, alice: Person) -> None:
    state = await _loaded(opened, alice)
    await ContactState.send.fn(state, _typed(state))
    await ContactState.write_another.fn(state)
    assert (state.number, state.status) == ("", "ready")
    await ContactState.send.fn(state, _typed(state))
    assert len(_history(alice)) == 2


async def test_leaving_the_page_forgets_what_was_said_and_keeps_an_unsent_form(opened: Open, alice: Person) -> None:
    state = await _loaded(opened, alice)
    key = (await state.get_state(AttachmentsState)).form_key
    await ContactState.send.fn(state, {})
    await ContactState.leave.fn(state)
    assert (state.errors, state.attempt) == ([], 0)
    assert (await state.get_state(AttachmentsState)).form_key == key
    await ContactState.send.fn(state, _typed(state))
    await ContactState.leave.fn(state)
    assert state.number == ""
    assert (await state.get_state(AttachmentsState)).form_key == ""
