"""Every amount of the demonstration against the law and the formulas, read back from the feed files."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from espace.demo.acts import CARDIOLOGY, GP, INJECTION, NURSE_TRAVEL, SCALING
from espace.demo.practitioners import CASTAING, TAVERNIER
from espace.domain import regulated
from espace.domain.breakdown import Line, break_down, check
from espace.domain.labels import CareKind, DeductionKind, LineKind
from espace.domain.money import parse_amount, share_of

TODAYS = [date(2026, 11, 23), date(2027, 1, 6), date(2028, 6, 15)]
CAP = 50_00
Row = dict[str, str]
Read = Callable[..., list[Row]]
_CENTS = ("charged", "base", "deduction", "social_security", "mutual", "other_insurer", "out_of_pocket")
_RATES = ("rate", "standard_rate")


def _line(row: Row) -> Line:
    figures: dict[str, Any] = {name: parse_amount(row[name]) for name in (*_CENTS, *_RATES)}
    return Line(kind=LineKind(row["kind"]), deduction_kind=DeductionKind(row["deduction_kind"]), **figures)


def _place(row: Row) -> str:
    return f"{row['payment_number']}/{row['line_number']}"


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_every_line_adds_up_and_follows_the_formula(read: Read, today: date) -> None:
    for row in read("payments", today):
        check(_line(row))


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_every_payment_sends_money(read: Read, today: date) -> None:
    totals: Counter[str] = Counter()
    for row in read("payments", today):
        totals[row["payment_number"]] += parse_amount(row["mutual"])

    assert min(totals.values()) > 0


def test_nobody_is_paid_more_than_the_care_cost(read: Read) -> None:
    for row in read("payments"):
        assert break_down([_line(row)]).overpaid == 0


def test_what_was_not_withheld_is_what_is_recovered_and_once(read: Read) -> None:
    rows = {_place(row): row for row in read("payments")}
    recovered = Counter(row["corrects"] for row in rows.values() if row["kind"] == LineKind.RECOVERED_DEDUCTION)

    assert recovered.most_common(1)[0][1] == 1
    for row in rows.values():
        if row["kind"] == LineKind.RECOVERED_DEDUCTION:
            care = rows[row["corrects"]]
            assert row["recipient"] == "member"
            assert care["recipient"] == "third_party"
            assert care["deduction"] == "0.00"
            assert care["paid_on"] < row["paid_on"]
            same = ("contract_number", "beneficiary_rank", "care_date", "practitioner", "act_code")
            assert [row[name] for name in same] == [care[name] for name in same]


def _deductions(rows: dict[str, Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row that takes a deduction with the care it is for, itself or the one it recovers."""
    for row in rows.values():
        if row["deduction_kind"] != DeductionKind.NONE:
            yield row, rows[row["corrects"]] if row["corrects"] else row


def _by_year(rows: dict[str, Row]) -> Counter[tuple[str, str, str, str]]:
    """Add up deductions in cents by contract, rank, kind and year.

    The Assurance Maladie counts a deduction in the year it reimburses the care, however late it is recovered.
    """
    taken: Counter[tuple[str, str, str, str]] = Counter()
    for row, care in _deductions(rows):
        taken[_purse(row, care)] += parse_amount(row["deduction"])
    return taken


def _purse(row: Row, care: Row) -> tuple[str, str, str, str]:
    return row["contract_number"], row["beneficiary_rank"], row["deduction_kind"], care["paid_on"][:4]


def test_deductions_are_those_of_the_day_of_care(read: Read) -> None:
    rows, births = {_place(row): row for row in read("payments")}, _births(read)
    taken = _by_year(rows)
    told = set()
    for row, care in _deductions(rows):
        if row["kind"] == LineKind.CORRECTION or taken[_purse(row, care)] == CAP:
            continue
        day, born = date.fromisoformat(care["care_date"]), births[row["contract_number"], row["beneficiary_rank"]]
        kind = regulated.franchise_kind(CareKind(care["care_kind"]))
        unit = regulated.franchise(kind, day, born) if kind else regulated.participation(day, born)
        paid, deduction = (
            share_of(*(parse_amount(care[name]) for name in ("base", "rate"))),
            parse_amount(row["deduction"]),
        )
        told.add((row["deduction_kind"], unit))
        if kind is regulated.FranchiseKind.MEDICINE:
            assert deduction == paid or deduction % unit == 0
        else:
            assert deduction == min(unit, paid)

    franchises = {("franchise", cents) for cents in (50, 1_00, 4_00)}
    assert told >= franchises | {("participation", 1_00), ("participation", 2_00)}


def _births(read: Read) -> dict[tuple[str, str], date]:
    return {
        (row["contract_number"], row["rank"]): date.fromisoformat(row["birth_date"]) for row in read("beneficiaries")
    }


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_minors_owe_no_deduction(read: Read, today: date) -> None:
    births = _births(read)
    children = [
        row
        for row in read("payments", today)
        if regulated.exempt(
            date.fromisoformat(row["care_date"]), births[row["contract_number"], row["beneficiary_rank"]]
        )
    ]

    assert children
    assert {row["deduction"] for row in children} == {"0.00"}


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_nobody_pays_more_than_the_annual_caps(read: Read, today: date) -> None:
    taken = _by_year({_place(row): row for row in read("payments", today)})
    most = {kind: max(cents for purse, cents in taken.items() if purse[2] == kind) for _, _, kind, _ in taken}

    assert most == {DeductionKind.FRANCHISE: CAP, DeductionKind.PARTICIPATION: CAP}


def test_the_daily_hospital_charge_is_that_of_each_day(read: Read) -> None:
    charges = {row["care_date"]: row["charged"] for row in read("payments") if row["act_code"] == "FJ"}

    assert charges["2023-05-15"] == "100.00"  # 5 days at 20 €
    assert charges["2026-02-25"] == "195.00"  # 4 days at 20 € in February, 5 at 23 € in March


@pytest.mark.parametrize(
    ("day", "base"),
    [(date(2023, 10, 31), 25_00), (date(2023, 11, 1), 26_50), (date(2024, 12, 21), 26_50), (date(2024, 12, 22), 30_00)],
)
def test_a_gps_base_rises_with_the_medical_agreements(day: date, base: int) -> None:
    assert GP.base_on(day, CASTAING) == base
    assert GP.base_on(day, TAVERNIER) == 23_00


def test_tariffs_change_on_their_day() -> None:
    assert [SCALING.rate_on(date(2023, 10, day)) for day in (14, 15)] == [7000, 6000]
    assert [NURSE_TRAVEL.base_on(date(2024, 1, day), CASTAING) for day in (27, 28)] == [2_50, 2_75]
    assert INJECTION.base_on(date(2022, 1, 1), CASTAING) == 4_73
    assert CARDIOLOGY.base_on(date(2023, 10, 31), CASTAING) == 51_00
