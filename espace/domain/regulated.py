"""Amounts fixed by law, by date: tables with the day they take effect and the text that says so.

Every amount is in integer cents. A day before a table's first entry is refused rather than guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from espace.domain.errors import InvalidInput
from espace.domain.formats import long_day
from espace.domain.labels import CareKind, DeductionKind, Labelled

ADULT_AGE = 18


class UnknownAmount(InvalidInput):
    """The regulated amount is not known for that day or year; the sentence says from when it is."""


class FranchiseKind(Labelled):
    """What a franchise médicale is counted by (Code de la sécurité sociale, L160-13 III)."""

    MEDICINE = "medicine", "par boîte"
    PARAMEDICAL = "paramedical", "par acte"
    TRANSPORT = "transport", "par trajet"


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount in cents, the day it takes effect, and its legal source."""

    since: date
    cents: int
    source: str


DAILY_HOSPITAL_CHARGE = (
    Entry(date(2010, 1, 1), 1_800, "CSS L174-4, arrêté du 23 décembre 2009"),
    Entry(date(2018, 1, 1), 2_000, "CSS L174-4, arrêté du 21 décembre 2017, repris par un arrêté de juin 2019"),
    Entry(date(2026, 3, 1), 2_300, "CSS L174-4, arrêté publié au Journal officiel du 28 février 2026"),
)
DAILY_PSYCHIATRY_CHARGE = (
    Entry(date(2010, 1, 1), 1_350, "CSS L174-4 et R174-5-1, arrêté du 23 décembre 2009"),
    Entry(date(2018, 1, 1), 1_500, "CSS L174-4, arrêté du 21 décembre 2017, repris par un arrêté de juin 2019"),
    Entry(date(2026, 3, 1), 1_700, "CSS L174-4, arrêté publié au Journal officiel du 28 février 2026"),
)
PARTICIPATION = (
    Entry(date(2005, 1, 1), 100, "CSS L160-13 II (ancien L322-2 II), loi 2004-810 du 13 août 2004"),
    Entry(date(2024, 5, 15), 200, "CSS L160-13 II, décret 2024-113 du 16 février 2024, décision UNCAM du 21 mars 2024"),
)
# Of 2026 the press of the time told the day (22 April, once the decree was out; its drafts said 1 April).
HEAVY_ACT = (
    Entry(date(2019, 1, 1), 2_400, "CSS R160-16, décret publié au Journal officiel du 28 décembre 2018"),
    Entry(date(2026, 4, 22), 3_200, "CSS R160-16, décret de 2026 relevant la participation de l’assuré"),
)
_FRANCHISE_2008 = "CSS L160-13 III (ancien L322-2 III), décret 2007-1937 du 26 décembre 2007"
_FRANCHISE_2024 = "CSS L160-13 III, décret 2024-114 du 16 février 2024"
FRANCHISE = {
    FranchiseKind.MEDICINE: (
        Entry(date(2008, 1, 1), 50, _FRANCHISE_2008),
        Entry(date(2024, 3, 31), 100, _FRANCHISE_2024),
    ),
    FranchiseKind.PARAMEDICAL: (
        Entry(date(2008, 1, 1), 50, _FRANCHISE_2008),
        Entry(date(2024, 3, 31), 100, _FRANCHISE_2024),
    ),
    FranchiseKind.TRANSPORT: (
        Entry(date(2008, 1, 1), 200, _FRANCHISE_2008),
        Entry(date(2024, 3, 31), 400, _FRANCHISE_2024),
    ),
}
ANNUAL_CAP = {
    DeductionKind.PARTICIPATION: (Entry(date(2005, 1, 1), 5_000, "CSS L160-13 II, plafond par année civile"),),
    DeductionKind.FRANCHISE: (Entry(date(2008, 1, 1), 5_000, _FRANCHISE_2008),),
}
# The ceiling holds for one calendar year: there is no entry for a year whose arrêté is not out.
MONTHLY_CEILING = {
    2018: Entry(date(2018, 1, 1), 331_100, "CSS D242-17, arrêté du 5 décembre 2017"),
    2019: Entry(date(2019, 1, 1), 337_700, "CSS D242-17, arrêté du 11 décembre 2018"),
    2020: Entry(date(2020, 1, 1), 342_800, "CSS D242-17, arrêté du 2 décembre 2019"),
    2021: Entry(date(2021, 1, 1), 342_800, "CSS D242-17, arrêté du 22 décembre 2020"),
    2022: Entry(date(2022, 1, 1), 342_800, "CSS D242-17, arrêté du 15 décembre 2021"),
    2023: Entry(date(2023, 1, 1), 366_600, "CSS D242-17, arrêté du 9 décembre 2022"),
    2024: Entry(date(2024, 1, 1), 386_400, "CSS D242-17, arrêté du 19 décembre 2023"),
    2025: Entry(date(2025, 1, 1), 392_500, "CSS D242-17, arrêté du 19 décembre 2024"),
    2026: Entry(date(2026, 1, 1), 400_500, "CSS D242-17, arrêté du 22 décembre 2025"),
}
_FRANCHISE_OF_CARE = {
    CareKind.PHARMACY: FranchiseKind.MEDICINE,
    CareKind.PHYSIOTHERAPY: FranchiseKind.PARAMEDICAL,
    CareKind.SPEECH_THERAPY: FranchiseKind.PARAMEDICAL,
    CareKind.NURSING: FranchiseKind.PARAMEDICAL,
    CareKind.TRANSPORT: FranchiseKind.TRANSPORT,
}


def daily_hospital_charge(day: date, *, psychiatry: bool = False) -> int:
    """Return the forfait journalier hospitalier of a day, in cents, in a psychiatric ward or any other.

    Raises:
        UnknownAmount: before 2010-01-01.
    """
    table = DAILY_PSYCHIATRY_CHARGE if psychiatry else DAILY_HOSPITAL_CHARGE
    return _amount_on("du forfait journalier hospitalier", table, day)


def participation(day: date, birth_date: date | None = None) -> int:
    """Return the participation forfaitaire of one act on a day of care, in cents.

    It is 0 for a minor (see `exempt`). Without a birth date, the amount is an adult's.

    Raises:
        UnknownAmount: before 2005-01-01.
    """
    cents = _amount_on("de la participation forfaitaire", PARTICIPATION, day)
    return 0 if exempt(day, birth_date) else cents


def heavy_act_participation(day: date) -> int:
    """Return the participation pour acte lourd of a day of care, in cents: what is owed for an act of 120 € or more.

    Raises:
        UnknownAmount: before 2019-01-01.
    """
    return _amount_on("de la participation pour acte lourd", HEAVY_ACT, day)


def franchise(kind: FranchiseKind, day: date, birth_date: date | None = None) -> int:
    """Return the franchise médicale of one box, act or journey on a day of care, in cents.

    It is 0 for a minor (see `exempt`). Without a birth date, the amount is an adult's.

    Raises:
        UnknownAmount: before 2008-01-01.
    """
    cents = _amount_on("de la franchise médicale", FRANCHISE[kind], day)
    return 0 if exempt(day, birth_date) else cents


def franchise_kind(care_kind: CareKind | None) -> FranchiseKind | None:
    """Return what the franchise of a kind of care is counted by, `None` for care that bears none."""
    return _FRANCHISE_OF_CARE.get(care_kind) if care_kind else None


def annual_cap(kind: DeductionKind, day: date) -> int:
    """Return the most that may be withheld for one person in the calendar year of a payment, in cents.

    Participations and franchises have a cap each; amounts count in the year the care is reimbursed.

    Raises:
        UnknownAmount: before the deduction existed.
        KeyError: for `DeductionKind.NONE`, which nothing caps.
    """
    return _amount_on("du plafond annuel des retenues", ANNUAL_CAP[kind], day)


def exempt(day: date, birth_date: date | None) -> bool:
    """Tell whether a person owes neither participation nor franchise on a day, because of age.

    The law exempts minors (CSS L160-15), and its decrees count in whole years: whoever is not yet
    18 on 1 January owes nothing that year (CSS R160-20; décret 2007-1937, D322-8). An unknown birth
    date exempts nobody.
    """
    if birth_date is None:
        return False
    # Born on 1 January, one has reached 18 that very day.
    return (birth_date.year + ADULT_AGE, birth_date.month, birth_date.day) > (day.year, 1, 1)


def monthly_ceiling(year: int) -> int:
    """Return the plafond mensuel de la sécurité sociale (PMSS) of a year, in cents.

    Raises:
        UnknownAmount: for a year whose ceiling is not in the table.
    """
    if year not in MONTHLY_CEILING:
        raise UnknownAmount(
            f"Le plafond mensuel de la sécurité sociale est connu de {min(MONTHLY_CEILING)} à {max(MONTHLY_CEILING)}, "
            f"pas pour {year}."
        )
    return MONTHLY_CEILING[year].cents


def _amount_on(what: str, table: Sequence[Entry], day: date) -> int:
    in_force = [entry.cents for entry in table if entry.since <= day]
    if not in_force:
        raise UnknownAmount(f"Le montant {what} n’est pas connu avant le {long_day(table[0].since)}.")
    return in_force[-1]
