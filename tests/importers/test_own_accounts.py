"""What a member changed on the portal stays until the back office knows of it (docs/feeds.md)."""

from datetime import date

import pytest
from sqlalchemy import update

from espace import db
from espace.adapters import crypto
from espace.importers import Counts
from espace.models import BankDetailsChange, Member
from espace.models.base import new_public_id
from tests.importers.conftest import MEMBER, NOW

FORMER, OWN, THIRD = MEMBER["iban"], "FR1420041010050500013M02606", "BE68539007547034"


@pytest.fixture
def changed(desk, load, store, rows):
    """Import the standing feeds, then let the member's account become others, one after another."""

    def run(*ibans: str, before: str = FORMER) -> None:
        desk.standing()
        desk.feed("members", {"iban": before, "bic": MEMBER["bic"] if before else ""})
        assert load(desk.folder).ok
        for iban in ibans:
            (member,) = rows(Member)
            _apply(store, member, iban)

    return run


def _apply(store, member, iban: str) -> None:
    with db.transaction(store, writes=True) as session:
        made = BankDetailsChange(
            public_id=new_public_id(), member_id=member["id"], holder="Hélène Vidal", iban_encrypted="",
            iban_hash=crypto.lookup_hash(iban), asked_at=NOW, effective_at=NOW, applied_at=NOW,
            replaced_hash=member["iban_hash"],
        )  # fmt: skip
        session.add(made)
        account = {"iban_encrypted": crypto.encrypt(iban, "iban"), "iban_hash": made.iban_hash, "bic": "PSSTFRPP"}
        session.execute(update(Member.__table__).values(account))


@pytest.fixture
def again(desk, load, rows):
    """Import the members again with this account; return the account that is used then."""

    def run(iban: str, **cells: str) -> str:
        desk.feed("members", {"iban": iban, "bic": MEMBER["bic"] if iban else "", **cells})
        report = load(desk.folder)
        assert report.ok, report.complaints()
        (member,) = rows(Member)
        run.counts = report.counts["member"]
        stored = member["iban_encrypted"]
        used = crypto.decrypt(stored, "iban") if stored else ""
        assert member["iban_hash"] == (crypto.lookup_hash(used) if used else "")
        assert (member["bic"] == "PSSTFRPP") == (used == OWN and iban != OWN)
        return used

    return run


@pytest.mark.parametrize("brought", [FORMER, ""])
def test_a_file_that_does_not_know_yet_leaves_the_members_own_account(changed, again, brought):
    changed(OWN)
    for _ in range(3):
        assert again(brought) == OWN
        assert again.counts == Counts(unchanged=1)


def test_the_rest_of_the_row_is_brought_up_to_date(changed, again, rows):
    changed(OWN)
    assert again(FORMER, city="Cassis") == OWN
    assert again.counts == Counts(updated=1)
    assert rows(Member)[0]["city"] == "Cassis"


def test_once_the_back_office_knows_its_files_rule_again(changed, again, rows):
    changed(OWN)
    assert again(OWN) == OWN
    assert rows(BankDetailsChange)[0]["taken_on"] == date(2026, 11, 23)
    assert again(FORMER) == FORMER


def test_yet_another_account_is_the_back_offices_own_knowledge(changed, again):
    changed(OWN)
    assert again(THIRD) == THIRD
    assert again(FORMER) == FORMER


def test_of_several_changes_none_that_was_replaced_comes_back(changed, again, rows):
    changed(THIRD, OWN)
    assert again(FORMER) == OWN
    assert again(THIRD) == OWN
    assert again(OWN) == OWN
    assert all(change["taken_on"] for change in rows(BankDetailsChange))


def test_a_member_who_came_back_to_the_first_account_is_up_to_date(changed, again, rows):
    changed(THIRD, FORMER)
    assert again(FORMER) == FORMER
    assert all(change["taken_on"] for change in rows(BankDetailsChange))


def test_a_first_account_given_on_the_portal_stays(changed, again):
    changed(OWN, before="")
    assert again("") == OWN
    assert again(FORMER) == FORMER


def test_a_change_that_waits_or_was_cancelled_changes_nothing_to_a_file(changed, again, store):
    changed(OWN)
    with store.begin() as connection:
        connection.execute(update(BankDetailsChange.__table__).values(applied_at=None, cancelled_at=NOW))
    assert again(FORMER) == FORMER


def test_an_import_that_is_refused_takes_nothing(changed, again, desk, load, rows):
    changed(OWN)
    desk.feed("members", {"iban": OWN}, {"member_number": "A2", "birth_date": "x"})
    assert not load(desk.folder).ok
    assert rows(BankDetailsChange)[0]["taken_on"] is None
