from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from espace.documents.statement import render
from espace.domain.errors import NotFound
from espace.domain.labels import PaymentMethod, Recipient
from espace.services import statements
from tests.factories import alice, care, chloe, correction, payment, pharmacy, recovered_deduction

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


def test_the_extract_of_a_prestation_says_its_own_amounts_and_not_the_payments(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(), care(5500, 3150, mutual=3150), payment_number="26-118-04471")

    extract = statements.build_line(session, member.id, paid.lines[1].public_id, TODAY)
    said = text_of(render(extract))

    assert (extract.total, extract.amounts.mutual, extract.amounts.charged) == (3150, 3150, 5500)
    for words in ("Extrait du relevé : une prestation", "n° 26-118-04471, ligne n° 2", "Versé par la mutuelle 31,50 €"):
        assert words in said
    assert "40,50" not in said
    assert "Total du paiement" not in said


def test_the_member_cannot_open_the_extract_of_anothers_prestation(session: Session) -> None:
    line = payment(session, alice(session)).lines[0]

    with pytest.raises(NotFound):
        statements.build_line(session, chloe(session).id, line.public_id, TODAY)


def test_what_a_prestation_takes_back_or_recovers_is_named_and_not_negative(session: Session) -> None:
    member = alice(session)
    first = payment(session, member).lines[0]
    paid = payment(session, member, correction(first), recovered_deduction(first))

    extracts = [statements.build_line(session, member.id, line.public_id, TODAY) for line in paid.lines]

    assert [(extract.total_words, extract.total) for extract in extracts] == [
        ("Repris par la mutuelle", 900),
        ("Retenue récupérée", 200),
    ]


def test_a_payment_that_only_takes_back_is_no_transfer(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, correction(payment(session, member).lines[0]))

    statement = statements.build(session, member.id, paid.public_id, TODAY)

    assert (statement.total_words, statement.total) == ("Trop-perçu", 900)
    assert (statement.payment_words, statement.account_ending, statement.cheque_to) == ("Établi le", "", "")
    assert statement.explanation.startswith("Cette ligne corrige un paiement précédent")


def test_a_masked_act_tells_neither_its_base_nor_its_deduction_in_the_statement(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(first_name="Julien"), care(first_name="Noé", deduction=0, charged=4000))

    statement = statements.build(session, member.id, paid.public_id, TODAY)

    assert [line.base for group in statement.groups for line in group.lines] == [None, 3000]
    assert statement.amounts.base is None
    assert "participation" not in text_of(render(statement))
    assert "2,00\u00a0€ sur un soin confidentiel" in statement.explanation


def test_a_deduction_recovered_since_is_not_foretold_any_more(session: Session) -> None:
    member = alice(session)
    box = care(209, 209, 6500, deduction=0)
    third = payment(session, member, box, box, recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port").lines
    payment(session, member, recovered_deduction(third[0]))

    said = [statements.build_line(session, member.id, line.public_id, TODAY).explanation for line in third]

    assert ["pourra récupérer" in words for words in said] == [False, True]
