"""Sofia Lambert: few payments, without electronic transmission, and no account yet."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from espace.demo import acts
from espace.demo import practitioners as by
from espace.demo.history import Care, Span, routine


def care(today: date) -> Iterator[Care]:
    """Yield Sofia's care."""
    span, sofia = partial(Span, date(2025, 2, 3), today), partial(Care, rank=0)
    yield from routine("sofia gp", span(120, 30), {"rank": 0, "act": acts.GP, "by": by.MEZIANE})
    yield from routine(
        "sofia pharmacy",
        span(75, 20),
        {"rank": 0, "act": acts.MEDICINE_65, "by": by.PHARMACY, "base": 12_46, "units": 2, "direct": True},
    )
    yield sofia(day=date(2025, 4, 23), act=acts.FULL_GLASSES, by=by.OPTICIAN, charged=110_00, direct=True)
    yield sofia(day=date(2025, 9, 10), act=acts.CONTACT_LENSES, by=by.OPTICIAN, charged=132_00)
    yield sofia(day=date(2026, 3, 11), act=acts.GYNAECOLOGY, by=by.GYNAECOLOGIST, charged=60_00)
    yield sofia(day=date(2026, 6, 3), act=acts.DIETETICS, by=by.DIETITIAN, charged=50_00)
