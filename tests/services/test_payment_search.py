"""A member's search: what fits, in which order, with the totals of the whole."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from espace.domain.labels import CareKind, Recipient
from espace.domain.searches import Search
from espace.services import payment_search
from espace.services.payment_search import Found
from tests.factories import Person, alice, care, chloe, payment, person, pharmacy

YEAR = Search(date(2025, 11, 23), date(2026, 11, 23))


def _search(session: Session, member: Person, wanted: Search = YEAR, page: int = 1) -> Found:
    return payment_search.search(session, member.id, wanted, Recipient.MEMBER, page=page)


def _acts(found: Found) -> list[str]:
    return [line.act for one in found.payments for line in one.lines]


def test_a_period_includes_both_its_days(session: Session) -> None:
    member = alice(session)
    for day in (date(2025, 11, 22), date(2025, 11, 23), date(2026, 11, 23), date(2026, 11, 24)):
        payment(session, member, paid_on=day)

    assert [one.paid_on for one in _search(session, member).payments] == [date(2026, 11, 23), date(2025, 11, 23)]


def test_a_period_of_care_looks_at_the_days_of_care(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(act_label="Hors", care_date=date(2025, 11, 22)), paid_on=date(2025, 12, 1))
    payment(
        session,
        member,
        care(act_label="Dedans", care_date=date(2025, 11, 23)),
        care(act_label="Hors", care_date=date(2024, 1, 1)),
        paid_on=date(2026, 12, 24),
    )

    assert _acts(_search(session, member, replace(YEAR, by_care_date=True))) == ["Dedans"]


def test_a_page_holds_twenty_payments_and_the_totals_are_those_of_the_whole(session: Session) -> None:
    member = alice(session)
    for number in range(43):
        payment(session, member, care(), care(), paid_on=date(2026, 1, 1 + number % 28))

    pages = [_search(session, member, page=page) for page in (1, 2, 3)]

    assert [len(page.payments) for page in pages] == [20, 20, 3]
    assert {(page.count, page.line_count, page.total, page.social_security) for page in pages} == {
        (43, 86, 86 * 900, 86 * 1900)
    }
    seen = [one.public_id for page in pages for one in page.payments]
    assert len(set(seen)) == 43
    assert [one.paid_on for page in pages for one in page.payments] == sorted(
        (one.paid_on for page in pages for one in page.payments), reverse=True
    )


@pytest.mark.parametrize("page", [3, 10**12])
def test_a_page_beyond_the_last_is_the_last(session: Session, page: int) -> None:
    member = alice(session)
    for _ in range(21):
        payment(session, member)

    found = _search(session, member, page=page)

    assert (found.page, len(found.payments)) == (2, 1)


def test_a_page_beyond_an_empty_result_is_empty(session: Session) -> None:
    assert _search(session, alice(session), page=7) == Found()


def test_the_lines_that_fit_are_shown_and_counted_alone(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(first_name="Noé"), care(act_label="Détartrage", care_kind=CareKind.DENTAL))

    found = _search(session, member, replace(YEAR, care_kind=CareKind.DENTAL))

    assert _acts(found) == ["Détartrage"]
    assert (found.count, found.line_count, found.total, found.payments[0].total) == (1, 1, 900, 1800)


def test_a_person_is_found_in_each_of_their_contracts(session: Session) -> None:
    member = alice(session)
    former = member.contract
    payment(session, member, care(first_name="Noé"))
    noe = member.beneficiary("Noé")
    again = type(noe)(
        contract_id=type(former)(
            contract_number="C-2", member_id=member.id, plan_id=former.plan_id, kind=former.kind,
            starts_on=date(2026, 1, 1),
        ),
        rank=3, relationship=noe.relationship, first_name="Noé", last_name=noe.last_name, birth_date=noe.birth_date,
        starts_on=date(2026, 1, 1),
    )  # fmt: skip
    contract = again.contract_id
    session.add(contract)
    session.flush()
    again.contract_id = contract.id
    session.add(again)
    session.flush()
    payment(session, replace(member, contract=contract, beneficiaries=[again]), care(first_name="Noé"))

    assert [one.first_name for one in payment_search.people(session, member.id)] == ["Alice", "Julien", "Inès", "Noé"]
    for row in (noe, again):
        assert _search(session, member, replace(YEAR, person=row.public_id)).count == 2


def test_the_stranger_finds_nothing_of_anothers_whatever_they_ask(session: Session) -> None:
    owner, stranger = alice(session), chloe(session)
    payment(session, owner, care(first_name="Noé"))
    noe = owner.beneficiary("Noé").public_id

    for wanted in (YEAR, replace(YEAR, person=noe), replace(YEAR, practitioner="dr"), replace(YEAR, at_least=0)):
        assert _search(session, stranger, wanted) == Found()
        assert payment_search.everything(session, stranger.id, wanted, Recipient.MEMBER) == ()
    assert [one.first_name for one in payment_search.people(session, stranger.id)] == ["Chloé"]


@pytest.mark.parametrize("typed", ["castaing", "helene", "dr helene cast"])
def test_a_practitioner_is_found_by_a_piece_of_the_name(session: Session, typed: str) -> None:
    member = alice(session)
    payment(session, member, care(practitioner="Dr Hélène Castaing"))
    payment(session, member, care(practitioner="Dr Karim Bensaïd"))

    found = _search(session, member, replace(YEAR, practitioner=typed))

    assert [line.practitioner for one in found.payments for line in one.lines] == ["Dr\u00a0Hélène Castaing"]


@pytest.mark.parametrize("typed", ["%", "_", "%castaing", "\\", "c_staing"])
def test_the_signs_of_a_pattern_are_literal(session: Session, typed: str) -> None:
    member = alice(session)
    payment(session, member, care(practitioner="Dr Hélène Castaing"))

    assert _search(session, member, replace(YEAR, practitioner=typed)).count == 0


def test_a_payee_is_found_by_name_too(session: Session) -> None:
    member = alice(session)
    payment(session, member, pharmacy(), recipient=Recipient.THIRD_PARTY, payee="Pharmacie du Port")

    wanted = replace(YEAR, practitioner="du port")

    assert payment_search.search(session, member.id, wanted, Recipient.THIRD_PARTY).count == 1
    assert _search(session, member, wanted).count == 0


@pytest.mark.parametrize(("least", "most", "count"), [(None, None, 2), (901, None, 1), (None, 900, 1), (901, 1799, 0)])
def test_amounts_are_those_of_the_payment(session: Session, least: int | None, most: int | None, count: int) -> None:
    member = alice(session)
    payment(session, member)
    payment(session, member, care(), care())

    assert _search(session, member, replace(YEAR, at_least=least, at_most=most)).count == count


def test_what_is_confidential_answers_no_question_about_its_kind_or_practitioner(session: Session) -> None:
    member = alice(session)
    payment(session, member, care(first_name="Julien", practitioner="Dr Freud"))
    julien = replace(YEAR, person=member.beneficiary("Julien").public_id)

    assert _acts(_search(session, member, julien)) == ["Acte confidentiel"]
    for guess in (replace(julien, practitioner="freud"), replace(julien, care_kind=CareKind.CONSULTATION)):
        assert _search(session, member, guess) == Found()


def test_care_that_is_shared_is_read_and_found(session: Session) -> None:
    member = alice(session)
    member.beneficiary("Julien").care_shared_on = date(2026, 1, 1)
    payment(session, member, care(first_name="Julien", act_label="Consultation", practitioner="Dr Freud"))

    found = _search(session, member, replace(YEAR, practitioner="freud"))

    assert _acts(found) == ["Consultation"]


def test_everything_is_every_page_at_once(session: Session) -> None:
    member = alice(session)
    for number in range(23):
        payment(session, member, paid_on=date(2026, 1, 1 + number))

    everything = payment_search.everything(session, member.id, YEAR, Recipient.MEMBER)

    pages = [_search(session, member, page=page).payments for page in (1, 2)]
    assert everything == pages[0] + pages[1]


def test_two_of_a_family_who_share_a_first_name_are_told_apart(session: Session) -> None:
    member = person(session, "Alain", "Petit", birth_date=date(1960, 5, 5))
    kind = type(member.beneficiaries[0])
    session.add(
        kind(
            contract_id=member.contract.id, rank=1, relationship="child", first_name="Alain", last_name="Petit",
            birth_date=date(2010, 5, 5), starts_on=date(2023, 3, 1),
        )
    )  # fmt: skip
    session.flush()

    assert [one.birth_year for one in payment_search.people(session, member.id)] == [1960, 2010]
