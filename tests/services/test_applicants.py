from datetime import date, timedelta

import pytest
from sqlmodel import Session

from espace.domain.labels import AccountStatus
from espace.services import applicants
from tests import applicants as people
from tests import factories

TODAY = date(2026, 11, 23)


def found(session: Session, **typed: str) -> bool:
    card = people.card(**typed)
    member = applicants.by_number(session, card.member_number, TODAY)
    return applicants.matching(card, member) is not None


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"nom": "lambert"},
        {"nom": "PERES"},
        {"nom": "Pe\u0301re\u0300s"},
        {"prenom": "Sófia"},
        {"nir": "2940483999012"},
        {"nir": "294048399901292"},
        {"num": "05 41 190"},
        {"naiss": "2/4/1994"},
        {"mail": people.ELSEWHERE},
    ],
)
def test_a_card_is_found_however_it_is_spelt(session: Session, typed: dict[str, str]) -> None:
    people.sofia(session)
    assert found(session, **typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"num": "0541191"},
        {"nom": "Lambertin"},
        {"nom": "Sofia", "prenom": "Lambert"},
        {"prenom": "Sophia"},
        {"naiss": "03/04/1994"},
        {"naiss": "04/02/1994"},
        {"nir": "2940483999013"},
    ],
)
def test_one_difference_is_enough_to_find_nobody(session: Session, typed: dict[str, str]) -> None:
    people.sofia(session)
    assert not found(session, **typed)


def test_a_birth_name_that_is_not_on_file_opens_nothing(session: Session) -> None:
    people.sofia(session).member.birth_name = ""
    session.flush()
    assert found(session)
    assert not found(session, nom="Pérès")


def test_a_member_without_space_may_open_one(session: Session) -> None:
    people.sofia(session)
    member = applicants.by_number(session, "0541190", TODAY)
    assert member
    assert (member.may_open, member.has_space) == (True, False)
    assert applicants.by_id(session, member.id, TODAY) == member
    assert (member.on_file(people.ON_FILE), member.on_file(people.ELSEWHERE), member.on_file("")) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("starts", "ends", "may"),
    [
        (-900, None, True),
        (-900, 0, True),
        (-900, -1, False),
        (10, None, True),
    ],
)
def test_a_contract_must_run_or_be_about_to(session: Session, starts: int, ends: int | None, may: bool) -> None:
    contract = people.sofia(session).contract
    contract.starts_on = TODAY + timedelta(days=starts)
    contract.ends_on = None if ends is None else TODAY + timedelta(days=ends)
    session.flush()
    member = applicants.by_number(session, "0541190", TODAY)
    assert member
    assert member.may_open is may


def test_a_member_who_has_a_space_or_died_may_not_open_one(session: Session) -> None:
    sofia = people.sofia(session, account=True)
    having = applicants.by_number(session, "0541190", TODAY)
    sofia.account.status = AccountStatus.FROZEN
    session.flush()
    frozen = applicants.by_number(session, "0541190", TODAY)
    sofia.member.deceased_on = TODAY
    session.delete(sofia.account)
    session.flush()
    dead = applicants.by_number(session, "0541190", TODAY)
    assert having
    assert frozen
    assert dead
    assert [one.may_open for one in (having, frozen, dead)] == [False, False, False]
    assert [one.has_space for one in (having, frozen, dead)] == [True, False, False]


def test_an_unknown_number_is_nobody_and_nobody_has_no_card(session: Session) -> None:
    factories.alice(session)
    assert applicants.by_number(session, "0541190", TODAY) is None
    assert not found(session)


def test_what_a_password_may_not_be_made_of_is_told_to_the_server_only(session: Session) -> None:
    people.sofia(session)
    member = applicants.by_number(session, "0541190", TODAY)
    assert member
    assert {"Sofia", "Lambert", "Pérès", "0541190", "1994-04-02", "Mutuelle du Vieux-Port"} <= set(
        member.words("a@b.fr")
    )
    assert "Lambert" not in repr(member)
