"""Étienne, Solène and Victor Barral: a modest formula left for a better one, and a separation in 2025."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from espace.demo import acts
from espace.demo import practitioners as by
from espace.demo.history import Care, Span, routine
from espace.domain.labels import PaymentMethod

ETIENNE, SOLENE, VICTOR = range(3)
SEPARATION = date(2025, 6, 30)


def care(today: date) -> Iterator[Care]:
    """Yield the family's care; Solène's stops when she leaves the contract."""
    yield from _visits(today)
    yield from _pharmacy(today)
    yield from _told_once()


def _visits(today: date) -> Iterator[Care]:
    since = date(2022, 6, 7)
    etienne, solene = {"rank": ETIENNE}, {"rank": SOLENE}
    yield from routine("étienne gp", Span(since, today, 65, 20), etienne | {"act": acts.GP, "by": by.CASTAING})
    free_gp = {"act": acts.GP, "by": by.TAVERNIER, "charged": 45_00}
    yield from routine("solène gp", Span(since, SEPARATION, 80, 20), solene | free_gp)
    yield from routine("victor gp", Span(since, today, 130, 30), {"rank": VICTOR, "act": acts.GP, "by": by.CASTAING})
    eyes = {"act": acts.OPHTHALMOLOGY, "by": by.FREE_OPHTHALMOLOGIST, "charged": 60_00}
    yield from routine("étienne eyes", Span(since, today, 370, 30), etienne | eyes)
    back = {"act": acts.PHYSIOTHERAPY, "by": by.SECOND_PHYSIOTHERAPIST}
    yield from routine("étienne back", Span(date(2025, 10, 6), date(2026, 1, 30), 6, 1), etienne | back)
    yield from routine(
        "barral teeth",
        Span(since, today, 190, 20),
        {"act": acts.SCALING, "by": by.VASSEUR},
        {"rank": ETIENNE},
        {"rank": VICTOR},
    )


def _pharmacy(today: date) -> Iterator[Care]:
    baskets = ({"base": 8_27, "units": 1}, {"base": 19_53, "units": 3}, {"base": 2_09, "units": 1})
    shop = {"act": acts.MEDICINE_65, "by": by.PHARMACY, "direct": True}
    for rank, last in ((ETIENNE, today), (SOLENE, SEPARATION), (VICTOR, today)):
        yield from routine(
            f"barral pharmacy {rank}", Span(date(2022, 6, 7), last, 70, 15), shop | {"rank": rank}, *baskets
        )


def _told_once() -> Iterator[Care]:
    etienne = partial(Care, rank=ETIENNE)
    yield etienne(day=date(2022, 9, 20), act=acts.SCALING, by=by.VASSEUR, method=PaymentMethod.CHEQUE)
    yield etienne(day=date(2024, 4, 24), act=acts.GP, by=by.ORTIZ, off_pathway=True)
    yield etienne(day=date(2023, 11, 22), act=acts.FREE_CROWN, by=by.VASSEUR, charged=480_00)
    yield etienne(day=date(2025, 3, 19), act=acts.FULL_CROWN, by=by.VASSEUR, charged=500_00)
    yield etienne(day=date(2026, 5, 20), act=acts.IMPLANT, by=by.VASSEUR, charged=890_00)
    for day in (date(2023, 1, 18), date(2023, 7, 19), date(2024, 1, 17), date(2024, 7, 17)):
        yield Care(rank=VICTOR, day=day, act=acts.ORTHODONTICS, by=by.ORTHODONTIST, charged=620_00)
    yield Care(rank=SOLENE, day=date(2024, 11, 13), act=acts.OSTEOPATHY, by=by.OSTEOPATH, charged=55_00)
    yield Care(rank=SOLENE, day=date(2025, 2, 12), act=acts.OSTEOPATHY, by=by.OSTEOPATH, charged=55_00)
    yield etienne(day=date(2026, 4, 22), act=acts.FULL_GLASSES, by=by.OPTICIAN, charged=105_00, direct=True)
    yield Care(
        rank=VICTOR,
        day=date(2026, 9, 9),
        act=acts.FILLING,
        by=by.VASSEUR,
        charged=45_38,
        first_paid_as={"charged": 30_00, "base": 30_00},
        corrected_on=date(2026, 10, 14),
    )
