import pytest

from espace.domain.coverage import Level, Words, in_words, mutual_share
from espace.domain.labels import CoverageUnit as Unit
from espace.domain.labels import SocialSecurityPart as Part

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("level", "text", "note"),
    [
        (Level(Unit.PERCENT_BASE, 17_000, Part.INCLUDED), "170 % de la base", ""),
        (Level(Unit.PERCENT_BASE, 7_050, Part.ON_TOP), "70,5 % de la base", "En plus de l’Assurance Maladie"),
        (
            Level(Unit.COPAYMENT, None, Part.INCLUDED),
            "Ticket modérateur",
            "La part de la base que l’Assurance Maladie ne rembourse pas",
        ),
        (Level(Unit.ACTUAL_COST, None, Part.NONE), "Frais réels", ""),
        (Level(Unit.ACTUAL_COST, None, Part.ON_TOP), "Frais réels", "En plus de l’Assurance Maladie"),
        (Level(Unit.EURO, 1_200_00, Part.INCLUDED), "1 200,00 €", "Assurance Maladie comprise"),
        (Level(Unit.EURO, 350_00, Part.ON_TOP), "350,00 €", "En plus de l’Assurance Maladie"),
        (Level(Unit.EURO_PER_YEAR, 1_150_00, Part.NONE), "1 150,00 € par an", ""),
        (Level(Unit.EURO_PER_NIGHT, 60_00, Part.NONE), "60,00 € par nuit", ""),
        (
            Level(Unit.PERCENT_PMSS, 500, Part.ON_TOP),
            "5 % du PMSS, soit 200,25 € en 2026",
            "En plus de l’Assurance Maladie",
        ),
    ],
)
def test_a_level_is_told_in_plain_french(level: Level, text: str, note: str) -> None:
    words = in_words(level, 2026)

    assert (words.text.replace(NBSP, " "), words.note) == (text, note)


def test_a_ceiling_that_is_not_known_yet_is_not_invented() -> None:
    assert in_words(Level(Unit.PERCENT_PMSS, 500, Part.NONE), 2031) == Words(f"5{NBSP}% du PMSS", "")


@pytest.mark.parametrize(
    ("level", "paid"),
    [
        # A care at 100 € with a base of 60 €, of which the Assurance Maladie owes 42 €.
        (Level(Unit.PERCENT_BASE, 10_000, Part.INCLUDED), 18_00),
        (Level(Unit.PERCENT_BASE, 15_000, Part.INCLUDED), 48_00),
        (Level(Unit.PERCENT_BASE, 50_000, Part.INCLUDED), 58_00),
        (Level(Unit.PERCENT_BASE, 5_000, Part.ON_TOP), 30_00),
        (Level(Unit.PERCENT_BASE, 5_000, Part.INCLUDED), 0),
        (Level(Unit.COPAYMENT, None, Part.INCLUDED), 18_00),
        (Level(Unit.ACTUAL_COST, None, Part.INCLUDED), 58_00),
        (Level(Unit.EURO, 50_00, Part.INCLUDED), 8_00),
        (Level(Unit.EURO, 50_00, Part.ON_TOP), 50_00),
        (Level(Unit.EURO_PER_YEAR, 80_00, Part.ON_TOP), 58_00),
        (Level(Unit.PERCENT_PMSS, 100, Part.ON_TOP), 40_05),
    ],
)
def test_a_level_pays_on_top_of_the_assurance_maladie_and_never_more_than_is_left(level: Level, paid: int) -> None:
    assert mutual_share(level, charged=100_00, base=60_00, owed=42_00, ceiling=4_005_00) == paid


def test_an_amount_is_paid_for_each_night_a_percentage_only_once() -> None:
    nights = Level(Unit.EURO_PER_NIGHT, 60_00, Part.NONE)
    percent = Level(Unit.PERCENT_BASE, 10_000, Part.INCLUDED)

    assert mutual_share(nights, charged=225_00, base=0, owed=0, units=3) == 180_00
    assert mutual_share(percent, charged=100_00, base=30_00, owed=21_00, units=3) == 9_00
