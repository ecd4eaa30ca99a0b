"""Contact details changed on the portal stay until the back office knows of them (docs/feeds.md)."""

import pytest

from espace import db
from espace.importers import Counts
from espace.models import Member, OwnDetail
from espace.services import own_details
from tests.importers.conftest import MEMBER, NOW

FORMER = {name: MEMBER[name] for name in ("address_line1", "postcode", "city")}
OWN = {"address_line1": "7 rue du Large", "address_line2": "Bât. B", "postcode": "13299", "city": "Port-Mistral"}
THIRD = {"address_line1": "1 place du Port", "address_line2": "", "postcode": "13260", "city": "Cassis"}


@pytest.fixture
def changed(desk, load, store, rows):
    """Import Hélène with these cells, then let her change her contact details, one after another."""

    def run(*changes: dict[str, str], **cells: str) -> None:
        desk.standing()
        desk.feed("members", cells)
        assert load(desk.folder).ok
        (member,) = rows(Member)
        for values in changes:
            with db.transaction(store, writes=True) as session:
                own_details.write(session, member["id"], values, NOW)

    return run


@pytest.fixture
def again(desk, load, rows):
    """Import the members again with these cells; return what is in the member's row then."""

    def run(**cells: str) -> dict[str, str]:
        report = load(desk.feed("members", cells))
        assert report.ok, report.complaints()
        run.counts = report.counts["member"]
        (member,) = rows(Member)
        return member

    return run


def _has(member: dict[str, str], values: dict[str, str]) -> bool:
    return {name: member[name] for name in values} == values


def test_a_file_that_does_not_know_yet_leaves_the_members_own_address(changed, again, rows):
    changed(OWN)
    for _ in range(3):
        assert _has(again(), OWN)
        assert again.counts == Counts(unchanged=1)
    assert len(rows(OwnDetail)) == 1


def test_the_rest_of_the_row_is_brought_up_to_date(changed, again):
    changed(OWN)
    member = again(last_name="Vidal-Roux", phone="04 91 00 00 01")
    assert _has(member, OWN | {"last_name": "Vidal-Roux", "phone": "04 91 00 00 01"})


@pytest.mark.parametrize("brought", [OWN, THIRD], ids=["the new one", "yet another one"])
def test_once_the_back_office_knows_its_files_rule_again(changed, again, rows, brought):
    changed(OWN)
    assert _has(again(**brought), brought)
    assert rows(OwnDetail) == []
    assert _has(again(), FORMER)


def test_a_part_of_another_address_is_another_address(changed, again):
    changed(OWN)
    assert _has(again(address_line2="Chez Roux"), FORMER | {"address_line2": "Chez Roux"})


@pytest.mark.parametrize(
    ("name", "former", "own"),
    [("mobile", "06 12 34 56 78", "0639984712"), ("phone", "04 91 00 00 01", "0465710012"),
     ("email", "helene@example.org", "helene@nouvelle.example")],
)  # fmt: skip
def test_telephones_and_email_stay_each_by_itself_against_the_former_one_or_none(changed, again, name, former, own):
    changed({name: own}, **{name: former})
    for brought in (former, "", former):
        assert _has(again(**{name: brought}, **THIRD), {name: own} | THIRD)
    assert _has(again(**{name: own}), {name: own})
    assert _has(again(**{name: former}), {name: former})


def test_a_telephone_that_a_member_took_away_does_not_come_back(changed, again, rows):
    changed({"mobile": "0639984712", "phone": ""}, phone="04 91 00 00 01")
    assert _has(again(phone="04 91 00 00 01"), {"mobile": "0639984712", "phone": ""})
    assert _has(again(phone="", mobile="0639984712"), {"mobile": "0639984712", "phone": ""})
    assert rows(OwnDetail) == []


def test_of_several_changes_none_that_was_replaced_comes_back(changed, again, rows):
    changed(THIRD, OWN)
    assert _has(again(**THIRD), OWN)
    assert _has(again(), OWN)
    assert _has(again(**OWN), OWN)
    assert rows(OwnDetail) == []


def test_a_member_who_came_back_to_the_first_address_is_up_to_date(changed, again, rows):
    changed(OWN, FORMER | {"address_line2": ""})
    assert _has(again(), FORMER)
    assert rows(OwnDetail) == []


def test_an_import_that_is_refused_takes_nothing(changed, desk, load, rows):
    changed(OWN)
    desk.feed("members", OWN, {"member_number": "A2", "birth_date": "x"})
    assert not load(desk.folder).ok
    assert len(rows(OwnDetail)) == 1


def test_another_members_change_protects_nobody_else(changed, desk, load, rows):
    changed(OWN)
    other = {"member_number": "A2", "nir": "178059933010817", "birth_date": "1978-05-01"}
    assert load(desk.feed("members", {}, other)).ok
    assert load(desk.feed("members", {}, other | THIRD)).ok
    assert [member["city"] for member in rows(Member)] == ["Port-Mistral", "Cassis"]
