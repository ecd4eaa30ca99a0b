"""How amounts, rates and days are written for people. The only place where cents become text."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

NBSP = "\u00a0"
PARIS = ZoneInfo("Europe/Paris")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


def number(count: int) -> str:
    """Write a whole number, its thousands apart: `12 345`."""
    return f"{count:,}".replace(",", NBSP)


def amount(cents: int) -> str:
    """Write cents as `1 234,56 €`, with no-break spaces and a true minus sign."""
    euros, rest = divmod(abs(cents), 100)
    sign = "−" if cents < 0 else ""
    return f"{sign}{number(euros)},{rest:02d}{NBSP}€"


def amount_if_told(cents: int | None) -> str:
    """Write cents, or a dash where there is no such amount, or where it is not to be told."""
    return "–" if cents is None else amount(cents)


def rate(basis_points: int) -> str:
    """Write basis points as `65 %` or `65,5 %`."""
    whole, rest = divmod(abs(basis_points), 100)
    sign = "−" if basis_points < 0 else ""
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{sign}{whole}{decimals}{NBSP}%"


def _day_of_month(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def long_day(day: date) -> str:
    """Write a day as in a sentence: `18 novembre 2026`, `1er mars 2026`."""
    return f"{day_and_month(day)}{NBSP}{day.year}"


def day_and_month(day: date) -> str:
    """Write a day without its year: `18 novembre`."""
    return f"{_day_of_month(day)}{NBSP}{MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """Write a day as in a list: `4 nov. 2026`."""
    return f"{_day_of_month(day)}{NBSP}{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def numeric_day(day: date) -> str:
    """Write a day as in a table: `04/11/2026`."""
    return f"{day:%d/%m/%Y}"


def paris_day(instant: datetime) -> date:
    """Return the Europe/Paris day of a UTC instant: a mutual's days are Paris days."""
    return instant.astimezone(PARIS).date()


def clock_time(instant: datetime) -> str:
    """Write the Paris time of a UTC instant: `14 h 05`."""
    local = instant.astimezone(UTC).astimezone(PARIS)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def day_and_time(instant: datetime) -> str:
    """Write the Paris day and time of a UTC instant: `mercredi 25 novembre 2026 à 10 h 42`."""
    day = paris_day(instant)
    return f"{WEEKDAYS[day.weekday()]} {long_day(day)} à{NBSP}{clock_time(instant)}"


def moment(instant: datetime, now: datetime) -> str:
    """Write when something happened, as one says it: `Aujourd’hui à 10 h 42`, `Samedi 21 novembre à 18 h 04`."""
    day, today = paris_day(instant), paris_day(now)
    words = {0: "Aujourd’hui", 1: "Hier"}.get((today - day).days, "")
    if not words:
        written = day_and_month(day) if day.year == today.year else long_day(day)
        words = f"{WEEKDAYS[day.weekday()].capitalize()} {written}"
    return f"{words} à{NBSP}{clock_time(instant)}"


def period(first: date, last: date) -> str:
    """Write a period that includes both its days: `Du 23 août au 23 novembre 2026`."""
    start = day_and_month(first) if first.year == last.year else long_day(first)
    return f"Du {start} au {long_day(last)}"


def enumeration(items: list[str]) -> str:
    """Join with commas and a final « et »: `a, b et c`."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " et " + items[-1] if items else ""


def distance(metres: float, *, exact: bool = True) -> str:
    """Write a distance as one walks or drives it: `350 m`, `1,1 km`, `12 km`; `environ 3 km` when it is not exact."""
    if not exact:
        return f"environ {max(1, round(metres / 1000))}{NBSP}km"
    if metres < 75:
        return f"moins de 100{NBSP}m"
    steps = round(metres / 50) * 50
    if steps < 1000:
        return f"{steps}{NBSP}m"
    tenths = round(metres / 100)
    if tenths >= 100:
        return f"{round(metres / 1000)}{NBSP}km"
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}{NBSP}km" if rest else f"{whole}{NBSP}km"
