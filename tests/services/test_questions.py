from datetime import datetime

import pytest
from sqlmodel import Session

from espace.domain.errors import InvalidFields
from espace.domain.labels import QuestionSubject
from espace.services import questions, requests
from espace.services.request_views import Detail
from tests import factories
from tests.factories import Person


def _typed(person: Person, **changes: str) -> dict[str, str]:
    return {"sujet": "quote", "qui": person.beneficiaries[0].public_id, "message": "Bonjour"} | changes


def _ask(session: Session, person: Person, typed: dict[str, str], now: datetime) -> str:
    made = questions.ask(session, person.id, person.account_id, typed, requests.new_form_key(), now)
    return made.public_id


def test_the_form_opens_with_the_mailbox_of_the_answer_and_everybody_of_the_contract(session: Session) -> None:
    opened = questions.form(session, factories.alice(session).id)
    assert opened.email == "alice.martin@exemple.fr"
    assert [one.first_name for one in opened.people] == ["Alice", "Julien", "Inès", "Noé"]


def test_a_question_is_kept_as_it_was_written(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    typed = _typed(alice, qui=alice.beneficiary("Inès").public_id, message=" Bonjour,\r\n<b>merci</b> \x00 ")
    view = requests.one(session, alice.id, _ask(session, alice, typed, now))
    assert view.summary.subject == "Un devis"
    assert view.details == (
        Detail("Votre demande concerne", "Un devis"),
        Detail("Pour qui", "Inès"),
        Detail("Votre message", "Bonjour,\n<b>merci</b>"),
    )


@pytest.mark.parametrize("subject", QuestionSubject)
def test_every_subject_can_be_chosen(session: Session, now: datetime, subject: QuestionSubject) -> None:
    alice = factories.alice(session)
    public_id = _ask(session, alice, _typed(alice, sujet=subject.value), now)
    assert requests.one(session, alice.id, public_id).summary.subject == subject.label


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("sujet", ""),
        ("sujet", "nonsense"),
        ("qui", ""),
        ("qui", "nonsense"),
        ("message", " \r\n\t"),
        ("message", "x" * 5001),
    ],
)
def test_each_field_is_refused_with_a_sentence_of_its_own(
    session: Session, now: datetime, field: str, typed: str
) -> None:
    alice = factories.alice(session)
    with pytest.raises(InvalidFields) as refused:
        _ask(session, alice, _typed(alice, **{field: typed}), now)
    assert refused.value.sentences.keys() == {field}
    assert requests.history(session, alice.id) == ()


def test_an_empty_form_says_all_there_is_to_correct_at_once(session: Session, now: datetime) -> None:
    with pytest.raises(InvalidFields) as refused:
        _ask(session, factories.alice(session), {}, now)
    assert refused.value.sentences.keys() == {"sujet", "qui", "message"}


def test_nobody_writes_for_somebody_of_another_family(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    with pytest.raises(InvalidFields) as refused:
        _ask(session, chloe, _typed(alice), now)
    assert refused.value.sentences == {"qui": "Choisissez pour qui vous écrivez."}
