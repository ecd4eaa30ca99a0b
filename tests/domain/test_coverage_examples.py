from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.coverage import FRAME_CAP, HEARING_CAP, Level
from espace.domain.coverage_examples import CARES, Care, Example, examples, reimbursed
from espace.domain.guarantees import Guarantee
from espace.domain.labels import CoverageUnit as Unit
from espace.domain.labels import Heading
from espace.domain.labels import SocialSecurityPart as Part

TODAY = date(2026, 11, 23)
EVERYTHING = Level(Unit.ACTUAL_COST, None, Part.INCLUDED)
WITH_A_VALUE = [unit for unit in Unit if unit not in (Unit.ACTUAL_COST, Unit.COPAYMENT)]
LEVELS = st.one_of(
    st.builds(Level, st.sampled_from([Unit.ACTUAL_COST, Unit.COPAYMENT]), st.none(), st.sampled_from(Part)),
    st.builds(Level, st.sampled_from(WITH_A_VALUE), st.integers(0, 500_000), st.sampled_from(Part)),
)


def _one(guarantee: Guarantee, level: Level, *, responsible: bool = True, day: date = TODAY) -> Example:
    return examples(guarantee, level, day, responsible=responsible)[-1]


def _percent(percent: int) -> Level:
    return Level(Unit.PERCENT_BASE, percent * 100, Part.INCLUDED)


@pytest.mark.parametrize(
    ("guarantee", "level", "shares"),
    [
        (Guarantee.DAILY_CHARGE, EVERYTHING, (23_00, 0, 23_00, 0)),
        (Guarantee.HOSPITAL_OPTAM, _percent(170), (355_00, 239_70, 115_30, 0)),
        (Guarantee.HOSPITAL_OTHER, _percent(100), (431_00, 239_70, 32_00, 159_30)),
        (Guarantee.PRIVATE_ROOM, Level(Unit.EURO_PER_NIGHT, 60_00, Part.NONE), (75_00, 0, 60_00, 15_00)),
        (Guarantee.OPTAM_DOCTOR, _percent(170), (55_00, 20_05, 31_50, 3_45)),  # the design's own example
        (Guarantee.OTHER_DOCTOR, _percent(150), (70_00, 14_10, 18_40, 37_50)),
        (Guarantee.DENTAL_CARE, _percent(100), (28_92, 17_35, 11_57, 0)),
        (Guarantee.FULL_DENTAL, EVERYTHING, (500_00, 72_00, 428_00, 0)),
        (Guarantee.CROWN, _percent(300), (500_00, 72_00, 288_00, 140_00)),  # the design's
        (Guarantee.FULL_GLASSES, EVERYTHING, (125_00, 22_50, 102_50, 0)),
        (Guarantee.GLASSES, Level(Unit.EURO, 350_00, Part.ON_TOP), (389_00, 9, 350_00, 38_91)),  # the design's
        (Guarantee.FULL_HEARING, EVERYTHING, (950_00, 240_00, 710_00, 0)),
        (Guarantee.HEARING, Level(Unit.EURO, 1_200_00, Part.INCLUDED), (1_476_00, 240_00, 960_00, 276_00)),
        (Guarantee.OSTEOPATHY, Level(Unit.EURO, 35_00, Part.NONE), (55_00, 0, 35_00, 20_00)),
    ],
)
def test_an_example_says_who_pays_what(guarantee: Guarantee, level: Level, shares: tuple[int, int, int, int]) -> None:
    found = _one(guarantee, level)

    assert (found.charged, found.social_security, found.mutual, found.out_of_pocket) == shares


def test_a_consultation_of_a_general_practitioner_leaves_what_the_law_leaves() -> None:
    gp, specialist = examples(Guarantee.OPTAM_DOCTOR, _percent(100), TODAY, responsible=True)

    assert (gp.care.short, gp.social_security, gp.mutual, gp.out_of_pocket) == ("Généraliste", 19_00, 9_00, 2_00)
    assert specialist.care.short == "Spécialiste"


@given(st.sampled_from(CARES), LEVELS, st.booleans())
def test_the_shares_add_up_and_none_is_negative_or_above_the_charge(
    care: Care, level: Level, responsible: bool
) -> None:
    found = reimbursed(care, level, TODAY, responsible=responsible)

    shares = (found.social_security, found.mutual, found.out_of_pocket)
    assert sum(shares) == found.charged
    assert all(0 <= share <= found.charged for share in shares)


@given(st.sampled_from([care for care in CARES if care.has_participation]), LEVELS)
def test_the_participation_stays_with_the_patient_whatever_the_level(care: Care, level: Level) -> None:
    assert reimbursed(care, level, TODAY, responsible=True).out_of_pocket >= 2_00


@given(LEVELS)
def test_a_responsible_contract_keeps_within_the_laws_limits(level: Level) -> None:
    glasses = _one(Guarantee.GLASSES, level)
    hearing = _one(Guarantee.HEARING, level)
    free_fees = _one(Guarantee.OTHER_DOCTOR, level)

    assert glasses.out_of_pocket >= 130_00 - FRAME_CAP  # the frame of the example costs 130 €
    assert hearing.social_security + hearing.mutual <= HEARING_CAP
    assert free_fees.social_security + free_fees.mutual <= 2 * free_fees.care.base


def test_a_contract_that_is_not_responsible_has_no_such_limit() -> None:
    assert _one(Guarantee.GLASSES, EVERYTHING, responsible=True).out_of_pocket == 30_00
    assert _one(Guarantee.GLASSES, EVERYTHING, responsible=False).out_of_pocket == 0


@pytest.mark.parametrize("guarantee", [None, Guarantee.STAY, Guarantee.SPA, Guarantee.HELPLINE])
def test_a_row_whose_care_has_no_example_gets_none(guarantee: Guarantee | None) -> None:
    assert examples(guarantee, EVERYTHING, TODAY, responsible=True) == ()


def test_no_example_is_given_before_its_tariffs_or_with_an_unknown_ceiling() -> None:
    in_pmss = Level(Unit.PERCENT_PMSS, 2_000, Part.INCLUDED)

    assert len(examples(Guarantee.OPTAM_DOCTOR, EVERYTHING, date(2023, 10, 31), responsible=True)) == 0
    assert len(examples(Guarantee.OPTAM_DOCTOR, EVERYTHING, date(2023, 11, 1), responsible=True)) == 1
    assert examples(Guarantee.HEARING, in_pmss, date(2031, 1, 1), responsible=True) == ()
    assert _one(Guarantee.HEARING, in_pmss).mutual == 801_00 - 240_00


def test_the_daily_hospital_charge_is_that_of_the_day() -> None:
    assert _one(Guarantee.DAILY_CHARGE, EVERYTHING, day=date(2026, 2, 28)).charged == 20_00
    assert _one(Guarantee.DAILY_CHARGE, EVERYTHING, day=date(2026, 3, 1)).charged == 23_00


def test_the_participation_for_a_heavy_act_is_that_of_the_day_and_the_mutual_pays_it() -> None:
    before, after = (_one(Guarantee.HOSPITAL_OTHER, _percent(100), day=date(2026, 4, day)) for day in (21, 22))
    assert (before.mutual, after.mutual) == (24_00, 32_00)
    assert before.out_of_pocket == after.out_of_pocket


def test_every_harmonised_heading_has_an_example_and_every_tariff_its_source() -> None:
    harmonised = {Heading.HOSPITAL, Heading.ROUTINE, Heading.DENTAL, Heading.OPTICAL, Heading.HEARING}

    assert harmonised <= {care.heading for care in CARES}
    assert all(care.source for care in CARES)
    assert len({care.name for care in CARES}) == len(CARES)
