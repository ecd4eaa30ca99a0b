from datetime import date

import pytest
from sqlmodel import Session

from espace.domain.errors import NotFound
from espace.domain.labels import CareKind, Recipient
from espace.services import payments
from tests.factories import alice, care, chloe, payment, pharmacy


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


def test_the_stranger_sees_nothing_of_anothers_payments(session: Session) -> None:
    paid = payment(session, alice(session))
    stranger = chloe(session)

    assert payments.latest(session, stranger.id) == ()
    with pytest.raises(NotFound):
        payments.one(session, stranger.id, paid.public_id)


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
