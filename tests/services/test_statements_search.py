"""The statements of a search: each payment found, once and whole."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from espace.domain.labels import CareKind, Recipient
from espace.domain.searches import Search
from espace.services import statements
from tests.factories import Person, alice, bruno, care, chloe, payment, pharmacy

TODAY = date(2026, 11, 23)
YEAR = Search(date(2025, 11, 23), TODAY)


def _numbers(session: Session, member: Person, wanted: Search = YEAR, to: Recipient = Recipient.MEMBER) -> list[str]:
    return [one.payment_number for one in statements.of_search(session, member.id, wanted, to, TODAY)]


def test_each_payment_of_the_period_is_there_once_newest_first(session: Session) -> None:
    member = alice(session)
    days = (date(2025, 11, 22), date(2025, 11, 23), date(2026, 3, 1), date(2026, 11, 23), date(2026, 11, 24))
    paid = [payment(session, member, care(), care(first_name="Noé"), paid_on=day) for day in days]

    assert _numbers(session, member) == [one.payment.payment_number for one in reversed(paid[1:4])]


def test_each_is_what_the_single_statement_says(session: Session) -> None:
    member = alice(session)
    paid = [payment(session, member, care(), care(first_name=name)) for name in ("Julien", "Noé")]

    alone = [statements.build(session, member.id, one.public_id, TODAY) for one in reversed(paid)]

    assert list(statements.of_search(session, member.id, YEAR, Recipient.MEMBER, TODAY)) == alone


def test_a_payment_found_by_one_prestation_is_given_whole(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(), care(care_kind=CareKind.DENTAL))
    payment(session, member)

    (found,) = statements.of_search(
        session, member.id, replace(YEAR, care_kind=CareKind.DENTAL), Recipient.MEMBER, TODAY
    )

    assert [len(group.lines) for group in found.groups] == [2]


def test_payments_to_third_parties_are_a_search_of_their_own(session: Session) -> None:
    member = alice(session)
    own = payment(session, member)
    third = payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")

    assert _numbers(session, member) == [own.payment.payment_number]
    assert _numbers(session, member, to=Recipient.THIRD_PARTY) == [third.payment.payment_number]


def test_the_stranger_finds_no_statement_of_anothers(session: Session) -> None:
    owner, stranger = alice(session), chloe(session)
    payment(session, owner)

    for wanted in (YEAR, replace(YEAR, person=owner.beneficiary("Noé").public_id), replace(YEAR, at_least=0)):
        assert _numbers(session, stranger, wanted) == []


def test_a_group_contract_is_named_by_its_own_plan(session: Session) -> None:
    member = bruno(session)
    payment(session, member)

    (found,) = statements.of_search(session, member.id, YEAR, Recipient.MEMBER, TODAY)

    assert (found.contract_number, found.plan) == ("C-0518840", "Collectif 2")


def test_a_hundred_statements_take_as_many_queries_as_one(session: Session, engine: Engine) -> None:
    member = alice(session)
    for _ in range(100):
        payment(session, member, care(), care(first_name="Noé"))
    session.expunge_all()
    said: list[str] = []

    def listen(*told: Any) -> None:
        said.append(told[2])

    event.listen(engine, "before_cursor_execute", listen)
    found = statements.of_search(session, member.id, YEAR, Recipient.MEMBER, TODAY)
    event.remove(engine, "before_cursor_execute", listen)

    assert len(found) == 100
    assert len(said) == 2
