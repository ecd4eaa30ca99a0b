"""Amounts and days as French readers expect them, written as the portal's own formats are."""

from datetime import date

from django import template

register = template.Library()
NBSP = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


@register.filter
def amount(cents: int) -> str:
    """Write cents as `1 234,56 €`."""
    euros, rest = divmod(abs(cents), 100)
    sign = "−" if cents < 0 else ""
    return f"{sign}{euros:,}".replace(",", NBSP) + f",{rest:02d}{NBSP}€"


@register.filter
def long_day(day: date) -> str:
    """Write a day as `18 novembre 2026`."""
    return f"{_day_of_month(day)}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


@register.filter
def short_day(day: date) -> str:
    """Write a day as `4 nov. 2026`."""
    return f"{_day_of_month(day)}{NBSP}{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def _day_of_month(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
