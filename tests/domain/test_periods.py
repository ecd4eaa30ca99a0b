from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.periods import last_months, month_before, months_before


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_the_same_day_some_months_earlier(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@given(st.dates(min_value=date(1950, 1, 1)), st.integers(0, 240))
def test_months_before_moves_by_whole_months_and_never_forward(day: date, months: int) -> None:
    before = months_before(day, months)

    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before <= day


def test_the_last_months_end_today() -> None:
    assert last_months(date(2026, 11, 23), 12) == (date(2025, 11, 23), date(2026, 11, 23))


@given(st.dates(min_value=date(1950, 1, 1)))
def test_the_month_before_is_a_whole_month_that_ends_the_day_before_this_one(day: date) -> None:
    first, last = month_before(day)
    assert (first.day, last + timedelta(days=1)) == (1, day.replace(day=1))
    assert (first.year, first.month) == (last.year, last.month)
