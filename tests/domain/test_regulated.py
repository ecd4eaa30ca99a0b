"""Amounts fixed by law change on their day, and are never guessed before it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import regulated
from espace.domain.errors import InvalidInput
from espace.domain.labels import CareKind, DeductionKind
from espace.domain.regulated import (
    FranchiseKind,
    UnknownAmount,
    annual_cap,
    daily_hospital_charge,
    exempt,
    franchise,
    franchise_kind,
    heavy_act_participation,
    monthly_ceiling,
    participation,
)
from espace.domain.typography import NBSP, french

MEDICINE, PARAMEDICAL, TRANSPORT = FranchiseKind
ADULT = date(1950, 5, 1)
TABLES = (
    regulated.DAILY_HOSPITAL_CHARGE,
    regulated.DAILY_PSYCHIATRY_CHARGE,
    regulated.PARTICIPATION,
    regulated.HEAVY_ACT,
    *regulated.FRANCHISE.values(),
    *regulated.ANNUAL_CAP.values(),
    tuple(regulated.MONTHLY_CEILING.values()),
)


@pytest.mark.parametrize(
    ("day", "cents", "psychiatry"),
    [
        (date(2010, 1, 1), 1_800, 1_350),
        (date(2017, 12, 31), 1_800, 1_350),
        (date(2018, 1, 1), 2_000, 1_500),
        (date(2026, 2, 28), 2_000, 1_500),
        (date(2026, 3, 1), 2_300, 1_700),
        (date(2031, 7, 14), 2_300, 1_700),
    ],
)
def test_hospital_charge_changes_on_its_day(day: date, cents: int, psychiatry: int) -> None:
    assert daily_hospital_charge(day) == cents
    assert daily_hospital_charge(day, psychiatry=True) == psychiatry


@pytest.mark.parametrize(
    ("day", "cents"),
    [(date(2019, 1, 1), 2_400), (date(2026, 4, 21), 2_400), (date(2026, 4, 22), 3_200), (date(2031, 1, 1), 3_200)],
)
def test_the_participation_for_a_heavy_act_changes_on_its_day(day: date, cents: int) -> None:
    assert heavy_act_participation(day) == cents


def test_the_participation_for_a_heavy_act_is_not_guessed_before_its_table() -> None:
    with pytest.raises(UnknownAmount):
        heavy_act_participation(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("day", "cents"),
    [(date(2005, 1, 1), 100), (date(2024, 5, 14), 100), (date(2024, 5, 15), 200), (date(2026, 11, 4), 200)],
)
def test_participation_changes_on_its_day(day: date, cents: int) -> None:
    assert participation(day) == participation(day, ADULT) == cents


@pytest.mark.parametrize(
    ("kind", "before", "after"), [(MEDICINE, 50, 100), (PARAMEDICAL, 50, 100), (TRANSPORT, 200, 400)]
)
def test_franchise_changes_on_its_day(kind: FranchiseKind, before: int, after: int) -> None:
    assert franchise(kind, date(2008, 1, 1)) == franchise(kind, date(2024, 3, 30), ADULT) == before
    assert franchise(kind, date(2024, 3, 31)) == franchise(kind, date(2026, 11, 4), ADULT) == after


@pytest.mark.parametrize("kind", [DeductionKind.PARTICIPATION, DeductionKind.FRANCHISE])
def test_deductions_of_a_year_are_capped_at_fifty_euros_each(kind: DeductionKind) -> None:
    assert annual_cap(kind, date(2023, 6, 1)) == annual_cap(kind, date(2026, 6, 1)) == 5_000


@pytest.mark.parametrize(
    ("birth_date", "owes_nothing"),
    [
        (date(2026, 11, 3), True),
        (date(2010, 2, 28), True),
        (date(2008, 12, 31), True),
        (date(2008, 1, 2), True),  # 18 in the course of the year: the year is free
        (date(2008, 1, 1), False),  # 18 on 1 January
        (date(2007, 12, 31), False),
        (date(2008, 2, 29), True),
        (ADULT, False),
        (None, False),
    ],
)
def test_minors_owe_neither_participation_nor_franchise(birth_date: date | None, owes_nothing: bool) -> None:
    day = date(2026, 11, 4)
    assert exempt(day, birth_date) is owes_nothing
    assert (participation(day, birth_date) == 0) is owes_nothing
    assert all((franchise(kind, day, birth_date) == 0) is owes_nothing for kind in FranchiseKind)


@given(st.dates(date(1900, 1, 1), date(2040, 1, 1)), st.dates(date(2008, 1, 1), date(2060, 1, 1)))
def test_nobody_under_eighteen_pays_and_everybody_from_nineteen_does(birth_date: date, day: date) -> None:
    age = day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
    if age < 18:
        assert exempt(day, birth_date)
    if age >= 19:
        assert not exempt(day, birth_date)


@pytest.mark.parametrize(
    ("year", "cents"),
    [(2018, 331_100), (2019, 337_700), (2022, 342_800), (2023, 366_600), (2025, 392_500), (2026, 400_500)],
)
def test_monthly_ceiling_is_known_year_by_year(year: int, cents: int) -> None:
    assert monthly_ceiling(year) == cents


@pytest.mark.parametrize("year", [2017, 2027])
def test_monthly_ceiling_of_another_year_is_not_guessed(year: int) -> None:
    with pytest.raises(UnknownAmount, match=f"de 2018 à 2026, pas pour {year}"):
        monthly_ceiling(year)


def test_amount_before_the_first_entry_is_refused_with_its_first_day() -> None:
    refusals = {
        "du forfait journalier hospitalier": (lambda: daily_hospital_charge(date(2009, 12, 31)), 2010),
        "de la participation forfaitaire": (lambda: participation(date(2004, 12, 31), date(2000, 1, 1)), 2005),
        "de la franchise médicale": (lambda: franchise(MEDICINE, date(2007, 12, 31)), 2008),
        "du plafond annuel": (lambda: annual_cap(DeductionKind.FRANCHISE, date(2007, 12, 31)), 2008),
    }
    for words, (ask, year) in refusals.items():
        with pytest.raises(UnknownAmount) as refusal:
            ask()
        sentence = refusal.value.sentence
        assert words in sentence
        assert sentence.endswith(f"n’est pas connu avant le 1er{NBSP}janvier{NBSP}{year}.")
        assert isinstance(refusal.value, InvalidInput)


def test_cap_of_no_deduction_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        annual_cap(DeductionKind.NONE, date(2026, 1, 1))


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_follows_the_one_before_and_names_its_source(table: tuple[regulated.Entry, ...]) -> None:
    days = [entry.since for entry in table]
    assert days == sorted(set(days))
    assert all(entry.cents > 0 and entry.source.startswith("CSS ") for entry in table)


@given(st.dates(date(2010, 1, 1), date(2060, 1, 1)))
def test_amount_of_a_day_is_that_of_the_day_before_unless_an_entry_starts(day: date) -> None:
    starts = {entry.since for entry in regulated.DAILY_HOSPITAL_CHARGE}
    following = day + timedelta(days=1)
    assert following in starts or daily_hospital_charge(following) == daily_hospital_charge(day)


def test_franchise_is_counted_by_the_kind_of_care() -> None:
    counted = {kind: franchise_kind(kind) for kind in CareKind if franchise_kind(kind)}
    assert counted == {
        CareKind.PHARMACY: MEDICINE,
        CareKind.PHYSIOTHERAPY: PARAMEDICAL,
        CareKind.SPEECH_THERAPY: PARAMEDICAL,
        CareKind.NURSING: PARAMEDICAL,
        CareKind.TRANSPORT: TRANSPORT,
    }
    assert franchise_kind(None) is None
    assert all(french(kind.label) == kind.label for kind in FranchiseKind)
