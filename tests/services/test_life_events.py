from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from espace.domain.errors import InvalidFields, NotFound
from espace.domain.labels import RequestKind, RequestStatus
from espace.domain.life_events import BY_KEY, EVENTS
from espace.models import Attachment, AuditEntry, Member, MemberRequest, OutboxEmail
from espace.services import life_events, request_steps, requests
from espace.services.contact_details import LockedByEmployer
from espace.services.life_event_situation import NoContract
from espace.services.life_events import NotReviewed, Overview, TooEarly
from tests import factories
from tests.asked import ask, mails, request_id
from tests.events import adviser, decide, row, tell, typed

MOVE, BIRTH, TERMINATION = BY_KEY["demenagement"], BY_KEY["naissance"], BY_KEY["resiliation"]


@pytest.fixture(autouse=True)
def _kept(attachments_folder: Path) -> None:
    """Whatever is confirmed lies in a folder of the test's own."""


@pytest.fixture
def who(session: Session, now: datetime) -> int:
    return adviser(session, now)


def _address(session: Session, member_id: int) -> str:
    return session.exec(select(Member.address_line1).where(col(Member.id) == member_id)).one()


def test_the_members_own_contract_opens_every_event(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    factories.bruno(session)
    assert life_events.overview(session, alice.id, now) == Overview(locked=False, employer="", has_contract=True)
    found = life_events.situation(session, alice.id, BIRTH, now)
    assert [one.first_name for one in found.people] == ["Alice", "Julien", "Inès", "Noé"]
    assert (found.plan.code, found.contract_number) == ("HORIZON-3", "C-0472318")


def test_plans_of_employers_and_the_present_one_are_not_on_offer(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    factories.bruno(session)
    session.add(factories.plan(session, "HORIZON-4"))
    session.flush()
    assert [one.code for one in life_events.situation(session, alice.id, BIRTH, now).offers] == ["HORIZON-4"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_a_group_contract_locks_every_event_in_the_service(session: Session, now: datetime, event) -> None:
    bruno = factories.bruno(session)
    employer = "Ateliers de la Calanque"
    assert life_events.overview(session, bruno.id, now) == Overview(locked=True, employer=employer, has_contract=False)
    with pytest.raises(LockedByEmployer):
        life_events.review(session, bruno.id, event, typed(event), now)
    with pytest.raises(LockedByEmployer):
        life_events.submit(
            session, bruno.id, bruno.account_id, event, typed(event), form_key=requests.new_form_key(), mark="", now=now
        )
    assert session.exec(select(MemberRequest)).all() == []


def test_of_two_contracts_each_has_its_rule(session: Session, now: datetime) -> None:
    alice, bruno = factories.alice(session), factories.bruno(session)
    bruno.contract.member_id = alice.id
    session.flush()
    assert life_events.overview(session, alice.id, now) == Overview(
        locked=False, employer="Ateliers de la Calanque", has_contract=True
    )
    with pytest.raises(LockedByEmployer):
        tell(session, alice, MOVE, now)  # the address serves both
    assert row(session, tell(session, alice, TERMINATION, now)).contract_id == alice.contract.id


def test_without_a_running_contract_there_is_nothing_to_tell(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    alice.contract.ends_on = (now - timedelta(days=1)).date()
    session.flush()
    assert life_events.overview(session, alice.id, now) == Overview(locked=False, employer="", has_contract=False)
    with pytest.raises(NoContract):
        tell(session, alice, BIRTH, now)


def test_a_move_is_applied_at_once_with_its_request(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = tell(session, alice, MOVE, now)
    assert _address(session, alice.id) == "7 rue du Large"
    (shown,) = requests.history(session, alice.id)
    assert (shown.number, shown.status, shown.kind) == (made.number, RequestStatus.APPLIED, RequestKind.MOVE)
    assert len(mails(session)) == 2  # the request, and the address that changed
    trail = session.exec(select(AuditEntry.action).order_by(col(AuditEntry.id))).all()
    assert trail == ["request_sent", "contact_details_changed"]


def test_a_move_to_come_waits_for_its_day(session: Session, now: datetime, who: int) -> None:
    alice = factories.alice(session)
    made = tell(session, alice, MOVE, now, le="01/12/2026")
    assert (row(session, made).status, _address(session, alice.id)) == (RequestStatus.RECEIVED, "18 rue des Embruns")
    with pytest.raises(TooEarly, match=r"1er.*d’elle-même"):
        life_events.apply(session, decide(session, made), who, now)
    assert life_events.apply(session, decide(session, made), who, now + timedelta(days=8))
    assert _address(session, alice.id) == "7 rue du Large"


def test_a_resiliation_is_acknowledged_as_what_nobody_has_to_decide_on(session: Session, now: datetime) -> None:
    tell(session, factories.alice(session), TERMINATION, now)
    (mail,) = mails(session)
    assert "votre contrat prend fin à la date inscrite sur la confirmation" in mail.text
    assert "conseiller" not in mail.text


def test_another_event_waits_for_a_decision_with_what_was_read(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = tell(session, alice, BIRTH, now)
    view = requests.one(session, alice.id, made.public_id)
    assert view.summary.status is RequestStatus.RECEIVED
    assert ("Prénom de l’enfant", "Alba") in [(one.label, one.value) for one in view.details]
    assert requests.answers(session, decide(session, made))["naissance"] == "2026-11-02"
    assert "Alba" not in mails(session)[0].text
    chloe = factories.chloe(session)
    with pytest.raises(NotFound):
        requests.one(session, chloe.id, made.public_id)


def test_the_same_form_sent_again_applies_and_sends_nothing_more(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    key = requests.new_form_key()
    first = tell(session, alice, MOVE, now, form_key=key)
    again = tell(session, alice, MOVE, now, form_key=key)
    assert (again.number, again.is_new) == (first.number, False)
    assert len(mails(session)) == 2
    key, mine = requests.new_form_key(), (alice.id, alice.account_id, TERMINATION, typed(TERMINATION))
    mark = life_events.review(session, alice.id, TERMINATION, typed(TERMINATION), now).mark
    twice = [life_events.submit(session, *mine, form_key=key, mark=mark, now=now) for _ in range(2)]
    assert [made.is_new for made in twice] == [True, False]
    assert len(session.exec(select(Attachment)).all()) == 1


def test_what_was_not_read_over_is_not_sent(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    mark = life_events.review(session, alice.id, BIRTH, typed(BIRTH), now).mark
    key = requests.new_form_key()
    for stale in ("", mark):
        with pytest.raises(NotReviewed):
            life_events.submit(
                session,
                alice.id,
                alice.account_id,
                BIRTH,
                typed(BIRTH, prenom="Zoé"),
                form_key=key,
                mark=stale,
                now=now,
            )
    # The day has changed since, and the end of the contract with it.
    mark = life_events.review(session, alice.id, TERMINATION, typed(TERMINATION), now).mark
    with pytest.raises(NotReviewed):
        life_events.submit(
            session, alice.id, alice.account_id, TERMINATION, typed(TERMINATION), form_key=key, mark=mark,
            now=now + timedelta(days=1),
        )  # fmt: skip
    assert requests.history(session, alice.id) == ()


def test_somebody_of_another_family_cannot_be_named(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    theirs = chloe.beneficiaries[0].public_id
    for key in ("deces", "radiation"):
        with pytest.raises(InvalidFields) as refusal:
            tell(session, alice, BY_KEY[key], now, personne=theirs)
        assert "de votre contrat" in refusal.value.sentences["personne"]


def test_a_resiliation_is_confirmed_by_a_document_of_its_member(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = tell(session, alice, TERMINATION, now)
    view = requests.one(session, alice.id, made.public_id)
    assert [one.name for one in view.documents] == [f"confirmation-resiliation-{made.number}.pdf"]
    assert str(view.summary.effective_on) == "2026-12-23"


def test_a_decision_is_taken_once(session: Session, now: datetime, who: int) -> None:
    alice = factories.alice(session)
    first, second = tell(session, alice, BIRTH, now), tell(session, alice, BIRTH, now, prenom="Zoé")
    assert life_events.apply(session, decide(session, first), who, now)
    assert not life_events.apply(session, decide(session, first), who, now)
    with pytest.raises(request_steps.AlreadyEnded):
        life_events.refuse(session, decide(session, first), who, now, message="Non.")
    assert life_events.refuse(session, decide(session, second), who, now, message="Il manque l’acte.")
    assert not life_events.refuse(session, decide(session, second), who, now, message="Encore.")
    with pytest.raises(request_steps.AlreadyEnded):
        life_events.apply(session, decide(session, second), who, now)
    assert len(mails(session)) == 4


def test_the_member_reads_the_decision_and_its_day(session: Session, now: datetime, who: int) -> None:
    alice = factories.alice(session)
    made = tell(session, alice, TERMINATION, now)
    life_events.apply(session, decide(session, made), who, now)
    steps = requests.one(session, alice.id, made.public_id).summary.steps
    assert steps[-1].message.replace("\u00a0", " ") == "Votre demande est acceptée. Date retenue : 23 décembre 2026."
    assert "décembre" not in session.exec(select(OutboxEmail.text).order_by(col(OutboxEmail.id).desc())).first()


def test_a_question_is_no_event_to_decide_on(session: Session, now: datetime, who: int) -> None:
    alice = factories.alice(session)
    for wanted in (request_id(session, ask(session, alice, now)), 10**9):
        with pytest.raises(NotFound):
            life_events.apply(session, wanted, who, now)
        with pytest.raises(NotFound):
            life_events.refuse(session, wanted, who, now, message="Non.")


def test_a_browser_keeps_what_is_typed_under_a_name_that_is_its_members() -> None:
    names = {life_events.draft_key(member, event) for member in (1, 2) for event in (MOVE, BIRTH)}
    assert len(names) == 4
    assert life_events.draft_key(1, MOVE) in names
