import pytest

from espace.demo.plans import PLANS, coverage, mutual_share, times_a_year
from espace.domain.guarantees import Guarantee
from espace.domain.labels import CoverageUnit, Heading

HARMONISED = [Heading.HOSPITAL, Heading.ROUTINE, Heading.DENTAL, Heading.OPTICAL, Heading.HEARING]


@pytest.mark.parametrize("plan", PLANS)
def test_a_formulas_table_follows_the_harmonised_headings(plan: str) -> None:
    rows = [row for row, _ in coverage(plan)]

    assert list(dict.fromkeys(row.heading for row in rows))[:5] == HARMONISED
    assert {row.heading for row in rows if row.full_cover} == {Heading.DENTAL, Heading.OPTICAL, Heading.HEARING}
    assert {Heading.PREVENTION, Heading.ASSISTANCE} < {row.heading for row in rows}


@pytest.mark.parametrize("plan", PLANS)
def test_a_level_is_told_exactly_where_its_unit_needs_one(plan: str) -> None:
    for row, level in coverage(plan):
        alone = row.unit in (CoverageUnit.ACTUAL_COST, CoverageUnit.COPAYMENT)
        assert (level is None) is alone


def test_a_better_formula_never_pays_less() -> None:
    for guarantee in Guarantee:
        shares = [mutual_share(plan, guarantee, charged=900_00, base=120_00, owed=72_00) for plan in PLANS]
        assert shares == sorted(shares)


@pytest.mark.parametrize("plan", PLANS)
def test_a_responsible_contract_keeps_within_the_laws_limits(plan: str) -> None:
    levels = {row.guarantee: level or 0 for row, level in coverage(plan)}

    assert levels[Guarantee.HEARING] <= 1_700_00
    assert levels[Guarantee.GLASSES] <= 420_00
    assert levels[Guarantee.OTHER_DOCTOR] <= min(20_000, levels[Guarantee.OPTAM_DOCTOR])


@pytest.mark.parametrize(
    ("guarantee", "charged", "base", "owed", "units", "left"),
    [
        # The examples that contrat.html gives for Horizon 3, before any deduction.
        (Guarantee.OPTAM_DOCTOR, 55_00, 31_50, 22_05, 1, 1_45),
        (Guarantee.OTHER_DOCTOR, 70_00, 31_50, 22_05, 1, 22_75),
        (Guarantee.LABORATORY, 37_80, 37_80, 22_68, 1, 0),
        (Guarantee.DAILY_CHARGE, 23_00, 0, 0, 1, 0),
        (Guarantee.PRIVATE_ROOM, 75_00, 0, 0, 1, 15_00),
        (Guarantee.PRIVATE_ROOM, 225_00, 0, 0, 3, 45_00),
        (Guarantee.FULL_GLASSES, 95_00, 28_50, 17_10, 1, 0),
        (Guarantee.GLASSES, 389_00, 15, 9, 1, 38_91),
        (Guarantee.DENTAL_CARE, 28_92, 28_92, 17_35, 1, 0),
        (Guarantee.CROWN, 500_00, 120_00, 72_00, 1, 140_00),
        (Guarantee.OSTEOPATHY, 55_00, 0, 0, 1, 20_00),
        (Guarantee.TRANSPORT, 38_40, 38_40, 21_12, 1, 0),
        (None, 24_00, 0, 0, 1, 24_00),
    ],
)
def test_horizon_3_leaves_what_the_mockups_say(
    guarantee: Guarantee | None, charged: int, base: int, owed: int, units: int, left: int
) -> None:
    share = mutual_share("H3", guarantee, charged=charged, base=base, owed=owed, units=units)

    assert charged - owed - share == left


def test_a_guarantee_that_the_formula_lacks_pays_nothing() -> None:
    assert mutual_share("H1", Guarantee.OSTEOPATHY, charged=60_00, base=0, owed=0) == 0
    assert times_a_year(Guarantee.OSTEOPATHY) == 4
    assert times_a_year(None) == 0
