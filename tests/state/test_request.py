from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from espace import db
from espace.adapters import clock
from espace.domain.labels import RequestKind, RequestStatus
from espace.models import AuditEntry
from espace.services import request_steps
from espace.services.requests import Created
from espace.state.attachments import AttachmentsState
from espace.state.follow_up import FollowUpState
from espace.state.request import RequestState
from tests import factories
from tests.asked import ask, request_id
from tests.factories import Person
from tests.state.conftest import Open

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def alice(database: Engine) -> Person:
    with db.transaction(writes=True) as session:
        return factories.alice(session)


def _sent(owner: Person, *steps: tuple[RequestStatus, str], **wanted: object) -> Created:
    now = clock.now()
    with db.transaction(writes=True) as session:
        made = ask(session, owner, now, **wanted)
        for status, message in steps:
            request_steps.add_step(session, request_id(session, made), status=status, message=message, now=now)
    return made


async def _loaded(opened: Open, member: Person, public_id: str) -> RequestState:
    state = await opened(RequestState, member, f"/suivi/demande?id={public_id}")
    await RequestState.load.fn(state)
    return state


async def test_a_request_shows_its_steps_what_was_sent_and_what_comes_next(opened: Open, alice: Person) -> None:
    made = _sent(alice, (RequestStatus.IN_PROGRESS, ""), effective_on=date(2026, 12, 1))
    state = await _loaded(opened, alice, made.public_id)
    assert (state.status, state.card.title, state.card.number) == ("ready", "Un devis", made.number)
    assert [(step.title, step.look) for step in state.card.steps] == [
        ("Demande reçue", "done"),
        ("À l’étude par un conseiller", "current"),
        ("Réponse de la mutuelle", "next"),
    ]
    assert [(line.label, len(line.value)) for line in state.sent] == [("Votre message", 1)]
    assert state.effective == "1er\u00a0décembre\u00a02026"


async def test_a_move_to_come_shows_the_day_of_the_change_until_an_adviser_takes_it_in_hand(
    opened: Open, alice: Person
) -> None:
    day = date(2027, 1, 1)
    made = _sent(alice, kind=RequestKind.MOVE, effective_on=day)
    last = (await _loaded(opened, alice, made.public_id)).card.steps[-1]
    assert (last.title, last.when, last.iso) == ("Changement d’adresse", "le 1er\u00a0janvier\u00a02027", "2027-01-01")
    made = _sent(alice, (RequestStatus.IN_PROGRESS, ""), kind=RequestKind.MOVE, effective_on=day)
    assert (await _loaded(opened, alice, made.public_id)).card.steps[-1].title == "Réponse de la mutuelle"


@pytest.mark.parametrize(
    ("status", "tone", "title"),
    [
        (RequestStatus.ANSWERED, "ok", "Réponse envoyée"),
        (RequestStatus.APPLIED, "ok", "Demande acceptée"),
        (RequestStatus.REFUSED, "error", "Demande refusée"),
    ],
)
async def test_a_request_that_is_over_awaits_nothing_more(
    opened: Open, alice: Person, status: RequestStatus, tone: str, title: str
) -> None:
    state = await _loaded(opened, alice, _sent(alice, (status, "Bonjour,\n\nà bientôt.")).public_id)
    assert (state.card.tone, state.card.is_over) == (tone, True)
    assert (state.card.steps[-1].title, state.card.steps[-1].look) == (title, "done")
    assert state.card.steps[-1].message == ["Bonjour,", "à bientôt."]


async def test_anothers_request_is_missing_and_the_attempt_is_written_down(opened: Open, alice: Person) -> None:
    with db.transaction(writes=True) as session:
        chloe = factories.chloe(session)
    made = _sent(alice)
    state = await _loaded(opened, chloe, made.public_id)
    assert (state.status, state.card.title, state.sent) == ("missing", "", [])
    with db.transaction() as session:
        refused = session.exec(select(AuditEntry.target).where(col(AuditEntry.action) == "access_refused")).all()
    assert refused == [f"request:{made.public_id}"]


async def test_a_reply_is_asked_for_refused_when_empty_and_sent_once(opened: Open, alice: Person) -> None:
    made = _sent(alice, (RequestStatus.WAITING, "Il nous manque la page 2."))
    state = await _loaded(opened, alice, made.public_id)
    assert (state.card.is_waiting, state.card.note) == (True, ["Il nous manque la page 2."])
    assert await RequestState.reply.fn(state, {"message": " "}) is None
    assert (state.sentences, state.attempt) == (
        {"message": "Écrivez votre réponse, même courte, pour accompagner vos documents."},
        1,
    )
    key = (await state.get_state(AttachmentsState)).form_key
    await RequestState.reply.fn(state, {"message": "La voici."})
    assert (state.errors, state.card.is_waiting) == ([], False)
    assert "envoyée" in state.done
    assert [step.title for step in state.card.steps][-2:] == ["Votre réponse", "Réponse de la mutuelle"]
    assert (await state.get_state(AttachmentsState)).form_key != key


async def test_the_history_shows_four_requests_and_folds_the_older_ones(opened: Open, alice: Person) -> None:
    state = await opened(FollowUpState, alice)
    await FollowUpState.load.fn(state)
    assert state.status == "empty"
    now = clock.now()
    with db.transaction(writes=True) as session:
        made = [ask(session, alice, now - timedelta(days=days), kind=RequestKind.QUESTION) for days in range(6)]
    await FollowUpState.load.fn(state)
    assert state.status == "ready"
    assert [card.id for card in (*state.latest, *state.older)] == [one.public_id for one in made]
    assert len(state.latest) == 4
