from datetime import UTC, date, datetime, time, timedelta

import pytest

from espace.domain import opening_hours

OPENS, CLOSES = time(8, 30), time(18)
NBSP = "\u00a0"


def _paris(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1981, "04-19"),
        (2000, "04-23"),
        (2024, "03-31"),
        (2025, "04-20"),
        (2026, "04-05"),
        (2027, "03-28"),
        (2038, "04-25"),
    ],
)
def test_easter_falls_on_its_sunday(year: int, sunday: str) -> None:
    assert opening_hours.easter(year) == date.fromisoformat(f"{year}-{sunday}")


def test_the_eleven_holidays_of_2026() -> None:
    days = ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"]
    assert sorted(opening_hours.holidays(2026)) == [date.fromisoformat(f"2026-{day}") for day in days]


def test_easter_is_a_sunday_of_spring_in_every_year_of_two_centuries() -> None:
    for year in range(1900, 2100):
        day = opening_hours.easter(year)
        assert day.weekday() == 6
        assert date(year, 3, 22) <= day <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-11-23T08:29:59+01:00", False),
        ("2026-11-23T08:30:00+01:00", True),
        ("2026-11-23T17:59:59+01:00", True),
        ("2026-11-23T18:00:00+01:00", False),
        ("2026-07-01T08:30:00+02:00", True),
        ("2026-07-01T06:29:00+00:00", False),
        ("2026-11-21T10:00:00+01:00", False),  # Saturday
        ("2026-11-11T10:00:00+01:00", False),  # Armistice
        ("2026-05-14T10:00:00+02:00", False),  # Ascension
        ("2026-12-31T23:30:00+00:00", False),
    ],
)
def test_somebody_answers_on_working_days_between_the_two_hours_of_paris(instant: str, is_open: bool) -> None:
    assert opening_hours.is_open(_paris(instant), OPENS, CLOSES) is is_open


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-11-23T07:00:00+01:00", "aujourd’hui"),
        ("2026-11-23T18:00:00+01:00", "demain"),
        ("2026-11-20T19:00:00+01:00", f"lundi 23{NBSP}novembre"),
        ("2026-11-22T12:00:00+01:00", "demain"),
        ("2026-12-24T18:30:00+01:00", f"lundi 28{NBSP}décembre"),
        ("2026-12-31T18:30:00+01:00", f"lundi 4{NBSP}janvier"),
        ("2026-05-13T20:00:00+02:00", f"vendredi 15{NBSP}mai"),
        ("2026-04-30T20:00:00+02:00", f"lundi 4{NBSP}mai"),
    ],
)
def test_it_is_said_when_somebody_answers_again(instant: str, words: str) -> None:
    said = opening_hours.next_opening(_paris(instant), OPENS, CLOSES)
    assert said == f"{words} à 8{NBSP}h{NBSP}30"


def test_two_days_before_the_change_of_hour_nothing_moves() -> None:
    friday = _paris("2026-10-23T18:30:00+02:00")
    assert opening_hours.next_opening(friday, OPENS, CLOSES).startswith("lundi 26")
    assert opening_hours.is_open(_paris("2026-10-26T08:30:00+01:00"), OPENS, CLOSES)
    assert not opening_hours.is_open(_paris("2026-10-26T08:30:00+01:00") - timedelta(seconds=1), OPENS, CLOSES)
