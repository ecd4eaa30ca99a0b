"""Who paid what: the worked cases of the domain, then any line at all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace.domain.breakdown import Breakdown, Line, break_down, check
from espace.domain.labels import LineKind
from espace.domain.money import share_of
from tests.domain.breakdown_lines import (
    FRANCHISE,
    care,
    cares,
    correction_of,
    corrections,
    payments,
    recovered,
    recoveries,
)

anything = settings(deadline=None)

CASES = {
    "GP, contract at 100 %": (care(3_000, 3_000, 7_000, 900, deduction=200), {"participation": 200}),
    "outside the care pathway": (
        care(3_000, 3_000, 3_000, 900, standard_rate=7_000, deduction=200),
        {"participation": 200, "off_pathway": 1_200},
    ),
    "one box of medicine": (care(209, 209, 6_500, 73, deduction=100, deduction_kind=FRANCHISE), {"franchise": 100}),
    "specialist in sector 2": (
        care(6_000, 2_300, 7_000, 690, deduction=200),
        {"participation": 200, "excess_fee": 3_700},
    ),
    "the design's dermatologist": (
        care(5_500, 3_150, 7_000, 3_150, deduction=200),
        {"participation": 200, "excess_fee": 145},
    ),
    "a child, fully reimbursed": (care(2_626, 2_626, 6_000, 1_050), {}),
    "no cover beyond the Assurance Maladie": (
        care(5_000, 3_000, 7_000, 0, deduction=200),
        {"participation": 200, "copayment": 900, "excess_fee": 2_000},
    ),
    "copayment covered in part": (care(3_000, 3_000, 7_000, 400), {"copayment": 500}),
    "copayment covered before the excess": (care(5_000, 3_000, 7_000, 1_000), {"excess_fee": 1_900}),
    "osteopath, flat rate": (care(6_000, 0, 0, 4_000), {"not_covered": 2_000}),
    "not reimbursable at all": (care(1_250, 0, 0, 0), {"not_covered": 1_250}),
    "share smaller than the deduction": (
        care(100, 100, 1_500, 85, deduction=100, deduction_kind=FRANCHISE),
        {"franchise": 15},
    ),
    "Alsace-Moselle at 90 %": (care(3_000, 3_000, 9_000, 300, deduction=200), {"participation": 200}),
    "ALD at 100 %": (care(3_000, 3_000, 10_000, 0, deduction=200), {"participation": 200}),
    "ALD at 100 % with an excess": (
        care(4_000, 3_000, 10_000, 0, deduction=200),
        {"participation": 200, "excess_fee": 1_000},
    ),
    "two mutuals": (
        care(6_000, 2_300, 7_000, 690, other_insurer=2_000, deduction=200),
        {"participation": 200, "excess_fee": 1_700},
    ),
    "a non-responsible contract covers the pathway increase": (
        care(3_000, 3_000, 3_000, 1_700, standard_rate=7_000, deduction=200),
        {"participation": 200, "off_pathway": 400},
    ),
    "then the deduction": (
        care(3_000, 3_000, 3_000, 2_150, standard_rate=7_000, deduction=200),
        {"participation": 150},
    ),
    "then it is paid twice": (care(3_000, 3_000, 7_000, 1_600, deduction=200), {"overpaid": -500}),
    "charged below the base": (care(2_500, 3_000, 7_000, 300, deduction=200), {"participation": 200, "copayment": 100}),
    "charged below the share": (care(1_000, 3_000, 7_000, 0), {"overpaid": -1_100}),
    "charged nothing": (care(0, 0, 0, 500), {"overpaid": -500}),
    "recovered participation": (recovered(200), {"participation": 200}),
    "recovered franchises": (recovered(300, FRANCHISE), {"franchise": 300}),
}


@pytest.mark.parametrize(("line", "parts"), CASES.values(), ids=CASES)
def test_worked_case_is_split_into_its_parts(line: Line, parts: dict[str, int]) -> None:
    check(line)
    whole = break_down([line])
    assert {name: cents for name, cents in whole.parts.items() if cents} == parts
    assert sum(parts.values()) == line.out_of_pocket


def test_payment_of_the_design_adds_up_to_its_totals() -> None:
    lines = [CASES[name][0] for name in ("GP, contract at 100 %", "the design's dermatologist")]
    lines.append(CASES["a child, fully reimbursed"][0])
    assert break_down(lines) == Breakdown(
        charged=11_126,
        base=8_776,
        social_security=5_481,
        mutual=5_100,
        out_of_pocket=545,
        participation=400,
        excess_fee=145,
    )


def test_no_line_breaks_down_to_nothing() -> None:
    assert break_down([]) == Breakdown()


def test_correction_that_only_takes_back_money_counts_it_as_taken_back() -> None:
    line = Line(0, 0, 0, 0, social_security=0, mutual=-500, out_of_pocket=500, kind=LineKind.CORRECTION)
    check(line)
    assert break_down([line]).overpaid == 500


def test_amount_that_no_rule_accounts_for_is_not_covered() -> None:
    # The correction cancels the expense and forgets the Assurance Maladie's share.
    line = Line(-3_000, -3_000, 7_000, 7_000, social_security=0, mutual=-900, out_of_pocket=-2_100)
    line = replace(line, kind=LineKind.CORRECTION)
    check(line)
    assert break_down([line]).parts == Breakdown(copayment=-900, not_covered=-1_200).parts


@anything
@given(cares())
def test_parts_of_any_care_add_up_and_only_overpaid_is_negative(line: Line) -> None:
    check(line)
    parts = break_down([line]).parts
    assert sum(parts.values()) == line.out_of_pocket
    assert parts.pop("overpaid") == min(0, line.out_of_pocket)
    assert all(cents >= 0 for cents in parts.values())


@anything
@given(cares())
def test_no_part_of_care_exceeds_what_the_rules_put_in_it(line: Line) -> None:
    parts = break_down([line])
    full, standard = share_of(line.base, line.rate), share_of(line.base, line.standard_rate)
    assert parts.copayment <= line.base - standard
    assert parts.off_pathway <= standard - full
    assert parts.participation + parts.franchise <= full - line.social_security
    assert parts.excess_fee + parts.not_covered <= max(0, line.charged - line.base)
    assert not (parts.excess_fee if line.base == 0 else parts.not_covered)


@anything
@given(cares())
def test_insurers_cover_the_copayment_before_what_the_law_leaves_to_the_patient(line: Line) -> None:
    parts = break_down([line])
    if parts.copayment:
        full, standard = share_of(line.base, line.rate), share_of(line.base, line.standard_rate)
        assert parts.off_pathway == standard - full
        assert parts.participation + parts.franchise == full - line.social_security
        assert parts.excess_fee + parts.not_covered == max(0, line.charged - line.base)


@anything
@given(st.one_of(cares(), recoveries))
def test_line_and_its_full_correction_make_zero_in_every_part(line: Line) -> None:
    correction = correction_of(line)
    check(correction)
    assert break_down([line, correction]) == Breakdown()
    assert break_down([correction]) == -break_down([line])


@anything
@given(corrections)
def test_parts_of_any_correction_add_up(line: Line) -> None:
    check(line)
    assert sum(break_down([line]).parts.values()) == line.out_of_pocket


@anything
@given(payments, st.randoms(use_true_random=False))
def test_parts_of_any_payment_add_up_in_any_order(lines: list[Line], random: object) -> None:
    whole = break_down(lines)
    assert sum(whole.parts.values()) == whole.out_of_pocket == sum(line.out_of_pocket for line in lines)
    assert whole.charged == whole.social_security + whole.mutual + whole.other_insurer + whole.out_of_pocket
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert break_down(shuffled) == whole == break_down(lines[:2]) + break_down(lines[2:])
