"""Amounts, rates and days as people read them, compared with CLDR's French (Babel) where the two agree.

Deliberate differences: U+00A0 everywhere (CLDR: U+202F in thousands and before %), a true minus sign,
« 1er », and no-break spaces inside dates.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_percent
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import formats
from espace.domain.formats import NBSP
from espace.domain.typography import french

LOCALE = "fr_FR"
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def cldr(text: str) -> str:
    """What Babel writes, with our spaces and our minus sign."""
    return text.replace("\u202f", NBSP).replace("-", "−").replace(" ", NBSP)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0,00 €"),
        (5, "0,05 €"),
        (100, "1,00 €"),
        (123_456, "1 234,56 €"),
        (-200, "−2,00 €"),
        (-1, "−0,01 €"),
        (123_456_789_00, "123 456 789,00 €"),
    ],
)
def test_amount_has_two_decimals_and_no_break_spaces(cents: int, text: str) -> None:
    assert formats.amount(cents) == text.replace(" ", NBSP)


@given(st.integers(-(10**13), 10**13))
def test_amount_is_written_as_cldr_does(cents: int) -> None:
    assert formats.amount(cents) == cldr(format_currency(Decimal(cents) / 100, "EUR", locale=LOCALE))


@pytest.mark.parametrize(
    ("basis_points", "text"),
    [
        (0, "0 %"),
        (7_000, "70 %"),
        (10_000, "100 %"),
        (6_550, "65,5 %"),
        (1, "0,01 %"),
        (10_001, "100,01 %"),
        (-150, "−1,5 %"),
        (-5, "−0,05 %"),
    ],
)
def test_rate_has_only_the_decimals_it_needs(basis_points: int, text: str) -> None:
    assert formats.rate(basis_points) == text.replace(" ", NBSP)


@given(st.integers(-99_999, 99_999))
def test_rate_is_written_as_cldr_does(basis_points: int) -> None:
    written = format_percent(Decimal(basis_points) / 10_000, format="#,##0.##\u00a0%", locale=LOCALE)
    assert formats.rate(basis_points) == cldr(written)


@given(days)
def test_days_are_written_as_cldr_does(day: date) -> None:
    first = f"1er{NBSP}" if day.day == 1 else f"{day.day}{NBSP}"

    def expected(pattern: str) -> str:
        return first + cldr(format_date(day, pattern, locale=LOCALE))

    assert formats.long_day(day) == expected("MMMM y")
    assert formats.day_and_month(day) == expected("MMMM")
    assert formats.short_day(day) == expected("MMM y")
    assert formats.numeric_day(day) == format_date(day, "dd/MM/y", locale=LOCALE)


def test_first_day_of_a_month_is_an_ordinal() -> None:
    assert formats.long_day(date(2026, 3, 1)) == f"1er{NBSP}mars{NBSP}2026"
    assert formats.long_day(date(2026, 11, 18)) == f"18{NBSP}novembre{NBSP}2026"
    assert formats.short_day(date(2026, 11, 4)) == f"4{NBSP}nov.{NBSP}2026"
    assert formats.numeric_day(date(2026, 11, 4)) == "04/11/2026"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 8, 23), date(2026, 11, 23), "Du 23 août au 23 novembre 2026"),
        (date(2025, 12, 1), date(2026, 1, 31), "Du 1er décembre 2025 au 31 janvier 2026"),
    ],
)
def test_period_names_the_first_year_only_when_it_differs(first: date, last: date, text: str) -> None:
    assert formats.period(first, last).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("instant", "day", "time"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), date(2026, 11, 23), "23 h 59"),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2026, 11, 24), "0 h 00"),
        (datetime(2026, 7, 14, 21, 59, tzinfo=UTC), date(2026, 7, 14), "23 h 59"),
        (datetime(2026, 7, 14, 22, 5, tzinfo=UTC), date(2026, 7, 15), "0 h 05"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29), "1 h 59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29), "3 h 00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25), "2 h 30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25), "2 h 30"),
    ],
)
def test_instant_is_told_in_paris_time(instant: datetime, day: date, time: str) -> None:
    assert formats.paris_day(instant) == day
    assert formats.clock_time(instant) == time.replace(" ", NBSP)


def test_an_expiry_is_told_with_its_weekday_in_paris() -> None:
    told = formats.day_and_time(datetime(2026, 11, 25, 9, 42, 59, tzinfo=UTC))
    assert told == f"mercredi 25{NBSP}novembre{NBSP}2026 à{NBSP}10{NBSP}h{NBSP}42" == french(told)
    assert formats.day_and_time(datetime(2026, 2, 28, 23, 5, tzinfo=UTC)).startswith(f"dimanche 1er{NBSP}mars")


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        (datetime(2026, 11, 23, 9, 42, tzinfo=UTC), "Aujourd’hui à 10 h 42"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Aujourd’hui à 0 h 30"),
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "Hier à 23 h 30"),
        (datetime(2026, 11, 21, 17, 4, tzinfo=UTC), "Samedi 21 novembre à 18 h 04"),
        (datetime(2025, 3, 1, 17, 4, tzinfo=UTC), "Samedi 1er mars 2025 à 18 h 04"),
    ],
)
def test_a_moment_is_told_as_one_says_it(instant: datetime, told: str) -> None:
    written = formats.moment(instant, datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert written.replace(NBSP, " ") == told
    assert french(written) == written


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_enumeration_ends_with_et(items: list[str], text: str) -> None:
    assert formats.enumeration(items) == text


@given(days, days, st.integers(-(10**8), 10**8), st.integers(0, 10_000))
def test_formats_follow_french_typography(first: date, last: date, cents: int, rate: int) -> None:
    written = (formats.period(first, last), formats.short_day(first), formats.amount(cents), formats.rate(rate))
    assert all(text == french(text) for text in written)


def test_an_amount_that_is_not_told_is_a_dash() -> None:
    assert (formats.amount_if_told(None), formats.amount_if_told(0)) == ("–", f"0,00{NBSP}€")


@pytest.mark.parametrize(
    ("metres", "written"),
    [
        (0, "moins de 100\u00a0m"),
        (74, "moins de 100\u00a0m"),
        (75, "100\u00a0m"),
        (351, "350\u00a0m"),
        (974, "950\u00a0m"),
        (976, "1\u00a0km"),
        (1_149, "1,1\u00a0km"),
        (9_960, "10\u00a0km"),
        (12_400, "12\u00a0km"),
    ],
)
def test_a_distance_is_as_exact_as_one_walks_it(metres: float, written: str) -> None:
    assert formats.distance(metres) == written


@pytest.mark.parametrize(("metres", "written"), [(0, "environ 1\u00a0km"), (3_400, "environ 3\u00a0km")])
def test_a_distance_to_a_commune_is_said_to_be_about(metres: float, written: str) -> None:
    assert formats.distance(metres, exact=False) == written
