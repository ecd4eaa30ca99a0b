from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import DeductionKind, Recipient
from espace.domain.searches import Search
from espace.services import payment_lines, payment_search
from espace.services.payment_lines import LineView, Linked
from espace.services.payment_views import CONFIDENTIAL
from tests.factories import Person, alice, bruno, care, chloe, correction, payment, pharmacy, recovered_deduction


def shown(session: Session, member: Person, line: object) -> LineView:
    return payment_lines.one(session, member.id, line.public_id)  # type: ignore[attr-defined] - a row


def ids(links: tuple[Linked, ...]) -> list[str]:
    return [link.line.public_id for link in links]


def test_a_prestation_says_everything_the_domain_lists(session: Session) -> None:
    member = alice(session)
    visit = care(act_code="CS", settlement_number="D-1", rate=3000, standard_rate=7000, other_insurer=100)
    paid = payment(session, member, care(), visit, payment_number="26-118-1")

    found = shown(session, member, paid.lines[1])

    line, amounts = found.line, found.line.amounts
    assert (line.code, line.settlement, line.number, line.care_date) == ("CS", "D-1", 2, date(2026, 11, 13))
    assert (amounts.charged, amounts.base, amounts.rate, amounts.standard_rate) == (3000, 3000, 3000, 7000)
    assert (amounts.social_security, amounts.mutual, amounts.other_insurer, amounts.out_of_pocket) == (
        700, 900, 100, 1300,
    )  # fmt: skip
    assert (amounts.deduction, amounts.deduction_kind) == (200, DeductionKind.PARTICIPATION)
    assert (found.payment.number, found.payment.paid_on, found.payment.total) == ("26-118-1", date(2026, 11, 18), 1800)
    assert (found.about, found.later, found.same_settlement) == (None, (), ())


@pytest.mark.parametrize("identifier", ["", "unknown", "x" * 10_000, "'; --", "é", "1", "missing-missing-"])
def test_an_unknown_identifier_is_not_found(session: Session, identifier: str) -> None:
    member = alice(session)
    payment(session, member)

    with pytest.raises(NotFound):
        payment_lines.one(session, member.id, identifier)


def test_the_stranger_sees_nothing_of_anothers_prestation(session: Session) -> None:
    line = payment(session, alice(session)).lines[0]

    for stranger in (chloe(session), bruno(session)):
        with pytest.raises(NotFound):
            shown(session, stranger, line)


def test_a_payment_is_no_prestation(session: Session) -> None:
    member = alice(session)

    with pytest.raises(NotFound):
        payment_lines.one(session, member.id, payment(session, member).public_id)


def test_a_correction_and_what_it_corrects_lead_to_each_other(session: Session) -> None:
    member = alice(session)
    first = payment(session, member, paid_on=date(2026, 9, 2)).lines[0]
    second = payment(session, member, correction(first), care(mutual=600), paid_on=date(2026, 10, 7))
    third = payment(session, member, correction(first), paid_on=date(2026, 11, 4)).lines[0]

    about = shown(session, member, second.lines[0]).about
    assert about is not None
    assert (about.line.public_id, about.payment.paid_on) == (first.public_id, date(2026, 9, 2))
    assert ids(shown(session, member, first).later) == [second.lines[0].public_id, third.public_id]
    assert shown(session, member, second.lines[1]).about is None


def test_a_recovered_deduction_and_its_care_lead_to_each_other(session: Session) -> None:
    member = alice(session)
    box = payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port").lines[0]
    taken = payment(session, member, recovered_deduction(box)).lines[0]

    assert ids(shown(session, member, box).later) == [taken.public_id]
    about = shown(session, member, taken).about
    assert about is not None
    assert (about.line.public_id, about.payment.payee) == (box.public_id, "Pharmacie du Port")


def test_a_correction_of_something_older_than_the_portal_has_no_link(session: Session) -> None:
    member = alice(session)
    old = payment(session, member).lines[0]
    line = payment(session, member, replace(correction(old), corrects_line_id=None)).lines[0]

    assert shown(session, member, line).about is None


def test_care_of_one_settlement_paid_in_two_payments_is_tied(session: Session) -> None:
    member = alice(session)
    visit, scan = (care(settlement_number="D-77", act_label=words) for words in ("Consultation", "Échographie"))
    first = payment(session, member, visit, care(settlement_number="D-77"), paid_on=date(2026, 10, 7))
    second = payment(session, member, scan, care(settlement_number=""), care(settlement_number=""))
    payment(session, member, care(settlement_number=""))
    payment(session, chloe(session), care(settlement_number="D-77"))

    assert ids(shown(session, member, first.lines[0]).same_settlement) == [second.lines[0].public_id]
    assert ids(shown(session, member, second.lines[0]).same_settlement) == [line.public_id for line in first.lines]
    assert shown(session, member, second.lines[1]).same_settlement == ()


def test_another_adults_prestation_tells_its_amounts_and_nothing_of_its_nature(session: Session) -> None:
    member = alice(session)
    secret = care(5500, 3150, 3000, standard_rate=7000, first_name="Julien", settlement_number="D-9", act_code="CNPSY")
    paid = payment(session, member, secret, recipient=Recipient.THIRD_PARTY, payee="Clinique du Cap")

    found = shown(session, member, paid.lines[0])

    line, amounts = found.line, found.line.amounts
    assert line.private
    assert (line.act, line.code, line.practitioner, line.care_kind, line.settlement) == (CONFIDENTIAL, "", "", None, "")
    assert (amounts.base, amounts.rate, amounts.standard_rate, amounts.deduction) == (0, 0, 0, 0)
    assert (amounts.deduction_kind, amounts.practitioner, found.payment.payee) == (DeductionKind.NONE, "", "")
    assert (amounts.charged, amounts.social_security, amounts.mutual, amounts.out_of_pocket) == (5500, 745, 945, 3810)


def test_a_deduction_recovered_on_another_adults_care_tells_its_amount_and_not_which_one_it_is(
    session: Session,
) -> None:
    member = alice(session)
    box = payment(session, member, pharmacy(first_name="Julien"), recipient=Recipient.THIRD_PARTY, payee="P").lines[0]
    taken = payment(session, member, replace(recovered_deduction(box), first_name="Julien")).lines[0]

    line = shown(session, member, taken).line

    assert (line.private, line.act, line.code, line.care_kind) == (True, CONFIDENTIAL, "", None)
    assert (line.amounts.deduction, line.amounts.deduction_kind) == (0, DeductionKind.NONE)
    assert (line.amounts.social_security, line.amounts.out_of_pocket) == (-100, 100)  # a payment must add up


def test_an_adult_who_shares_their_care_hides_nothing(session: Session) -> None:
    member = alice(session)
    member.beneficiary("Julien").care_shared_on = date(2026, 1, 1)
    line = payment(session, member, care(first_name="Julien", act_code="CNPSY")).lines[0]

    found = shown(session, member, line)

    assert (found.line.private, found.line.code, found.line.amounts.base) == (False, "CNPSY", 3000)


def test_what_is_settled_with_another_adults_care_is_not_tied_to_it(session: Session) -> None:
    member = alice(session)
    mine = payment(session, member, care(settlement_number="D-5")).lines[0]
    theirs = payment(session, member, care(settlement_number="D-5", first_name="Julien")).lines[0]

    assert shown(session, member, mine).same_settlement == ()
    assert shown(session, member, theirs).same_settlement == ()


def test_only_care_paid_to_a_third_party_and_not_recovered_yet_may_be_recovered(session: Session) -> None:
    member = alice(session)
    own = payment(session, member).lines[0]
    boxes = payment(session, member, pharmacy(), pharmacy(), recipient=Recipient.THIRD_PARTY, payee="P").lines
    payment(session, member, recovered_deduction(boxes[0]))

    assert [shown(session, member, line).may_be_recovered for line in (own, *boxes)] == [False, False, True]


def test_one_statement_answers_the_page(session: Session) -> None:
    member = alice(session)
    first = payment(session, member).lines[0]
    line = payment(session, member, correction(first)).lines[0]
    asked: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))

    shown(session, member, line)

    assert len(asked) == 1


def test_the_payee_of_a_payment_that_holds_anothers_care_is_told_nowhere(session: Session) -> None:
    member = alice(session)
    lines = (care(act_label="Le sien"), care(first_name="Julien"))
    paid = payment(session, member, *lines, recipient=Recipient.THIRD_PARTY, payee="Clinique Sainte-Estelle")
    own = paid.lines[0].public_id
    year = Search(date(2025, 11, 23), date(2026, 11, 23))

    wanted = replace(year, person=member.beneficiaries[0].public_id)
    found = payment_search.search(session, member.id, wanted, Recipient.THIRD_PARTY)

    assert [one.act for one in found.payments[0].lines] == ["Le sien"]
    assert found.payments[0].payee == ""
    assert payment_search.everything(session, member.id, wanted, Recipient.THIRD_PARTY)[0].payee == ""
    assert payment_lines.one(session, member.id, own).payment.payee == ""
    member.beneficiary("Julien").care_shared_on = date(2026, 1, 1)
    session.flush()
    assert payment_lines.one(session, member.id, own).payment.payee == "Clinique Sainte-Estelle"
