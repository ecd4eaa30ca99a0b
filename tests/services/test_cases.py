from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from espace.domain.decisions import Decided, Decision
from espace.domain.errors import InvalidInput, NotFound
from espace.domain.labels import RequestStatus
from espace.domain.life_events import BIRTH, MOVE
from espace.models import AuditEntry, Beneficiary
from espace.services import cases, request_steps, requests
from espace.services.cases import Overtaken
from espace.services.request_steps import AlreadyEnded
from espace.services.requests import Created
from tests import advisers, asked, events, factories

ANSWER = Decided(Decision.ANSWER, "Il vous restera 86,40 € à payer.")
APPLY = Decided(Decision.APPLY, "")
LATER = timedelta(minutes=5)


def _seen(session: Session, adviser_id: int, made: Created, now: datetime) -> str:
    return cases.read(session, adviser_id, made.public_id, now).seen


def _trail(session: Session, action: str) -> list[tuple[int | None, str]]:
    query = select(AuditEntry.adviser_id, AuditEntry.target).where(AuditEntry.action == action)
    return [(row[0], row[1]) for row in session.exec(query)]


def test_an_adviser_reads_what_was_asked_and_by_whom_and_it_is_written_down(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = asked.ask(session, alice, now)
    case = cases.read(session, nadia.id, made.public_id, now)
    assert [line.value for line in case.view.details] == [asked.TEXT]
    assert (case.asker.name, case.asker.member_number) == ("Alice Martin", "0472318")
    assert "512361" not in case.asker.nir.replace(" ", "")
    assert case.asker.nir.startswith("2 84")
    assert case.asker.address == ("18 rue des Embruns", "13299 Port-Mistral")
    assert [one.number for one in case.asker.contracts] == ["C-0472318"]
    assert _trail(session, "request_read") == [(nadia.id, f"request:{made.public_id}")]


@pytest.mark.parametrize("public_id", ["", "x", "A" * 16, "' OR 1=1 --", "é" * 16])
def test_what_is_no_request_is_not_found(session: Session, now: datetime, public_id: str) -> None:
    nadia = advisers.nadia(session)
    with pytest.raises(NotFound):
        cases.read(session, nadia.id, public_id, now)
    with pytest.raises(NotFound):
        cases.treat(session, nadia.id, public_id, ANSWER, seen="", now=now)
    with pytest.raises(NotFound):
        cases.open_document(session, nadia.id, public_id, now)
    assert _trail(session, "request_read") == []


def test_an_answer_reaches_the_members_mailbox_and_history(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = asked.ask(session, alice, now)
    cases.treat(session, nadia.id, made.public_id, ANSWER, seen=_seen(session, nadia.id, made, now), now=now + LATER)
    assert asked.row(session, made).status is RequestStatus.ANSWERED
    mail = asked.mails(session)[-1]
    assert mail.recipient == "alice.martin@exemple.fr"
    assert "86,40" in mail.text
    assert (nadia.id, f"request:{made.public_id}") in _trail(session, "request_moved")


def test_an_answer_about_health_is_in_the_history_and_in_no_mailbox(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = asked.ask(session, alice, now)
    here = Decided(Decision.ANSWER_HERE, ANSWER.message)
    cases.treat(session, nadia.id, made.public_id, here, seen=_seen(session, nadia.id, made, now), now=now + LATER)
    assert asked.row(session, made).status is RequestStatus.ANSWERED
    assert "86,40" not in asked.mails(session)[-1].text + asked.mails(session)[-1].html
    assert "86,40" in requests.one(session, alice.id, made.public_id).summary.steps[-1].message


def test_applying_a_birth_covers_the_child(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = events.tell(session, alice, BIRTH, now)
    cases.treat(session, nadia.id, made.public_id, APPLY, seen=_seen(session, nadia.id, made, now), now=now + LATER)
    names = session.exec(select(Beneficiary.first_name).where(col(Beneficiary.contract_id) == alice.contract.id)).all()
    assert "Alba" in names
    assert asked.row(session, made).status is RequestStatus.APPLIED


def test_refusing_changes_nothing_of_the_contract(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = events.tell(session, alice, BIRTH, now)
    refuse = Decided(Decision.REFUSE, "Le document est illisible.")
    cases.treat(session, nadia.id, made.public_id, refuse, seen=_seen(session, nadia.id, made, now), now=now + LATER)
    assert "Alba" not in session.exec(select(Beneficiary.first_name)).all()
    assert asked.row(session, made).status is RequestStatus.REFUSED
    assert "illisible" not in asked.mails(session)[-1].text  # a life event is never told in an e-mail


def test_the_second_adviser_is_told_who_did_something_meanwhile(session: Session, now: datetime) -> None:
    alice, nadia, paul = factories.alice(session), advisers.nadia(session), advisers.paul(session)
    made = asked.ask(session, alice, now)
    seen = _seen(session, nadia.id, made, now)
    cases.treat(session, paul.id, made.public_id, Decided(Decision.STUDY, ""), seen=seen, now=now + LATER)
    with pytest.raises(Overtaken) as refused:
        cases.treat(session, nadia.id, made.public_id, ANSWER, seen=seen, now=now + 2 * LATER)
    assert "Paul Durand" in refused.value.sentence
    assert asked.row(session, made).status is RequestStatus.IN_PROGRESS
    again = _seen(session, nadia.id, made, now)
    cases.treat(session, nadia.id, made.public_id, ANSWER, seen=again, now=now + 2 * LATER)
    assert asked.row(session, made).status is RequestStatus.ANSWERED


def test_an_adviser_is_told_that_the_member_replied_meanwhile(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = asked.ask(session, alice, now)
    ask = Decided(Decision.ASK, "Quel dentiste ?")
    cases.treat(session, nadia.id, made.public_id, ask, seen=_seen(session, nadia.id, made, now), now=now + LATER)
    seen = _seen(session, nadia.id, made, now)
    mine = (alice.id, alice.account_id, made.public_id)
    request_steps.reply(session, *mine, message="Le docteur Roche.", form_key="k" * 22, now=now + 2 * LATER)
    with pytest.raises(Overtaken, match="l’adhérent"):
        cases.treat(session, nadia.id, made.public_id, ANSWER, seen=seen, now=now + 3 * LATER)


def test_a_second_click_takes_no_second_step_and_sends_no_second_email(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = asked.ask(session, alice, now)
    seen = _seen(session, nadia.id, made, now)
    for _ in range(3):
        cases.treat(session, nadia.id, made.public_id, ANSWER, seen=seen, now=now + LATER)
    assert len(asked.mails(session)) == 2  # the acknowledgement, the answer


def test_a_question_is_not_applied_and_a_change_is_not_answered(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    question, birth = asked.ask(session, alice, now), events.tell(session, alice, BIRTH, now)
    for made, decided in ((question, APPLY), (birth, ANSWER)):
        with pytest.raises(InvalidInput):
            cases.treat(session, nadia.id, made.public_id, decided, seen="", now=now)


def test_what_has_ended_takes_no_further_step(session: Session, now: datetime) -> None:
    alice, nadia = factories.alice(session), advisers.nadia(session)
    made = events.tell(session, alice, MOVE, now)  # applied at once
    ask = Decided(Decision.ASK, "Quel étage ?")
    with pytest.raises(AlreadyEnded):
        cases.treat(session, nadia.id, made.public_id, ask, seen=_seen(session, nadia.id, made, now), now=now + LATER)
