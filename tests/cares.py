"""Payment lines to be, whose amounts add up; `tests.factories` offers them all."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from espace.domain.labels import CareKind, DeductionKind, LineKind
from espace.domain.money import FULL_RATE, share_of
from espace.models import PaymentLine

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Care:
    """The amounts and words of a line to be; see `care`, `recovered_deduction` and `correction`."""

    charged: int
    base: int
    rate: int
    standard_rate: int
    social_security: int
    mutual: int
    out_of_pocket: int
    other_insurer: int = 0
    deduction: int = 0
    deduction_kind: DeductionKind = DeductionKind.NONE
    kind: LineKind = LineKind.CARE
    care_kind: CareKind = CareKind.CONSULTATION
    act_code: str = "G"
    act_label: str = "Consultation généraliste"
    practitioner: str = "Dr Hélène Castaing"
    care_date: date | None = None
    first_name: str = ""
    corrects_line_id: int | None = None
    settlement_number: str = field(default_factory=lambda: f"D{next(_numbers)}")


def care(
    charged: int = 3000,
    base: int = 3000,
    rate: int = 7000,
    *,
    standard_rate: int | None = None,
    deduction: int = 200,
    deduction_kind: DeductionKind = DeductionKind.PARTICIPATION,
    mutual: int | None = None,
    other_insurer: int = 0,
    **words: Any,
) -> Care:
    """A care line whose shares add up; by default a GP at 30 €, and a contract at 100 % of the base.

    `words` are the other fields of `Care`: `first_name` of the beneficiary (the member by default),
    `care_date` (five days before the payment), `act_label`, `practitioner`…
    """
    standard = rate if standard_rate is None else standard_rate
    social_security = max(0, share_of(base, rate) - deduction)
    covered = share_of(base, FULL_RATE) - share_of(base, standard) if mutual is None else mutual
    return Care(
        charged=charged,
        base=base,
        rate=rate,
        standard_rate=standard,
        social_security=social_security,
        mutual=covered,
        other_insurer=other_insurer,
        out_of_pocket=charged - social_security - covered - other_insurer,
        deduction=deduction,
        deduction_kind=deduction_kind if deduction else DeductionKind.NONE,
        **words,
    )


def pharmacy(**words: Any) -> Care:
    """One box of medicine, with its franchise of 1 €."""
    return care(
        209,
        209,
        6500,
        deduction=100,
        deduction_kind=DeductionKind.FRANCHISE,
        **{
            "care_kind": CareKind.PHARMACY,
            "act_code": "PH7",
            "act_label": "Médicaments",
            "practitioner": "Pharmacie du Port",
            **words,
        },
    )


def recovered_deduction(line: PaymentLine) -> Care:
    """The deduction that tiers payant could not withhold on `line`, recovered later from the member."""
    return Care(
        charged=0,
        base=0,
        rate=0,
        standard_rate=0,
        social_security=-line.deduction,
        mutual=0,
        out_of_pocket=line.deduction,
        deduction=line.deduction,
        deduction_kind=line.deduction_kind,
        kind=LineKind.RECOVERED_DEDUCTION,
        corrects_line_id=line.id,
        care_date=line.care_date,
    )


def correction(line: PaymentLine) -> Care:
    """The whole of `line` taken back."""
    return Care(
        charged=-line.charged,
        base=-line.base,
        rate=line.rate,
        standard_rate=line.standard_rate,
        social_security=-line.social_security,
        mutual=-line.mutual,
        other_insurer=-line.other_insurer,
        out_of_pocket=-line.out_of_pocket,
        deduction=-line.deduction,
        deduction_kind=line.deduction_kind,
        kind=LineKind.CORRECTION,
        corrects_line_id=line.id,
        care_date=line.care_date,
    )
