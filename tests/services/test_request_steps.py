import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select, update

from espace.domain.errors import NotFound
from espace.domain.labels import AccountStatus, RequestKind, RequestStatus
from espace.models import Account, AuditEntry, OutboxEmail
from espace.services import request_steps, requests
from espace.services.request_steps import AlreadyEnded, NothingAsked
from espace.services.requests import Created
from tests import factories
from tests.asked import ask, mails, request_id
from tests.factories import Person

HOUR = timedelta(hours=1)
PAGE_2 = "Il nous manque la page 2 du devis."


def _step(
    session: Session, made: Created, now: datetime, status: RequestStatus, message: str = "", *, travels: bool = True
) -> None:
    asked = request_id(session, made)
    request_steps.add_step(session, asked, status=status, message=message, now=now, travels=travels)


def _reply(session: Session, who: Person, made: Created, now: datetime, key: str, message: str = "La voici.") -> bool:
    mine = (who.id, who.account_id, made.public_id)
    return request_steps.reply(session, *mine, message=message, form_key=key, now=now)


def _last(session: Session) -> OutboxEmail:
    return mails(session)[-1]


@pytest.fixture
def alice(session: Session) -> Person:
    return factories.alice(session)


def test_steps_stay_in_the_order_they_were_taken(session: Session, alice: Person, now: datetime) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.IN_PROGRESS)
    _step(session, made, now, RequestStatus.WAITING, PAGE_2)
    _reply(session, alice, made, now, requests.new_form_key())
    _step(session, made, now, RequestStatus.ANSWERED, "Il vous restera 120,00 €.")
    view = requests.one(session, alice.id, made.public_id).summary
    assert [(step.status, step.message, step.by_member) for step in view.steps] == [
        (RequestStatus.RECEIVED, "", False),
        (RequestStatus.IN_PROGRESS, "", False),
        (RequestStatus.WAITING, PAGE_2, False),
        (RequestStatus.IN_PROGRESS, "La voici.", True),
        (RequestStatus.ANSWERED, "Il vous restera 120,00 €.", False),
    ]
    assert view.status is RequestStatus.ANSWERED


def test_the_answer_to_a_question_goes_to_the_members_own_mailbox(
    session: Session, alice: Person, now: datetime
) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.ANSWERED, "Bonjour,\n\n<b>120,00 €</b> vous resteront.\r\nLuc")
    mail = _last(session)
    assert mail.recipient == "alice.martin@exemple.fr"
    assert made.number in mail.subject
    assert "Bonjour,\n\n<b>120,00 €</b> vous resteront.\n\nLuc" in mail.text
    assert "&lt;b&gt;120,00 €&lt;/b&gt; vous resteront." in mail.html
    assert f"/suivi/demande?id={made.public_id}" in mail.text


def test_an_answer_about_health_is_read_in_the_portal_only(session: Session, alice: Person, now: datetime) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.ANSWERED, "Votre couronne est remboursée.", travels=False)
    mail = _last(session)
    assert "couronne" not in mail.subject + mail.text + mail.html
    assert "Nous avons répondu" in mail.text
    assert f"/suivi/demande?id={made.public_id}" in mail.text
    assert requests.one(session, alice.id, made.public_id).summary.steps[-1].message == "Votre couronne est remboursée."


@pytest.mark.parametrize(
    "secret",
    ["FR76 3000 6000 0112 3456 7890 189", "fr7630006000011234567890189", "2 84 06 13 055 123 61", "284061305512361"],
)
def test_an_answer_that_holds_a_number_of_a_person_or_an_account_is_read_in_the_portal_only(
    session: Session, alice: Person, now: datetime, secret: str
) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.ANSWERED, f"Votre numéro est {secret}.")
    mail = _last(session)
    assert secret not in mail.text + mail.html
    assert "Nous avons répondu" in mail.text
    assert secret in requests.one(session, alice.id, made.public_id).summary.steps[-1].message


def test_an_answer_with_a_telephone_an_amount_and_a_number_of_request_travels(
    session: Session, alice: Person, now: datetime
) -> None:
    made = ask(session, alice, now)
    words = f"Appelez le 04 65 71 00 12 pour la demande {made.number} : 1 234 567,89 € au 26/11/2026."
    _step(session, made, now, RequestStatus.ANSWERED, words)
    assert words in _last(session).text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RequestStatus.IN_PROGRESS, "Un conseiller s’occupe"),
        (RequestStatus.WAITING, "une réponse ou d’un document"),
        (RequestStatus.APPLIED, "est acceptée"),
        (RequestStatus.REFUSED, "n’avons pas pu accepter"),
    ],
)
def test_a_change_in_somebodys_life_is_never_told_in_an_email(
    session: Session, alice: Person, now: datetime, status: RequestStatus, words: str
) -> None:
    made = ask(session, alice, now, kind=RequestKind.BIRTH, subject="Naissance d’Alba")
    _step(session, made, now, status, "Alba est ajoutée.")
    mail = _last(session)
    assert words in mail.text
    assert made.number in mail.text
    assert not re.search("Alba|[Nn]aissance", mail.subject + mail.text + mail.html)


@pytest.mark.parametrize("last", [RequestStatus.ANSWERED, RequestStatus.APPLIED, RequestStatus.REFUSED])
def test_no_step_follows_the_last_one(session: Session, alice: Person, now: datetime, last: RequestStatus) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, last)
    with pytest.raises(AlreadyEnded):
        _step(session, made, now, RequestStatus.IN_PROGRESS)
    assert len(mails(session)) == 2


def test_a_request_that_does_not_exist_takes_no_step(session: Session, now: datetime) -> None:
    with pytest.raises(NotFound):
        request_steps.add_step(session, 0, status=RequestStatus.ANSWERED, message="", now=now)


def test_a_step_is_written_into_the_trail(session: Session, alice: Person, now: datetime) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.IN_PROGRESS)
    entry = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "request_moved")).one()
    assert (entry.target, entry.detail) == (f"request:{made.public_id}", "in_progress")


@pytest.mark.parametrize("gone", ["frozen", "deceased", "no account"])
def test_nobody_is_written_to_who_is_not_there(session: Session, alice: Person, now: datetime, gone: str) -> None:
    made = ask(session, alice, now)
    if gone == "frozen":
        session.execute(update(Account).values(status=AccountStatus.FROZEN))
    elif gone == "deceased":
        alice.member.deceased_on = now.date()
        session.add(alice.member)
    else:
        session.execute(update(AuditEntry).values(account_id=None))
        session.delete(alice.account)
    session.flush()
    _step(session, made, now, RequestStatus.ANSWERED, "Bonjour")
    assert len(mails(session)) == 1


def test_a_reply_is_taken_once_and_the_request_goes_on(session: Session, alice: Person, now: datetime) -> None:
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.WAITING, PAGE_2)
    key = requests.new_form_key()
    assert _reply(session, alice, made, now + HOUR, key)
    assert not _reply(session, alice, made, now + HOUR, key)
    view = requests.one(session, alice.id, made.public_id).summary
    assert (view.status, len(view.steps)) == (RequestStatus.IN_PROGRESS, 3)
    assert len(mails(session)) == 2  # the member knows what they just wrote


def test_a_reply_nobody_waits_for_is_refused(session: Session, alice: Person, now: datetime) -> None:
    made = ask(session, alice, now)
    with pytest.raises(NothingAsked) as refused:
        _reply(session, alice, made, now, requests.new_form_key())
    assert "Contact" in refused.value.sentence


def test_a_stranger_replies_to_nothing(session: Session, alice: Person, now: datetime) -> None:
    chloe = factories.chloe(session)
    made = ask(session, alice, now)
    _step(session, made, now, RequestStatus.WAITING, PAGE_2)
    for wanted in (made, Created("", "nonsense", is_new=False)):
        with pytest.raises(NotFound):
            _reply(session, chloe, wanted, now, requests.new_form_key())
    assert len(requests.one(session, alice.id, made.public_id).summary.steps) == 2
