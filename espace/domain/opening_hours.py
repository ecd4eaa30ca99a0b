"""When somebody answers the telephone: working days but holidays, in Paris time."""

from datetime import date, datetime, time, timedelta

from espace.domain.formats import NBSP, PARIS, WEEKDAYS, day_and_month

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday
_SATURDAY = 5


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year, by the anonymous algorithm (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    leap, of_century = divmod(century, 4)
    golden = year % 19
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * of_century + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def holidays(year: int) -> frozenset[date]:
    """Return the eleven holidays of metropolitan France (Code du travail, L3133-1)."""
    sunday = easter(year)
    moving = {sunday + timedelta(days) for days in _AFTER_EASTER}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither of a week-end nor a holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def is_open(now: datetime, opens: time, closes: time) -> bool:
    """Tell whether somebody answers at an instant; at the closing hour itself nobody does any more."""
    here = now.astimezone(PARIS)
    return is_working_day(here.date()) and opens <= here.time() < closes


def next_opening(now: datetime, opens: time, closes: time) -> str:
    """Write when somebody answers again, while nobody does: `demain à 8 h 30`, `lundi 30 novembre à 8 h 30`."""
    here = now.astimezone(PARIS)
    day = here.date()
    if here.time() >= closes or not is_working_day(day):
        day += timedelta(1)
    while not is_working_day(day):
        day += timedelta(1)
    words = {0: "aujourd’hui", 1: "demain"}.get((day - here.date()).days)
    return f"{words or f'{WEEKDAYS[day.weekday()]} {day_and_month(day)}'} à {_clock(opens)}"


def _clock(hour: time) -> str:
    return f"{hour.hour}{NBSP}h{NBSP}{hour.minute:02d}"
