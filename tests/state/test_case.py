from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.adapters import clock
from espace.domain.decisions import Decided, Decision
from espace.domain.labels import RequestStatus
from espace.domain.life_events import PLAN_CHANGE
from espace.models import AuditEntry, OutboxEmail, RequestStep
from espace.services import cases
from espace.services.requests import Created
from espace.state.case import DONE, SENT, WARNING, CaseState
from tests import advisers, asked, events, factories

LOAD: Any = CaseState.load
TREAT: Any = CaseState.treat
MARKUP = "<script>alert(1)</script> <b>gras</b>"


@pytest.fixture
def nadia(database: Engine) -> advisers.Somebody:
    with db.transaction(writes=True) as session:
        return advisers.nadia(session)


@pytest.fixture
def question(nadia: advisers.Somebody) -> Created:
    with db.transaction(writes=True) as session:
        return asked.ask(session, factories.alice(session), clock.now(), summary=[("Votre message", MARKUP)])


async def _opened(treated: Any, nadia: advisers.Somebody, made: Created) -> CaseState:
    case: CaseState = await treated(CaseState, nadia, f"/gestion/demande?id={made.public_id}")
    await LOAD.fn(case)
    return case


def _count(table: type) -> int:
    with db.transaction() as session:
        return len(session.exec(select(table)).all())


def _form(case: CaseState, decision: Decision, message: str = "") -> dict[str, str]:
    return {"decision": decision.value, "message": message, "vu": case.seen}


async def test_it_shows_the_request_and_its_member_without_the_nir(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    assert (case.status, case.card.number, case.is_question) == ("ready", question.number, True)
    assert [line.value for line in case.sent] == [[MARKUP]]
    facts = {fact.name: fact.value for fact in case.facts}
    assert facts["Nom"] == "Alice Martin"
    assert facts["Contrat"] == "C-0472318 (individuel, Horizon-3)".replace("Horizon-3", "Horizon 3")
    assert "305512361" not in repr(case.facts).replace(" ", "")


@pytest.mark.parametrize("public_id", ["", "x", "A" * 16, "%00"])
async def test_what_is_not_there_is_missing_and_leaves_nothing_of_the_one_before(
    treated: Any, nadia: advisers.Somebody, question: Created, public_id: str
) -> None:
    case = await _opened(treated, nadia, question)
    case.router = (await treated(CaseState, nadia, f"/gestion/demande?id={public_id}")).router
    await LOAD.fn(case)
    assert case.status == "missing"
    assert (case.facts, case.sent, case.card.number) == ([], [], "")


async def test_an_answer_is_sent_said_and_leaves_an_empty_form(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    before = case.form_count
    focus = await TREAT.fn(case, _form(case, Decision.ASK, "Quel dentiste ?"))
    assert DONE in repr(focus)
    assert (case.done, case.card.status) == (SENT, "En attente de l’adhérent")
    assert case.form_count != before
    assert case.card.steps[-1].title == "Réponse de l’adhérent"


async def test_what_is_missing_is_said_beside_it_and_nothing_is_sent(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    before = case.form_count
    await TREAT.fn(case, {"message": "Bonjour", "vu": case.seen})
    assert set(case.sentences) == {"decision"}
    await TREAT.fn(case, _form(case, Decision.ANSWER))
    assert set(case.sentences) == {"message"}
    assert (case.form_count, case.attempt) == (before, 2)
    assert _count(RequestStep) == 1


async def test_extra_fields_change_nothing(treated: Any, nadia: advisers.Somebody, question: Created) -> None:
    case = await _opened(treated, nadia, question)
    extra = {"adviser_id": "999", "member_id": "2", "status": "applied", "id": "A" * 16}
    await TREAT.fn(case, _form(case, Decision.STUDY) | extra)
    with db.transaction() as session:
        steps = session.exec(select(RequestStep)).all()
    assert [(step.status.value, step.adviser_id) for step in steps] == [("received", None), ("in_progress", nadia.id)]


async def test_a_question_sent_as_a_change_is_refused(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    focus = await TREAT.fn(case, _form(case, Decision.APPLY))
    assert WARNING.replace("-", "_") in repr(focus)
    assert _count(RequestStep) == 1


def _meanwhile(made: Created, decision: Decision, message: str = "") -> None:
    with db.transaction(writes=True) as session:
        paul = advisers.paul(session)
        seen = cases.read(session, paul.id, made.public_id, clock.now()).seen
        cases.treat(session, paul.id, made.public_id, Decided(decision, message), seen=seen, now=clock.now())


async def test_a_colleagues_step_is_shown_and_what_was_typed_stays(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    form, before = _form(case, Decision.ANSWER, "Il restera 86,40 €."), case.form_count
    _meanwhile(question, Decision.STUDY)
    await TREAT.fn(case, form)
    assert "Paul Durand" in case.warning
    assert case.card.status == "En cours"
    assert case.form_count == before  # the same form: the browser keeps what is in it
    await TREAT.fn(case, form | {"vu": case.seen})
    assert (case.card.status, case.warning) == (RequestStatus.ANSWERED.label, "")


async def test_what_was_typed_for_a_request_that_ended_meanwhile_is_shown(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    form = _form(case, Decision.ANSWER, "Première ligne.\n\nDeuxième ligne.")
    _meanwhile(question, Decision.ANSWER, "Déjà répondu.")
    await TREAT.fn(case, form)
    assert (case.card.is_over, case.unsent) == (True, ["Première ligne.", "Deuxième ligne."])


async def test_a_second_click_is_one_step_and_one_email(
    treated: Any, nadia: advisers.Somebody, question: Created
) -> None:
    case = await _opened(treated, nadia, question)
    form = _form(case, Decision.ASK, "Quel dentiste ?")
    await TREAT.fn(case, form)
    await TREAT.fn(case, form)
    assert (_count(RequestStep), _count(OutboxEmail), case.warning) == (2, 2, "")


async def test_a_change_whose_day_has_not_come_says_when(treated: Any, nadia: advisers.Somebody) -> None:
    with db.transaction(writes=True) as session:
        alice = factories.alice(session)
        factories.person(session, "Denis", "Autre", plan_code="HORIZON-4")
        made = events.tell(session, alice, PLAN_CHANGE, clock.now())
    case = await _opened(treated, nadia, made)
    await TREAT.fn(case, _form(case, Decision.APPLY))
    assert "appliquez-la à partir de ce jour" in case.warning.replace("\u00a0", " ")
    assert not case.card.is_over


async def test_every_look_is_written_down(treated: Any, nadia: advisers.Somebody, question: Created) -> None:
    await _opened(treated, nadia, question)
    with db.transaction() as session:
        query = select(AuditEntry.adviser_id, AuditEntry.target).where(AuditEntry.action == "request_read")
        assert session.exec(query).all() == [(nadia.id, f"request:{question.public_id}")]
