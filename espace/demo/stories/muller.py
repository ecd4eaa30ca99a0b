"""Gérard Muller: alone, back from Strasbourg with the local scheme of Alsace-Moselle, hard of hearing."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from espace.demo import acts
from espace.demo import practitioners as by
from espace.demo.history import Care, Span, routine


def care(today: date) -> Iterator[Care]:
    """Yield Gérard's care; the local scheme pays the daily hospital charge itself, so that no line shows it."""
    span, gerard = partial(Span, date(2023, 1, 9), today), partial(Care, rank=0)
    yield from routine("gérard gp", span(60, 10), {"rank": 0, "act": acts.GP, "by": by.ORTIZ})
    ears = {"rank": 0, "act": acts.EAR_NOSE_THROAT, "by": by.ENT, "charged": 75_00}
    yield from routine("gérard ears", span(240, 30), ears)
    baskets = ({"base": 26_18, "units": 3}, {"base": 11_05, "units": 2})
    medicine = {"rank": 0, "act": acts.MEDICINE_65, "by": by.SECOND_PHARMACY, "direct": True}
    yield from routine("gérard pharmacy", span(30, 4), medicine, *baskets)
    yield from routine("gérard teeth", span(200, 20), {"rank": 0, "act": acts.SCALING, "by": by.VASSEUR})
    aid = partial(gerard, act=acts.FULL_HEARING_AID, by=by.HEARING_CENTRE, charged=950_00, direct=True)
    yield aid(day=date(2024, 3, 20), label="Aide auditive 100 % Santé, oreille droite")
    yield aid(day=date(2024, 3, 20), label="Aide auditive 100 % Santé, oreille gauche")
    yield gerard(day=date(2025, 1, 16), act=acts.BATTERIES, by=by.HEARING_CENTRE)
    yield gerard(
        day=date(2025, 10, 7),
        act=acts.PRIVATE_ROOM,
        by=by.CLINIC,
        charged=140_00,
        units=2,
        direct=True,
        label="Chambre particulière, 2 nuits",
    )
    yield gerard(day=date(2025, 10, 7), act=acts.SURGERY, by=by.SURGEON, base=271_70, charged=430_00)
    yield gerard(day=date(2026, 5, 12), act=acts.UNKNOWN, by=by.UNNAMED, charged=24_00)
    yield gerard(day=date(2026, 5, 12), act=acts.FREE_CROWN, by=by.VASSEUR, charged=520_00)
