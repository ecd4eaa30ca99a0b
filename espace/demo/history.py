"""How a person's calendar of care is written: single events, routines that come back, hospital stays.

Each routine draws from its own `random.Random`, seeded by its name: the same story always gives the same care, and
what is added to one routine moves nothing in another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from espace.demo import acts
from espace.demo.acts import Act
from espace.demo.practitioners import Practitioner
from espace.domain import regulated
from espace.domain.labels import PaymentMethod

NEVER = date(2000, 1, 1)
_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Care:
    """One act as it was given and billed. Amounts are in cents and for all `units` together.

    `base` and `charged` fall back on the act's base and on the base. `direct` is tiers payant: its deduction is
    recovered later unless `withheld`. `first_paid_as` holds what was wrong the first time (care paid to the member
    only): that line is paid as usual, then annulled and paid again on `corrected_on`. `settlement` ties care of one
    décompte that was paid in several payments.
    """

    rank: int
    day: date
    act: Act
    by: Practitioner
    charged: int | None = None
    base: int | None = None
    units: int = 1
    label: str = ""
    direct: bool = False
    withheld: bool = False
    full_rate: bool = False  # ALD or maternity: the Assurance Maladie pays its whole base
    off_pathway: bool = False
    frame: int = 0  # the frame's price within glasses
    other_insurer: int = 0
    paid_on: date = NEVER
    exact: bool = False  # the payment holds its own lines and nothing else
    method: PaymentMethod = PaymentMethod.TRANSFER
    settlement: str = ""
    first_paid_as: Mapping[str, Any] = field(default_factory=dict)
    corrected_on: date = NEVER


def is_working_day(day: date) -> bool:
    """Tell whether banks and surgeries work that day; the moving feasts are let through."""
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def working_day(day: date, step: int = 1) -> date:
    """Return the day, or the nearest working day after it (before it when `step` is -1)."""
    while not is_working_day(day):
        day += timedelta(days=step)
    return day


def before(today: date, days: int) -> date:
    """Return the working day that was so many days before today."""
    return working_day(today - timedelta(days=days), -1)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a routine runs, both days included, and how often: `every` days, give or take `drift`."""

    first: date
    last: date
    every: int
    drift: int = 0


def routine(name: str, span: Span, care: Mapping[str, Any], *variants: Mapping[str, Any]) -> Iterator[Care]:
    """Yield care that comes back. Each occurrence takes one of the `variants`, drawn at random, on top of `care`."""
    draw = Random(name)  # noqa: S311 - a story, not a secret
    day = working_day(span.first + timedelta(days=draw.randint(0, span.every - 1)))
    while day <= span.last:
        yield Care(**{**care, **(draw.choice(variants) if variants else {})}, day=day)
        step = max(1, span.every + draw.randint(-span.drift, span.drift))
        day = working_day(day + timedelta(days=step))


def stay(first: date, nights: int, room: int = 0, **care: Any) -> Iterator[Care]:
    """Yield what a hospital stay bills beside its treatment: the daily charge of each day, and the room's nights.

    The daily charge counts the days of arrival and departure; `room` is the price of a night in cents.
    """
    days = [first + timedelta(days=n) for n in range(nights + 1)]
    charge = sum(regulated.daily_hospital_charge(day) for day in days)
    label = f"Forfait journalier, {nights + 1} jours"
    yield Care(act=acts.DAILY_CHARGE, day=first, charged=charge, label=label, direct=True, **care)
    if room:
        label = f"Chambre particulière, {nights} nuit" + "s" * (nights > 1)
        yield Care(act=acts.PRIVATE_ROOM, day=first, charged=room * nights, units=nights, label=label,
                   direct=True, **care)  # fmt: skip
