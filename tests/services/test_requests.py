import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, select

from espace.domain.errors import NotFound
from espace.domain.labels import RequestKind, RequestStatus
from espace.models import AuditEntry, MemberRequest
from espace.services import requests
from espace.services.request_views import Detail
from espace.services.requests import Created
from tests import factories
from tests.asked import TEXT, ask, mails, request_id, row

MINUTE = timedelta(minutes=1)


def test_a_question_is_taken_down_with_its_number_and_first_step(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = ask(session, alice, now)
    assert made.is_new
    (listed,) = requests.history(session, alice.id)
    assert (listed.number, listed.subject, listed.kind) == (made.number, "Un devis", RequestKind.QUESTION)
    assert (listed.status, listed.sent_at) == (RequestStatus.RECEIVED, now)
    assert [(step.status, step.at, step.message) for step in listed.steps] == [(RequestStatus.RECEIVED, now, "")]


def test_a_number_bears_the_year_of_paris_and_six_letters_nobody_misreads(session: Session) -> None:
    alice = factories.alice(session)
    new_year = datetime.fromisoformat("2026-12-31T23:30:00+00:00")
    assert re.fullmatch("D-27-[A-HJ-NP-Z2-9]{6}", ask(session, alice, new_year).number)


def test_a_number_taken_already_is_drawn_again(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = factories.alice(session)
    drawn = iter("AAAAAAAAAAAABBBBBB")
    monkeypatch.setattr("espace.services.requests.secrets.choice", lambda _: next(drawn))
    assert [ask(session, alice, now).number for _ in range(2)] == ["D-26-AAAAAA", "D-26-BBBBBB"]


def test_the_same_form_sent_again_finds_the_first_request_and_sends_nothing(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    key = requests.new_form_key()
    first = ask(session, alice, now, form_key=key)
    again = ask(session, alice, now + MINUTE, form_key=key, subject="Autre chose")
    assert again == Created(first.number, first.public_id, is_new=False)
    assert len(mails(session)) == 1
    assert len(requests.history(session, alice.id)) == 1


def test_two_members_may_hold_the_same_form_key(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    key = requests.new_form_key()
    assert ask(session, alice, now, form_key=key).public_id != ask(session, chloe, now, form_key=key).public_id


def test_an_account_of_somebody_else_sends_nothing(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    with pytest.raises(NoResultFound):
        requests.create(
            session, alice.id, chloe.account_id, kind=RequestKind.QUESTION, subject="Un devis", details={},
            form_key=requests.new_form_key(), now=now,
        )  # fmt: skip
    assert requests.history(session, alice.id) == ()


def test_a_request_about_a_contract_of_somebody_else_is_refused(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    with pytest.raises(NotFound):
        ask(session, chloe, now, contract_id=alice.contract.id)
    assert requests.history(session, chloe.id) == ()


def test_what_was_sent_is_unreadable_in_the_database_and_read_again_by_its_member(
    session: Session, now: datetime
) -> None:
    alice = factories.alice(session)
    made = ask(session, alice, now, details={"message": TEXT, "born": date(2026, 11, 20)}, message="Bien noté.")
    stored = "".join(str(value) for row in session.execute(text("SELECT * FROM member_request")) for value in row)
    stored += "".join(str(value) for row in session.execute(text("SELECT * FROM request_step")) for value in row)
    assert "couronne" not in stored
    assert "noté" not in stored
    view = requests.one(session, alice.id, made.public_id)
    assert view.details == (Detail("Votre message", TEXT),)
    assert view.summary.steps[0].message == "Bien noté."
    assert requests.answers(session, request_id(session, made)) == {"message": TEXT, "born": "2026-11-20"}


def test_the_acknowledgement_bears_the_number_and_nothing_of_what_was_asked(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = ask(session, alice, now)
    (mail,) = mails(session)
    assert mail.recipient == "alice.martin@exemple.fr"
    assert made.number in mail.subject
    assert f"/suivi/demande?id={made.public_id}" in mail.text
    assert "Un conseiller va la lire" in mail.text
    assert not re.search("couronne|devis", mail.text + mail.html + mail.subject)


def test_a_change_applied_at_once_is_acknowledged_as_done(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = ask(session, alice, now, kind=RequestKind.MOVE, status=RequestStatus.APPLIED, effective_on=date(2026, 12, 1))
    (mail,) = mails(session)
    assert "C’est fait" in mail.text
    listed = requests.one(session, alice.id, made.public_id).summary
    assert (listed.status, listed.effective_on) == (RequestStatus.APPLIED, date(2026, 12, 1))


def test_sending_is_written_into_the_trail_by_its_public_name(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = ask(session, alice, now)
    entry = session.exec(select(AuditEntry)).one()
    assert (entry.action, entry.account_id) == ("request_sent", alice.account_id)
    assert (entry.target, entry.detail) == (f"request:{made.public_id}", "")


def test_history_shows_the_newest_first_and_nothing_of_others(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    numbers = [ask(session, alice, now + MINUTE * late).number for late in range(3)]
    ask(session, chloe, now)
    assert [listed.number for listed in requests.history(session, alice.id)] == numbers[::-1]


def test_history_of_somebody_new_is_empty(session: Session) -> None:
    assert requests.history(session, factories.bruno(session).id) == ()


@pytest.mark.parametrize("wanted", ["", "AAAAAAAAAAAAAAAA", "' OR 1=1 --", "\x00"])
def test_what_does_not_exist_is_not_found(session: Session, wanted: str) -> None:
    alice = factories.alice(session)
    with pytest.raises(NotFound):
        requests.one(session, alice.id, wanted)


def test_a_stranger_finds_nothing(session: Session, now: datetime) -> None:
    made = ask(session, factories.alice(session), now)
    with pytest.raises(NotFound):
        requests.one(session, factories.chloe(session).id, made.public_id)


def test_a_subject_too_long_is_cut_rather_than_lost(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    made = ask(session, alice, now, subject="x" * 400)
    assert row(session, made).subject == "x" * 150
    assert len(session.exec(select(MemberRequest)).all()) == 1


@pytest.mark.parametrize("form_key", ["", "x", "é" * 22, "a" * 10_000])
def test_what_no_open_form_sent_is_refused(session: Session, now: datetime, form_key: str) -> None:
    alice = factories.alice(session)
    with pytest.raises(requests.FormClosed):
        ask(session, alice, now, form_key=form_key)
    assert requests.history(session, alice.id) == ()


def test_a_day_has_its_limit_and_the_next_one_another(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    for _ in range(requests.REQUESTS.tries):
        ask(session, alice, now)

    with pytest.raises(requests.TooManyRequests):
        ask(session, alice, now)
    assert ask(session, alice, now + requests.REQUESTS.per).is_new
