"""Periods of days; a period includes both its days."""

from calendar import monthrange
from datetime import date, timedelta


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier, or the month's last day where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the month's last day where it has no such day.

    A delay in months or years ends on that day (Code de procédure civile, article 641).
    """
    return months_before(day, -months)


def month_before(day: date) -> tuple[date, date]:
    """Return the whole calendar month before that of a day: `2026-11-01` to `2026-11-30` for any day of December."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def last_months(today: date, months: int) -> tuple[date, date]:
    """Return the period of the last `months` months that ends today."""
    return months_before(today, months), today
