from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from espace.documents.statement import render
from espace.domain.errors import NotFound
from espace.domain.labels import PaymentMethod, Recipient
from espace.services import statements
from tests.factories import alice, care, chloe, payment, pharmacy

TODAY = date(2026, 11, 23)


def text_of(pdf: bytes) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().replace("\u00a0", " ").split())


def test_the_statement_of_a_payment_adds_up_to_what_was_paid(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(), care(first_name="Noé", deduction=0), care())

    statement = statements.build(session, member.id, paid.public_id, TODAY)

    assert statement.total == statement.amounts.mutual == paid.payment.total
    assert [group.short_name for group in statement.groups] == ["Alice", "Noé"]
    assert [len(group.lines) for group in statement.groups] == [2, 1]


def test_the_statement_names_the_member_the_contract_and_the_day(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member)

    said = text_of(render(statements.build(session, member.id, paid.public_id, TODAY)))

    for words in ("0472318", "Alice Martin", "Virement parti le", "18 novembre 2026", "se terminant par 471"):
        assert words in said


def test_the_member_cannot_open_anothers_statement(session: Session) -> None:
    paid = payment(session, alice(session))

    with pytest.raises(NotFound):
        statements.build(session, chloe(session).id, paid.public_id, TODAY)


def test_a_cheque_and_a_third_party_payment_say_how_they_travelled(session: Session) -> None:
    member = alice(session)
    cheque = payment(session, member, method=PaymentMethod.CHEQUE)
    third = payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")

    of_cheque = statements.build(session, member.id, cheque.public_id, TODAY)
    assert (of_cheque.payment_words, of_cheque.cheque_to) == ("Chèque envoyé le", "Alice Martin")
    of_third = statements.build(session, member.id, third.public_id, TODAY)
    assert (of_third.payment_words, of_third.payee) == ("Payé le", "Pharmacie du Port")
    assert of_third.cheque_to == ""


def test_a_masked_payee_is_still_a_professional(session: Session) -> None:
    member = alice(session)
    masked = care(first_name="Julien")
    paid = payment(session, member, masked, recipient=Recipient.THIRD_PARTY, payee="Clinique du Cap")

    assert statements.build(session, member.id, paid.public_id, TODAY).payee == "un professionnel de santé"


def test_another_adults_act_is_masked_in_the_statement_too(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(first_name="Julien", act_label="Consultation psychiatre"))

    said = text_of(render(statements.build(session, member.id, paid.public_id, TODAY)))

    assert "psychiatre" not in said
    assert "Castaing" not in said
    assert "Acte confidentiel" in said
