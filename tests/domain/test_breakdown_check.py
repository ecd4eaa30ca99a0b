"""Lines whose figures contradict each other are refused, with the figures in the sentence."""

from dataclasses import astuple, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace.domain.breakdown import Line, Unbalanced, check, is_sound_care
from espace.domain.errors import InvalidInput
from espace.domain.labels import DeductionKind, LineKind
from espace.domain.typography import NBSP, french
from tests.domain.breakdown_lines import AMOUNTS, FRANCHISE, care, cares, correction_of, payments, recovered

FIGURES = {*AMOUNTS, "rate", "standard_rate"}
VISIT = care(3_000, 3_000, 7_000, 900, deduction=200)
RECOVERY = recovered(200)
CORRECTION = correction_of(VISIT)
TURNED_BACK = correction_of(RECOVERY)

REFUSED: dict[str, tuple[Line, dict[str, Any], str]] = {
    "sum": (VISIT, {"mutual": 800}, "La dépense (30,00 €) n’est pas la somme de ses parts (29,00 €)"),
    "sum of a correction": (CORRECTION, {"mutual": -1_000}, "somme de ses parts (−31,00 €)"),
    "sum of a recovery": (RECOVERY, {"out_of_pocket": 300}, "somme de ses parts (1,00 €)"),
    "share": (
        VISIT,
        {"social_security": 2_000, "out_of_pocket": 100},
        "La part de l’Assurance Maladie (20,00 €) devrait être de 19,00 € : 70 % de 30,00 €, moins 2,00 € de retenue.",
    ),
    "negative charge": (VISIT, {"charged": -3_000}, "Un soin n’a pas de montant négatif : dépense −30,00 €."),
    "negative base": (VISIT, {"base": -3_000}, "montant négatif : base −30,00 €."),
    "negative shares": (
        VISIT,
        {"mutual": -100, "other_insurer": -200},
        "montant négatif : mutuelle −1,00 €, autre mutuelle −2,00 €.",
    ),
    "negative deduction": (VISIT, {"deduction": -200}, "montant négatif : retenue −2,00 €."),
    "rate above 100 %": (VISIT, {"rate": 12_000}, "Un taux va de 0 % à 100 % : 120 % ne convient pas."),
    "standard rate above 100 %": (VISIT, {"standard_rate": 10_001}, "100,01 % ne convient pas."),
    "negative rate": (VISIT, {"rate": -150}, "−1,5 % ne convient pas."),
    "standard rate below the rate": (
        VISIT,
        {"standard_rate": 3_000},
        "Le taux du parcours de soins (30 %) ne peut pas être inférieur au taux appliqué (70 %).",
    ),
    "deduction of no kind": (
        VISIT,
        {"deduction_kind": DeductionKind.NONE},
        "La retenue de 2,00 € doit être une participation forfaitaire ou une franchise.",
    ),
    "recovery of nothing": (
        RECOVERY,
        {"deduction": 0, "social_security": 0, "out_of_pocket": 0},
        "Une retenue récupérée de 0,00 €",
    ),
    "recovery of another amount": (
        RECOVERY,
        {"social_security": -300, "out_of_pocket": 300},
        "doit avoir une part Assurance Maladie de −2,00 € (et non −3,00 €)",
    ),
    "recovery with care": (
        RECOVERY,
        {"charged": 100, "out_of_pocket": 300},
        "ni autre part : dépense 1,00 €",
    ),
    "recovery with a base": (RECOVERY, {"base": 100}, "base 1,00 €"),
    "recovery with a rate": (RECOVERY, {"rate": 7_000, "standard_rate": 7_000}, "sans taux"),
    "recovery paid by the mutual": (RECOVERY, {"mutual": 200, "out_of_pocket": 0}, "mutuelle 2,00 €"),
    "recovery paid by another": (RECOVERY, {"other_insurer": 200, "out_of_pocket": 0}, "autre mutuelle 2,00 €"),
    "correction that adds": (
        CORRECTION,
        {"charged": 3_000, "mutual": 900},
        "Une régularisation retire des montants, elle n’en ajoute pas : dépense 30,00 €, mutuelle 9,00 €.",
    ),
    "correction that adds a deduction": (CORRECTION, {"deduction": 200}, "n’en ajoute pas : retenue 2,00 €."),
    "correction that pays back with care": (TURNED_BACK, {"mutual": -100}, "Une retenue récupérée de 2,00 €"),
}


@pytest.mark.parametrize(("line", "changes", "reason"), REFUSED.values(), ids=REFUSED)
def test_line_that_contradicts_itself_is_refused_with_its_amounts(
    line: Line, changes: dict[str, Any], reason: str
) -> None:
    check(line)
    with pytest.raises(Unbalanced) as refusal:
        check(replace(line, **changes))
    sentence = refusal.value.sentence
    assert french(reason) in sentence
    assert sentence == french(sentence)
    assert sentence.endswith(".")
    assert isinstance(refusal.value, InvalidInput)


ACCEPTED = {
    "Alsace-Moselle": care(3_000, 3_000, 9_000, 300, deduction=200),
    "ALD": care(3_000, 3_000, 10_000, 0, deduction=200),
    "charged below the base": care(1_000, 3_000, 7_000, 0),
    "a deduction greater than the share": care(100, 100, 1_500, 85, deduction=100, deduction_kind=FRANCHISE),
    "a kind of deduction, yet nothing withheld": replace(care(3_000, 3_000, 7_000, 900), deduction_kind=FRANCHISE),
    "overpaid": care(3_000, 3_000, 7_000, 5_000),
    "a deduction paid back": TURNED_BACK,
    "money taken back alone": replace(
        CORRECTION, charged=0, base=0, social_security=0, deduction=0, mutual=-500, out_of_pocket=500
    ),
    "a correction of nothing": replace(
        CORRECTION, charged=0, base=0, social_security=0, deduction=0, mutual=0, out_of_pocket=0
    ),
}


@pytest.mark.parametrize("line", ACCEPTED.values(), ids=ACCEPTED)
def test_odd_line_that_adds_up_is_accepted(line: Line) -> None:
    check(line)


@settings(deadline=None)
@given(payments)
def test_any_line_built_on_the_invariant_is_accepted(lines: list[Line]) -> None:
    for line in lines:
        check(line)


@settings(deadline=None)
@given(
    cares(),
    st.sampled_from(("charged", "social_security", "mutual", "other_insurer", "out_of_pocket")),
    st.integers(-1_000, 1_000).filter(bool),
)
def test_one_amount_changed_is_always_noticed(line: Line, name: str, difference: int) -> None:
    with pytest.raises(Unbalanced):
        check(replace(line, **{name: getattr(line, name) + difference}))


@settings(deadline=None)
@given(cares())
def test_care_cannot_pass_for_another_kind_of_line(line: Line) -> None:
    if line.charged:
        with pytest.raises(Unbalanced):
            check(replace(line, kind=LineKind.RECOVERED_DEDUCTION))
        with pytest.raises(Unbalanced) as refusal:
            check(replace(line, kind=LineKind.CORRECTION))
        assert NBSP in refusal.value.sentence


def is_sound(line: Line) -> bool:
    return is_sound_care(*astuple(line)[:11])


@settings(deadline=None)
@given(cares())
def test_any_care_that_is_accepted_is_sound_at_first_sight(line: Line) -> None:
    assert is_sound(line)


@pytest.mark.parametrize(("line", "changes", "_reason"), REFUSED.values(), ids=REFUSED)
def test_no_line_that_is_refused_is_sound_at_first_sight(line: Line, changes: dict[str, Any], _reason: str) -> None:
    assert not is_sound(replace(line, **changes))


@settings(deadline=None)
@given(cares(), st.sampled_from(sorted(FIGURES)), st.integers(-12_000, 12_000))
def test_what_is_sound_at_first_sight_is_what_is_accepted(line: Line, name: str, figure: int) -> None:
    changed = replace(line, **{name: figure})
    try:
        check(changed)
    except Unbalanced:
        assert not is_sound(changed)
    else:
        assert is_sound(changed)
