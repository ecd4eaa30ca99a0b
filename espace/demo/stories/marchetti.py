"""Yanis, Nadia and Lina Marchetti: a contract taken out by the employer, and a spouse insured elsewhere first."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from espace.demo import acts
from espace.demo import practitioners as by
from espace.demo.history import Care, Span, routine, stay

YANIS, NADIA, LINA = range(3)


def care(today: date) -> Iterator[Care]:
    """Yield the family's care."""
    yield from _routine(today)
    yield from _accident()
    yield from _told_once()


def _routine(today: date) -> Iterator[Care]:
    span = partial(Span, date(2024, 1, 8), today)
    gp = {"act": acts.GP, "by": by.MEZIANE}
    yield from routine("yanis gp", span(110, 30), gp | {"rank": YANIS})
    yield from routine("lina gp", span(45, 15), gp | {"rank": LINA})
    yield from routine("nadia gp", span(95, 30), gp | {"rank": NADIA, "other_insurer": 4_00})
    skin = {"rank": NADIA, "act": acts.DERMATOLOGY, "by": by.BENSAID, "charged": 58_00, "other_insurer": 12_00}
    yield from routine("nadia skin", span(290, 40), skin)
    teeth = {"act": acts.SCALING, "by": by.VASSEUR}
    yield from routine("marchetti teeth", span(210, 30), teeth, {"rank": YANIS}, {"rank": NADIA})
    boxes = ({"base": 9_64, "units": 2}, {"base": 14_20, "units": 3}, {"base": 2_09})
    pharmacy = {"act": acts.MEDICINE_65, "by": by.SECOND_PHARMACY, "direct": True}
    for rank, every in ((YANIS, 80), (NADIA, 60), (LINA, 50)):
        yield from routine(f"marchetti pharmacy {rank}", span(every, 15), pharmacy | {"rank": rank}, *boxes)


def _accident() -> Iterator[Care]:
    """Yanis breaks a leg at the shipyard's football match: ambulance, clinic, then twenty sessions."""
    yield Care(rank=YANIS, day=date(2025, 3, 17), act=acts.TRANSPORT, by=by.AMBULANCE, base=68_40, direct=True)
    yield Care(rank=YANIS, day=date(2025, 3, 17), act=acts.STAY, by=by.CLINIC, base=1_482_60, direct=True)
    yield from stay(date(2025, 3, 17), 3, room=75_00, rank=YANIS, by=by.CLINIC)
    sessions = Span(date(2025, 4, 7), date(2025, 6, 27), 4)
    yield from routine("yanis leg", sessions, {"rank": YANIS, "act": acts.PHYSIOTHERAPY, "by": by.PHYSIOTHERAPIST})
    yield Care(rank=YANIS, day=date(2025, 6, 30), act=acts.X_RAY, by=by.IMAGING, base=33_90, charged=41_00)


def _told_once() -> Iterator[Care]:
    glasses = partial(Care, act=acts.GLASSES, by=by.OPTICIAN)
    yield glasses(rank=NADIA, day=date(2025, 11, 14), charged=460_00, frame=145_00, other_insurer=60_00)
    yield Care(rank=YANIS, day=date(2026, 2, 10), act=acts.FREE_CROWN, by=by.VASSEUR, charged=540_00)
    for day in (date(2024, 6, 5), date(2024, 10, 16), date(2025, 9, 3), date(2026, 4, 15), date(2026, 6, 17)):
        yield Care(rank=YANIS, day=day, act=acts.OSTEOPATHY, by=by.OSTEOPATH, charged=60_00)
    yield Care(rank=LINA, day=date(2026, 1, 13), act=acts.EAR_NOSE_THROAT, by=by.ENT, charged=80_00)
