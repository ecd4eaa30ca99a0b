from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import CareKind, Recipient
from espace.services import payments
from espace.services.payment_views import CONFIDENTIAL
from tests.factories import alice, care, chloe, correction, payment, person, pharmacy, recovered_deduction

YEAR = (date(2025, 11, 23), date(2026, 11, 23))


def test_the_latest_payments_come_newest_first_and_stop_at_three(session: Session) -> None:
    member = alice(session)
    days = [date(2026, 9, 1), date(2026, 11, 18), date(2026, 10, 14), date(2026, 11, 3)]
    for day in days:
        payment(session, member, paid_on=day)

    found = payments.latest(session, member.id)

    assert [view.paid_on for view in found] == sorted(days, reverse=True)[:3]


def test_payments_of_one_day_keep_the_order_of_their_arrival_reversed(session: Session) -> None:
    member = alice(session)
    first, second = payment(session, member), payment(session, member)

    assert [view.public_id for view in payments.latest(session, member.id)] == [second.public_id, first.public_id]


def test_a_payment_to_a_pharmacy_is_not_among_the_members_own(session: Session) -> None:
    member = alice(session)
    payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")

    assert payments.latest(session, member.id) == ()
    assert payments.between(session, member.id, *YEAR).count == 0


def test_the_stranger_sees_nothing_of_anothers_payments(session: Session) -> None:
    paid = payment(session, alice(session))
    stranger = chloe(session)

    assert payments.latest(session, stranger.id) == ()
    assert payments.between(session, stranger.id, *YEAR).payments == ()
    with pytest.raises(NotFound):
        payments.one(session, stranger.id, paid.public_id)


@pytest.mark.parametrize("identifier", ["", "unknown", "x" * 10_000, "'; --", "é", "1"])
def test_an_unknown_identifier_is_not_found(session: Session, identifier: str) -> None:
    member = alice(session)
    payment(session, member)

    with pytest.raises(NotFound):
        payments.one(session, member.id, identifier)


def test_a_period_includes_both_its_days(session: Session) -> None:
    member = alice(session)
    for day in (date(2025, 11, 22), date(2025, 11, 23), date(2026, 11, 23), date(2026, 11, 24)):
        payment(session, member, paid_on=day)

    found = payments.between(session, member.id, *YEAR)

    assert [view.paid_on for view in found.payments] == [date(2026, 11, 23), date(2025, 11, 23)]


def test_a_page_holds_twenty_payments_and_counts_them_all(session: Session) -> None:
    member = alice(session)
    for number in range(43):
        payment(session, member, care(), care(), paid_on=date(2026, 1, 1 + number % 28))

    pages = [payments.between(session, member.id, *YEAR, page=page) for page in (1, 2, 3)]

    assert [len(page.payments) for page in pages] == [20, 20, 3]
    assert {page.count for page in pages} == {43}
    assert {page.total for page in pages} == {43 * 1800}
    seen = [view.public_id for page in pages for view in page.payments]
    assert len(set(seen)) == 43


def test_a_page_beyond_the_last_is_the_last(session: Session) -> None:
    member = alice(session)
    for _ in range(21):
        payment(session, member)

    found = payments.between(session, member.id, *YEAR, page=10_000)

    assert (found.page, len(found.payments)) == (2, 1)


def test_a_page_beyond_an_empty_result_is_empty(session: Session) -> None:
    found = payments.between(session, alice(session).id, *YEAR, page=7)

    assert (found.page, found.count, found.total, found.payments) == (1, 0, 0, ())


def test_the_lines_of_a_payment_keep_their_order(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(act_label="Premier"), care(act_label="Deuxième"), care(act_label="Troisième"))

    view = payments.one(session, member.id, paid.public_id)

    assert [line.act for line in view.lines] == ["Premier", "Deuxième", "Troisième"]


def test_another_adults_act_is_masked_but_not_its_amounts(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(first_name="Julien", act_label="Consultation psychiatre"))

    line = payments.one(session, member.id, paid.public_id).lines[0]

    assert (line.act, line.practitioner, line.care_kind) == ("Acte confidentiel", "", None)
    assert line.amounts.practitioner == ""
    assert line.amounts.charged == 3000


def test_a_minors_act_is_shown(session: Session) -> None:
    member = alice(session)
    paid = payment(session, member, care(first_name="Noé", deduction=0))

    line = payments.one(session, member.id, paid.public_id).lines[0]

    assert (line.act, line.care_kind) == ("Consultation généraliste", CareKind.CONSULTATION)


@pytest.mark.parametrize(
    ("care_date", "masked"), [(date(2031, 8, 26), False), (date(2031, 8, 27), True), (date(2032, 1, 1), True)]
)
def test_a_childs_care_becomes_confidential_on_the_eighteenth_birthday(
    session: Session, care_date: date, masked: bool
) -> None:
    member = alice(session)  # Inès was born on 27 August 2013
    paid = payment(session, member, care(first_name="Inès", care_date=care_date), paid_on=date(2032, 2, 1))

    line = payments.one(session, member.id, paid.public_id).lines[0]

    assert (line.act == CONFIDENTIAL) is masked


def test_the_payee_of_another_adults_care_is_masked(session: Session) -> None:
    member = alice(session)
    hidden = payment(
        session, member, care(first_name="Julien"), recipient=Recipient.THIRD_PARTY, payee="Clinique Sainte-Estelle"
    )
    shown = payment(session, member, care(), recipient=Recipient.THIRD_PARTY, payee="Clinique Sainte-Estelle")

    assert payments.one(session, member.id, hidden.public_id).payee == ""
    assert payments.one(session, member.id, shown.public_id).payee == "Clinique Sainte-Estelle"


def test_a_correction_and_a_recovered_deduction_say_what_they_are_linked_to(session: Session) -> None:
    member = alice(session)
    first = payment(session, member, care(), paid_on=date(2026, 10, 1))
    second = payment(
        session,
        member,
        correction(first.lines[0]),
        recovered_deduction(first.lines[0]),
        care(mutual=900),
        paid_on=date(2026, 11, 2),
    )

    notes = [line.note for line in payments.one(session, member.id, second.public_id).lines]

    assert notes == ["Régularisation du paiement du 01/10/2026", "", ""]


def test_a_masked_recovered_deduction_still_says_what_it_is(session: Session) -> None:
    member = alice(session)
    first = payment(session, member, care(first_name="Julien"), paid_on=date(2026, 10, 1))
    second = payment(session, member, replace(recovered_deduction(first.lines[0]), first_name="Julien"))

    (line,) = payments.one(session, member.id, second.public_id).lines

    assert (line.act, line.note) == (CONFIDENTIAL, "Retenue récupérée sur des soins du 26/09/2026")


def test_a_page_tells_whether_others_are_covered_too(session: Session) -> None:
    family, single = alice(session), person(session, "Odile", "Seule")
    for member in (family, single):
        payment(session, member)

    found = [payments.between(session, member.id, *YEAR).has_family for member in (family, single)]

    assert found == [True, False]
