"""What one care costs and who pays it: the line of a statement, before payments and numbers exist.

Amounts follow the law at the day of the care (`domain.regulated`) and the levels of the formula (`plans`).
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from espace.demo.acts import LOCAL_SCHEME
from espace.demo.history import Care
from espace.demo.people import Household
from espace.demo.plans import mutual_share, times_a_year
from espace.domain import regulated
from espace.domain.coverage import FRAME_CAP
from espace.domain.guarantees import Guarantee
from espace.domain.labels import DeductionKind, LineKind
from espace.domain.money import FULL_RATE, share_of

OFF_PATHWAY_RATE = 3_000  # CSS R160-5-1: 70 % less 40 points for care outside the pathway


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """A line of a payment in cents and basis points; `owed` is a deduction that remains to be recovered."""

    care: Care
    paid_on: date
    kind: LineKind = LineKind.CARE
    label: str
    charged: int = 0
    base: int = 0
    rate: int = 0
    standard_rate: int = 0
    deduction: int = 0
    deduction_kind: DeductionKind = DeductionKind.NONE
    social_security: int = 0
    mutual: int = 0
    other_insurer: int = 0
    owed: int = 0
    corrects: "Entry | None" = None

    @property
    def out_of_pocket(self) -> int:
        """What is left to the patient, in cents: the invariant of a line."""
        return self.charged - self.social_security - self.mutual - self.other_insurer


class Tally:
    """What counts by person and calendar year: deductions against their cap, sessions against their number."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[int, int, str]] = Counter()

    def deduct(self, care: Care, paid_on: date, due: int) -> int:
        """Return the part of a deduction that the annual cap still lets through, and count it."""
        kind = care.act.deduction
        if kind is DeductionKind.NONE:
            return 0
        key = (care.rank, paid_on.year, kind.value)
        taken = max(0, min(due, regulated.annual_cap(kind, paid_on) - self._counts[key]))
        self._counts[key] += taken
        return taken

    def give_back(self, entry: Entry) -> None:
        """Forget a line that is annulled."""
        care = entry.care
        self._counts[care.rank, entry.paid_on.year, entry.deduction_kind.value] -= entry.deduction
        self._counts[care.rank, care.day.year, str(care.act.guarantee)] -= 1

    def pays(self, care: Care) -> bool:
        """Count one more time this year, and tell whether the guarantee still pays."""
        limit = times_a_year(care.act.guarantee)
        key = (care.rank, care.day.year, str(care.act.guarantee))
        self._counts[key] += 1
        return not limit or self._counts[key] <= limit


def settle(household: Household, care: Care, paid_on: date, tally: Tally) -> Entry:
    """Return the line of a care: shares of the Assurance Maladie, of the mutual, of another insurer."""
    base = care.act.base_on(care.day, care.by) * care.units if care.base is None else care.base
    charged = base if care.charged is None else care.charged
    standard = _ordinary_rate(household, care)
    rate = OFF_PATHWAY_RATE if care.off_pathway else standard
    gross, ordinary = share_of(base, rate), share_of(base, standard)
    deduction = tally.deduct(care, paid_on, min(_due(household, care), gross))
    deferred = care.direct and not care.withheld
    other = min(care.other_insurer, charged - ordinary)
    mutual = _mutual(household, care, base, charged, ordinary) if tally.pays(care) else 0
    return Entry(
        care=care,
        paid_on=paid_on,
        label=care.label or care.act.label,
        charged=charged,
        base=base,
        rate=rate,
        standard_rate=standard,
        deduction=0 if deferred else deduction,
        deduction_kind=DeductionKind.NONE if deferred or not deduction else care.act.deduction,
        social_security=gross - (0 if deferred else deduction),
        mutual=min(mutual, charged - ordinary - other),
        other_insurer=other,
        owed=deduction if deferred else 0,
    )


def annulment(entry: Entry, paid_on: date) -> Entry:
    """Return the correction that takes a line back whole."""
    return replace(
        entry,
        paid_on=paid_on,
        kind=LineKind.CORRECTION,
        charged=-entry.charged,
        base=-entry.base,
        deduction=-entry.deduction,
        social_security=-entry.social_security,
        mutual=-entry.mutual,
        other_insurer=-entry.other_insurer,
        corrects=entry,
        owed=0,
    )


def recovery(entry: Entry, paid_on: date) -> Entry:
    """Return the row that recovers the deduction tiers payant could not withhold on a line."""
    kind = entry.care.act.deduction
    return Entry(
        care=entry.care,
        paid_on=paid_on,
        kind=LineKind.RECOVERED_DEDUCTION,
        label=f"{kind.label} récupérée\u00a0: {entry.label[0].lower()}{entry.label[1:]}",
        deduction=entry.owed,
        deduction_kind=kind,
        social_security=-entry.owed,
        corrects=entry,
    )


def _ordinary_rate(household: Household, care: Care) -> int:
    rate = care.act.rate_on(care.day)
    if care.full_rate:
        return FULL_RATE
    return LOCAL_SCHEME.get(rate, rate) if household.local_scheme else rate


def _due(household: Household, care: Care) -> int:
    birth_date = household.people[care.rank].birth_date
    if care.act.deduction is DeductionKind.PARTICIPATION:
        return regulated.participation(care.day, birth_date)
    kind = regulated.franchise_kind(care.act.kind)
    if care.act.deduction is DeductionKind.NONE or kind is None:
        return 0
    return regulated.franchise(kind, care.day, birth_date) * care.units


def _mutual(household: Household, care: Care, base: int, charged: int, ordinary: int) -> int:
    contract = household.contract_on(care.day)
    guarantee = care.act.guarantee
    if guarantee is Guarantee.OPTAM_DOCTOR and care.by.free_fees:
        guarantee = Guarantee.OTHER_DOCTOR
    counted = charged - max(0, care.frame - FRAME_CAP) if guarantee is Guarantee.GLASSES else charged
    return mutual_share(contract.plan, guarantee, charged=counted, base=base, owed=ordinary, units=care.units)
