"""Camille, Julien, Inès and Noé Roux-Fabre: an ordinary family.

The last three months are the mockups' own, told in days before today: on 23 November 2026 the screens show the very
same payments. What comes before is routine.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from espace.demo import acts
from espace.demo import practitioners as by
from espace.demo.history import Care, Span, before, routine

CAMILLE, JULIEN, INES, NOE = range(4)
SCRIPTED_DAYS = 110  # routine stops there: the mockups' payments take over


def care(today: date) -> Iterator[Care]:
    """Yield the family's care."""
    until = today - timedelta(days=SCRIPTED_DAYS)
    yield from (c for c in _past(until) if c.day <= until)
    yield from _paid_to_member(today)
    yield from _paid_to_others(today)


def _past(until: date) -> Iterator[Care]:
    yield from _visits(until)
    yield from _pharmacy(until)
    yield from _dental_and_optical()
    yield from _told_once()


def _visits(until: date) -> Iterator[Care]:
    span = partial(Span, date(2023, 3, 6), until)
    gp = {"act": acts.GP, "by": by.CASTAING}
    yield from routine("camille gp", span(75, 20), gp | {"rank": CAMILLE})
    yield from routine("julien gp", span(150, 40), gp | {"rank": JULIEN})
    yield from routine("inès gp", span(120, 40), gp | {"rank": INES})
    yield from routine("noé gp", span(85, 30), gp | {"rank": NOE})
    skin = {"rank": CAMILLE, "act": acts.DERMATOLOGY, "by": by.BENSAID}
    yield from routine("camille skin", span(330, 40), skin, {"charged": 50_00}, {"charged": 55_00})
    eyes = {"rank": JULIEN, "act": acts.OPHTHALMOLOGY, "by": by.FREE_OPHTHALMOLOGIST, "charged": 70_00}
    yield from routine("julien eyes", span(400, 30), eyes)
    bones = {"act": acts.OSTEOPATHY, "by": by.OSTEOPATH, "rank": CAMILLE}
    yield from routine("camille bones", span(92), bones, {"charged": 55_00}, {"charged": 60_00})
    blood = {"act": acts.BLOOD_TEST, "by": by.LABORATORY, "direct": True}
    yield from routine(
        "blood",
        span(160, 30),
        blood,
        *({"rank": r, "base": b} for r, b in ((CAMILLE, 37_80), (JULIEN, 24_30), (CAMILLE, 52_15))),
    )
    words = Span(date(2025, 9, 9), until, 7)
    yield from routine("noé words", words, {"rank": NOE, "act": acts.SPEECH_THERAPY, "by": by.TALLARD})


def _pharmacy(until: date) -> Iterator[Care]:
    baskets = (
        {"act": acts.MEDICINE_65, "base": 18_40, "units": 2},
        {"act": acts.MEDICINE_65, "base": 2_09},
        {"act": acts.MEDICINE_30, "base": 6_85, "units": 2},
        {"act": acts.MEDICINE_15, "base": 4_12},
        {"act": acts.MEDICINE_65, "base": 31_26, "units": 4},
    )
    for rank, every in ((CAMILLE, 48), (JULIEN, 90), (INES, 120), (NOE, 75)):
        span = Span(date(2023, 3, 6), until, every, 15)
        yield from routine(f"pharmacy {rank}", span, {"rank": rank, "by": by.PHARMACY, "direct": True}, *baskets)


def _dental_and_optical() -> Iterator[Care]:
    teeth = partial(Care, by=by.VASSEUR)
    for year in (2023, 2024, 2025):
        yield teeth(rank=CAMILLE, day=date(year, 4, 12), act=acts.SCALING)
        yield teeth(rank=JULIEN, day=date(year, 10, 3), act=acts.SCALING)
    yield teeth(rank=NOE, day=date(2024, 5, 15), act=acts.FILLING)
    yield teeth(rank=JULIEN, day=date(2024, 2, 8), act=acts.FULL_CROWN, charged=500_00)
    yield teeth(rank=CAMILLE, day=date(2025, 6, 18), act=acts.FREE_CROWN, charged=500_00)
    for day in (date(2025, 1, 22), date(2025, 7, 23), date(2026, 1, 21), date(2026, 7, 22)):
        yield Care(rank=INES, day=day, act=acts.ORTHODONTICS, by=by.ORTHODONTIST, charged=650_00)
    shop = partial(Care, by=by.OPTICIAN)
    yield shop(rank=INES, day=date(2024, 9, 11), act=acts.FULL_GLASSES, charged=95_00, direct=True)
    yield shop(rank=JULIEN, day=date(2024, 10, 10), act=acts.GLASSES, charged=342_00, frame=132_00)


def _told_once() -> Iterator[Care]:
    yield Care(rank=JULIEN, day=date(2025, 5, 20), act=acts.GP, by=by.ORTIZ, off_pathway=True)
    yield Care(
        rank=CAMILLE,
        day=date(2025, 3, 4),
        act=acts.GYNAECOLOGY,
        by=by.GYNAECOLOGIST,
        charged=65_00,
        first_paid_as={"charged": 45_00},
        corrected_on=date(2025, 4, 9),
    )
    tied = partial(Care, rank=CAMILLE, settlement="24296044718")
    yield tied(day=date(2024, 10, 22), act=acts.GP, by=by.CASTAING, paid_on=date(2024, 10, 30))
    yield tied(day=date(2024, 10, 22), act=acts.ULTRASOUND, by=by.IMAGING, charged=82_00, paid_on=date(2024, 11, 6))


def _paid_to_member(today: date) -> Iterator[Care]:
    ago = partial(before, today)

    def paid(days: int, rank: int, day: int, act: acts.Act, who: by.Practitioner, charged: int | None = None) -> Care:
        return Care(rank=rank, day=ago(day), act=act, by=who, charged=charged, paid_on=ago(days), exact=days <= 40)

    yield paid(5, CAMILLE, 19, acts.GP, by.CASTAING)
    yield paid(5, CAMILLE, 18, acts.DERMATOLOGY, by.BENSAID, 55_00)
    yield paid(5, NOE, 17, acts.SPEECH_THERAPY, by.TALLARD)
    yield paid(20, JULIEN, 32, acts.GLASSES, by.OPTICIAN, 389_00)
    yield paid(40, INES, 55, acts.GP, by.CASTAING)
    yield paid(40, JULIEN, 52, acts.SCALING, by.VASSEUR)
    yield paid(47, CAMILLE, 60, acts.GYNAECOLOGY, by.GYNAECOLOGIST, 60_00)
    yield paid(47, NOE, 59, acts.SPEECH_THERAPY, by.TALLARD)
    yield paid(47, NOE, 52, acts.SPEECH_THERAPY, by.TALLARD)
    yield paid(61, JULIEN, 73, acts.OSTEOPATHY, by.OSTEOPATH, 60_00)
    yield paid(68, CAMILLE, 80, acts.OPHTHALMOLOGY, by.OPHTHALMOLOGIST, 60_00)
    yield paid(75, CAMILLE, 79, acts.CONTACT_LENSES, by.OPTICIAN, 108_55)
    yield paid(89, CAMILLE, 102, acts.OSTEOPATHY, by.OSTEOPATH, 60_00)


def _paid_to_others(today: date) -> Iterator[Care]:
    ago, direct = partial(before, today), partial(Care, direct=True)
    yield direct(
        rank=CAMILLE,
        day=ago(11),
        paid_on=ago(7),
        act=acts.MEDICINES,
        by=by.PHARMACY,
        base=18_40,
        units=2,
        withheld=True,
    )
    yield direct(rank=JULIEN, day=ago(20), paid_on=ago(14), act=acts.BLOOD_TEST, by=by.LABORATORY, base=37_80)
    yield direct(
        rank=JULIEN,
        day=ago(42),
        paid_on=ago(34),
        act=acts.PRIVATE_ROOM,
        by=by.CLINIC,
        charged=225_00,
        units=3,
        label="Chambre particulière, 3 nuits",
    )
    yield direct(rank=NOE, day=ago(54), paid_on=ago(47), act=acts.WRIST_X_RAY, by=by.IMAGING, charged=55_29)
