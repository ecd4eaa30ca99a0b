"""What a row of a coverage table (tableau des prestations) pays: in cents for one care, and in plain French.

A level counts the Assurance Maladie's share in, comes on top of it, or stands alone (`SocialSecurityPart`). Nothing
here makes up for the participation forfaitaire and the franchises: a responsible contract may not pay them
(Code de la sécurité sociale, L871-1).
"""

from dataclasses import dataclass

from espace.domain import formats, regulated
from espace.domain.labels import CoverageUnit, SocialSecurityPart
from espace.domain.money import share_of

# What a responsible contract may bring reimbursement to, Assurance Maladie included (CSS R871-2), in cents.
FRAME_CAP = 100_00  # the frame of glasses outside the 100 % Santé basket
HEARING_CAP = 1_700_00  # one hearing aid
_UNITS_IN_EUROS = {
    CoverageUnit.EURO: "",
    CoverageUnit.EURO_PER_YEAR: " par an",
    CoverageUnit.EURO_PER_NIGHT: " par nuit",
}
_PARTS = {
    SocialSecurityPart.INCLUDED: "Assurance Maladie comprise",
    SocialSecurityPart.ON_TOP: "En plus de l’Assurance Maladie",
    SocialSecurityPart.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How much a row pays: `value` in basis points or cents by its unit, None where the unit says everything."""

    unit: CoverageUnit
    value: int | None
    part: SocialSecurityPart


@dataclass(frozen=True, slots=True)
class Words:
    """A level in plain French; `note` says how it goes with the Assurance Maladie, or is empty."""

    text: str
    note: str


def mutual_share(level: Level, *, charged: int, base: int, owed: int, units: int = 1, ceiling: int = 0) -> int:
    """Return in cents what the level pays on top of the Assurance Maladie, never more than what is left.

    Args:
        level: of the row that the care falls under.
        charged: what the care costs, or the most that the contract may bring reimbursement to.
        base: the Assurance Maladie's reference tariff (base de remboursement, BR).
        owed: the Assurance Maladie's share inside the care pathway, before any deduction.
        units: nights, ears or sessions that an amount in euros is paid for.
        ceiling: the PMSS of the year, which only levels in % PMSS need.
    """
    limit = _limit(level, charged, base, ceiling) * (units if level.unit in _UNITS_IN_EUROS else 1)
    if level.part is SocialSecurityPart.ON_TOP:
        limit += owed
    return max(0, min(limit, charged) - owed)


def _limit(level: Level, charged: int, base: int, ceiling: int) -> int:
    if level.unit is CoverageUnit.COPAYMENT:
        return base
    if level.value is None:  # frais réels
        return charged
    if level.unit is CoverageUnit.PERCENT_BASE:
        return share_of(base, level.value)
    if level.unit is CoverageUnit.PERCENT_PMSS:
        return share_of(ceiling, level.value)
    return level.value


def in_words(level: Level, year: int) -> Words:
    """Write a level as a member reads it: `170 % de la base`, `60,00 € par nuit`.

    A level in % PMSS says its amount in euros, where the ceiling of the year is known. Rates of the base and frais
    réels count the Assurance Maladie in unless the note says otherwise: whoever shows them says so once.
    """
    note = _PARTS[level.part]
    if level.unit is CoverageUnit.COPAYMENT:
        return Words("Ticket modérateur", "La part de la base que l’Assurance Maladie ne rembourse pas")
    if level.value is None:
        return Words("Frais réels", _note_beside_a_rate(level))
    if level.unit is CoverageUnit.PERCENT_BASE:
        return Words(f"{formats.rate(level.value)} de la base", _note_beside_a_rate(level))
    if level.unit is CoverageUnit.PERCENT_PMSS:
        return Words(f"{formats.rate(level.value)} du PMSS{_in_euros(level.value, year)}", note)
    return Words(formats.amount(level.value) + _UNITS_IN_EUROS[level.unit], note)


def _note_beside_a_rate(level: Level) -> str:
    return "" if level.part is SocialSecurityPart.INCLUDED else _PARTS[level.part]


def _in_euros(rate: int, year: int) -> str:
    try:
        ceiling = regulated.monthly_ceiling(year)
    except regulated.UnknownAmount:
        return ""
    return f", soit {formats.amount(share_of(ceiling, rate))} en {year}"
