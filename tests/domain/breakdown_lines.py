"""Lines for the breakdown's tests: built by hand, or drawn so that they pass `check`."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from espace.domain.breakdown import Line
from espace.domain.labels import CareKind, DeductionKind, LineKind
from espace.domain.money import FULL_RATE, share_of

PARTICIPATION, FRANCHISE = DeductionKind.PARTICIPATION, DeductionKind.FRANCHISE
AMOUNTS = ("charged", "base", "social_security", "mutual", "out_of_pocket", "other_insurer", "deduction")


def care(charged: int, base: int, rate: int, mutual: int, *, standard_rate: int | None = None, **others: Any) -> Line:
    """A care line whose social security share and rest are computed; a deduction is a participation by default."""
    deduction = others.get("deduction", 0)
    kind = others.pop("deduction_kind", PARTICIPATION if deduction else DeductionKind.NONE)
    paid = max(0, share_of(base, rate) - deduction)
    return Line(
        charged=charged,
        base=base,
        rate=rate,
        standard_rate=rate if standard_rate is None else standard_rate,
        social_security=paid,
        mutual=mutual,
        out_of_pocket=charged - paid - mutual - others.get("other_insurer", 0),
        deduction_kind=kind,
        **others,
    )


def box(deduction: int = 100, care_date: date | None = date(2026, 11, 4), **others: Any) -> Line:
    """Medicine at 65 % whose base is dear enough to bear the franchise."""
    words = {"deduction_kind": FRANCHISE, "care_kind": CareKind.PHARMACY, "care_date": care_date, **others}
    return care(2_090, 2_090, 6_500, 731, deduction=deduction, **words)


def recovered(deduction: int = 200, kind: DeductionKind = PARTICIPATION) -> Line:
    """The recovery of a deduction that tiers payant could not withhold."""
    return Line(
        charged=0,
        base=0,
        rate=0,
        standard_rate=0,
        social_security=-deduction,
        mutual=0,
        out_of_pocket=deduction,
        deduction=deduction,
        deduction_kind=kind,
        kind=LineKind.RECOVERED_DEDUCTION,
    )


def correction_of(line: Line) -> Line:
    """The whole of a line taken back."""
    return replace(line, kind=LineKind.CORRECTION, **{name: -getattr(line, name) for name in AMOUNTS})


cents = st.one_of(st.integers(0, 500), st.integers(0, 300_000))
rates = st.one_of(st.sampled_from((0, 1_500, 3_000, 6_000, 6_500, 7_000, 9_000, FULL_RATE)), st.integers(0, FULL_RATE))
practitioners = st.sampled_from(("", "Dr Karim Bensaïd", "Léa Tallard", "Optique du Port"))
care_kinds = st.sampled_from((None, *CareKind))
care_dates = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2027, 12, 31)))


@st.composite
def cares(draw: st.DrawFn) -> Line:
    """Any care line that satisfies the invariant, however odd: charged below base, paid twice…"""
    base, standard_rate = draw(st.one_of(st.just(0), cents)), draw(rates)
    kind = draw(st.sampled_from(DeductionKind))
    return care(
        draw(st.one_of(st.just(base), cents)),
        base,
        draw(st.one_of(st.just(standard_rate), st.integers(0, standard_rate))),
        draw(st.one_of(st.just(0), cents)),
        standard_rate=standard_rate,
        other_insurer=draw(st.one_of(st.just(0), cents)),
        deduction=draw(st.one_of(st.sampled_from((50, 100, 200, 400)), st.integers(0, 1_000))) if kind != "none" else 0,
        deduction_kind=kind,
        practitioner=draw(practitioners),
        care_kind=draw(care_kinds),
        care_date=draw(care_dates),
    )


recoveries = st.builds(recovered, st.integers(1, 5_000), st.sampled_from((PARTICIPATION, FRANCHISE)))


@st.composite
def partial_corrections(draw: st.DrawFn) -> Line:
    """A correction that takes back only some of the amounts of its line, by some of their cents."""
    whole = correction_of(draw(cares()))
    taken = {name: draw(st.integers(getattr(whole, name), 0)) for name in AMOUNTS if name != "out_of_pocket"}
    if whole.deduction_kind is DeductionKind.NONE:
        taken["deduction"] = 0
    rest = taken["charged"] - taken["social_security"] - taken["mutual"] - taken["other_insurer"]
    return replace(whole, **taken, out_of_pocket=rest)


corrections = st.one_of(cares().map(correction_of), recoveries.map(correction_of), partial_corrections())
payments = st.lists(st.one_of(cares(), recoveries, corrections), max_size=6)
