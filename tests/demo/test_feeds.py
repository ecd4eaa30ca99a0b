import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from espace.demo.feeds import write_feeds
from espace.demo.history import is_working_day
from espace.domain import iban, nir
from espace.domain.labels import ContractKind, Relationship

TODAY = date(2026, 11, 23)
OTHER_DAYS = [date(2026, 3, 1), date(2026, 11, 26), date(2026, 12, 25), date(2027, 2, 28), date(2028, 2, 29)]
FICTION = ("019900", "026191", "035301", "046571", "053649", "063998")  # Arcep, numbers kept for fiction
Read = Callable[..., list[dict[str, str]]]


def test_the_same_day_gives_the_same_bytes(feeds: Callable[[date], list[Path]], tmp_path: Path) -> None:
    random.seed(1)
    again = write_feeds(tmp_path, TODAY)

    assert [path.name for path in again] == [path.name for path in feeds(TODAY)]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in feeds(TODAY)]


def test_writing_leaves_the_shared_random_state_alone(tmp_path: Path) -> None:
    before = random.getstate()
    write_feeds(tmp_path, TODAY)

    assert random.getstate() == before


def test_files_come_in_an_order_where_each_refers_to_those_before(feeds: Callable[[date], list[Path]]) -> None:
    names = [path.name for path in feeds(TODAY)]

    assert names[:4] == ["plans.csv", "members.csv", "contracts.csv", "beneficiaries.csv"]
    assert names[4:] == [f"payments-{year}.csv" for year in range(2021, 2027)]


@pytest.mark.parametrize("today", [TODAY, *OTHER_DAYS], ids=str)
def test_every_demonstration_has_recent_payments_on_working_days(read: Read, today: date) -> None:
    days = {date.fromisoformat(row["paid_on"]) for row in read("payments", today)}

    assert today - timedelta(days=7) <= max(days) < today
    assert all(is_working_day(day) for day in days)
    assert all(date.fromisoformat(row["care_date"]) < today for row in read("payments", today))


def test_care_comes_before_its_payment_and_within_the_contract(read: Read) -> None:
    contracts = {row["contract_number"]: row for row in read("contracts")}
    covered = {(row["contract_number"], row["rank"]): row for row in read("beneficiaries")}

    for row in read("payments"):
        for cover in contracts[row["contract_number"]], covered[row["contract_number"], row["beneficiary_rank"]]:
            assert cover["starts_on"] <= row["care_date"] < row["paid_on"]
            assert not cover["ends_on"] or row["care_date"] <= cover["ends_on"]


def test_every_number_is_valid_and_kept_for_fiction(read: Read) -> None:
    for row in [*read("members"), *read("beneficiaries")]:
        assert nir.normalise(row["nir"]) == row["nir"]
        assert row["nir"][7:10] == "999"  # a commune code that no commune has
        assert row["nir"][1:5] == row["birth_date"][2:4] + row["birth_date"][5:7]
    for row in read("members"):
        assert iban.normalise(row["iban"]) == row["iban"]
        assert row["email"].endswith("@example.org")
        assert row["phone"] or row["mobile"]
        assert all(number.startswith(FICTION) for number in (row["phone"], row["mobile"]) if number)


def test_each_member_is_the_first_beneficiary_of_their_contracts(read: Read) -> None:
    members = {row["member_number"]: row for row in read("members")}
    firsts = {row["contract_number"]: row for row in read("beneficiaries") if row["rank"] == "0"}

    for contract in read("contracts"):
        member, first = members[contract["member_number"]], firsts[contract["contract_number"]]
        assert first["relationship"] == Relationship.SELF
        assert [first[name] for name in ("first_name", "nir")] == [member[name] for name in ("first_name", "nir")]


def test_a_payment_says_which_account_of_that_time_received_it(read: Read) -> None:
    payments = read("payments")
    endings = {(row["contract_number"], row["account_ending"]) for row in payments if row["recipient"] == "member"}

    assert {ending for contract, ending in endings if contract == "H3-0472318"} == {"471"}
    assert {ending for contract, ending in endings if contract == "HC-0518846"} == {"662", "247"}
    changed = min(row["paid_on"] for row in payments if row["account_ending"] == "247")
    assert all(row["paid_on"] < changed for row in payments if row["account_ending"] == "662")
    unaccounted = [row for row in payments if not row["account_ending"]]
    assert all(row["recipient"] == "third_party" or row["method"] == "cheque" for row in unaccounted)


def test_payments_are_numbered_once_and_by_batch(read: Read) -> None:
    headers = {
        (row["payment_number"], row["paid_on"], row["contract_number"], row["payee"], row["account_ending"])
        for row in read("payments")
    }

    assert len({number for number, *_ in headers}) == len(headers)
    assert all(re.fullmatch(r"\d{2}-\d{3}-\d{5}", number) and number[:2] == day[2:4] for number, day, *_ in headers)


def test_lines_are_numbered_from_one_within_their_payment(read: Read) -> None:
    numbers: dict[str, list[int]] = {}
    for row in read("payments"):
        numbers.setdefault(row["payment_number"], []).append(int(row["line_number"]))

    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_there_is_a_member_of_every_kind_the_portal_must_show(read: Read) -> None:
    contracts, payments = read("contracts"), read("payments")
    paid = {row["contract_number"] for row in payments}

    group = [row for row in contracts if row["kind"] == ContractKind.GROUP]
    assert [row["employer"] for row in group] == ["Chantiers navals du Ponant"]
    newcomer = [row for row in contracts if row["member_number"] == "0530077"]
    assert [row["starts_on"] for row in newcomer] == ["2026-11-01"]
    assert newcomer[0]["contract_number"] not in paid
    changed = [row for row in contracts if row["member_number"] == "0388412"]
    assert [bool(row["ends_on"]) for row in changed] == [True, False]
    assert {row["contract_number"] for row in changed} < paid
    busiest = [row for row in payments if row["contract_number"] == "H4-0101207"]
    assert len(busiest) >= 4_000
    assert len({row["payment_number"] for row in busiest}) >= 1_500
    assert max(map(len, ([r for r in payments if r["contract_number"] == c] for c in paid))) == len(busiest)
