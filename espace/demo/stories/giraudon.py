"""Odette and Marcel Giraudon: a retired couple whose care fills every week for five years."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from espace.demo import acts
from espace.demo import practitioners as by
from espace.demo.history import Care, Span, routine, stay

ODETTE, MARCEL = range(2)
SINCE = date(2021, 11, 2)


def care(today: date) -> Iterator[Care]:
    """Yield the couple's care."""
    span = partial(Span, SINCE, today)
    yield from _nursing(today)
    yield from _sessions(today)
    yield from _pharmacy(today)
    yield from _visits(today)
    yield from _hospital()
    yield from _devices()
    bed = {"rank": MARCEL, "act": acts.EQUIPMENT, "by": by.SUPPLIER, "charged": 44_00, "direct": True}
    yield from routine("bed", span(30), bed)


def _nursing(today: date) -> Iterator[Care]:
    for visit in routine(
        "injection", Span(SINCE, today, 3, 1), {"rank": ODETTE, "act": acts.INJECTION, "by": by.NURSE, "direct": True}
    ):
        yield visit
        yield Care(rank=ODETTE, day=visit.day, act=acts.NURSE_TRAVEL, by=by.NURSE, direct=True)
    dressing = {"rank": MARCEL, "act": acts.DRESSING, "by": by.NURSE, "direct": True}
    yield from routine("dressing", Span(date(2026, 3, 9), date(2026, 6, 30), 2), dressing)


def _sessions(today: date) -> Iterator[Care]:
    session = {"act": acts.PHYSIOTHERAPY, "direct": True}
    odette = session | {"rank": ODETTE, "by": by.PHYSIOTHERAPIST}
    marcel = session | {"rank": MARCEL, "by": by.SECOND_PHYSIOTHERAPIST}
    yield from routine("odette moves", Span(SINCE, today, 4, 1), odette)
    yield from routine("marcel moves", Span(SINCE, today, 4, 1), marcel)
    words = {"rank": MARCEL, "act": acts.SPEECH_THERAPY, "by": by.TALLARD, "direct": True}
    yield from routine("marcel words", Span(date(2023, 6, 5), today, 7, 1), words)


def _pharmacy(today: date) -> Iterator[Care]:
    """Three prescriptions each, renewed together."""
    heart = ({"base": 21_74, "units": 3}, {"base": 28_90, "units": 4}, {"base": 17_36, "units": 2})
    for rank, shop in ((ODETTE, by.PHARMACY), (MARCEL, by.SECOND_PHARMACY)):
        medicine = {"rank": rank, "act": acts.MEDICINE_65, "by": shop, "direct": True}
        for box in routine(f"giraudon pharmacy {rank}", Span(SINCE, today, 14, 2), medicine, *heart):
            yield box
            yield replace(box, act=acts.MEDICINE_30, base=7_92, units=2)
            yield replace(box, act=acts.MEDICINE_15, base=4_74, units=1)


def _visits(today: date) -> Iterator[Care]:
    span = partial(Span, SINCE, today)
    gp = {"act": acts.GP, "by": by.CASTAING}
    heart = {"rank": MARCEL, "act": acts.CARDIOLOGY, "by": by.CARDIOLOGIST}
    eyes = {"act": acts.OPHTHALMOLOGY, "by": by.OPHTHALMOLOGIST, "charged": 60_00}
    blood = {"act": acts.BLOOD_TEST, "by": by.LABORATORY, "direct": True}
    for rank in (ODETTE, MARCEL):
        yield from routine(f"giraudon gp {rank}", span(28, 4), gp | {"rank": rank})
        yield from routine(f"giraudon eyes {rank}", span(190, 20), eyes | {"rank": rank})
        tests = ({"base": 37_80}, {"base": 18_90}, {"base": 54_00})
        yield from routine(f"giraudon blood {rank}", span(30, 5), blood | {"rank": rank}, *tests)
    # Marcel's heart is a long-term illness (ALD): the Assurance Maladie pays its whole base.
    yield from routine("heart visit", span(91, 10), heart | {"full_rate": True}, {"charged": 65_00}, {})
    lift = {"rank": MARCEL, "act": acts.TRANSPORT, "by": by.AMBULANCE, "direct": True}
    yield from routine("lift", Span(date(2024, 1, 8), today, 21, 3), lift, {"base": 38_40}, {"base": 46_15})
    scans = ({"act": acts.ULTRASOUND, "charged": 78_00}, {"act": acts.X_RAY, "base": 39_90, "charged": 52_00})
    yield from routine("scans", span(120, 20), {"rank": ODETTE, "by": by.IMAGING, "direct": True}, *scans)


def _hospital() -> Iterator[Care]:
    """Marcel's hip in 2026 stays across 1 March, when the daily charge rose; Odette's short stay was in 2023."""
    hip = partial(Care, rank=MARCEL, day=date(2026, 2, 25))
    yield hip(act=acts.HEAVY_STAY, by=by.HOSPITAL, base=5_213_48, direct=True)
    yield hip(act=acts.HEAVY_ACT, by=by.HOSPITAL, charged=24_00, direct=True)
    yield from stay(date(2026, 2, 25), 8, room=95_00, rank=MARCEL, by=by.HOSPITAL)
    yield hip(act=acts.SURGERY, by=by.SURGEON, base=459_80, charged=920_00)
    yield Care(rank=ODETTE, day=date(2023, 5, 15), act=acts.STAY, by=by.CLINIC, base=2_046_15, direct=True)
    yield from stay(date(2023, 5, 15), 4, room=70_00, rank=ODETTE, by=by.CLINIC)


def _devices() -> Iterator[Care]:
    ears = partial(Care, rank=ODETTE, by=by.HEARING_CENTRE, day=date(2024, 6, 12))
    yield ears(act=acts.HEARING_AID, charged=1_690_00, label="Aide auditive, oreille droite")
    yield ears(act=acts.HEARING_AID, charged=1_690_00, label="Aide auditive, oreille gauche")
    for year in (2025, 2026):
        yield Care(rank=ODETTE, day=date(year, 1, 15), act=acts.BATTERIES, by=by.HEARING_CENTRE)
    yield Care(rank=MARCEL, day=date(2022, 9, 14), act=acts.GLASSES, by=by.OPTICIAN, charged=520_00, frame=98_00)
    yield Care(rank=MARCEL, day=date(2025, 4, 9), act=acts.GLASSES, by=by.OPTICIAN, charged=540_00, frame=120_00)
    yield Care(rank=MARCEL, day=date(2023, 1, 25), act=acts.IMPLANT, by=by.VASSEUR, charged=980_00)
    yield Care(rank=ODETTE, day=date(2024, 10, 2), act=acts.VACCINE, by=by.PHARMACY, charged=42_30)
