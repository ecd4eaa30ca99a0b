from datetime import date

import pytest

from espace.domain.labels import CareKind
from espace.domain.search_words import found_words, nothing_words, period_words
from espace.domain.searches import Search

YEAR = Search(date(2025, 11, 23), date(2026, 11, 23), months=12)
QUARTER = Search(date(2026, 8, 23), date(2026, 11, 23))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_period_says_its_days_and_its_people() -> None:
    assert _plain(period_words(QUARTER, "Noé")) == "Du 23 août au 23 novembre 2026, pour Noé"
    assert _plain(period_words(QUARTER, "")) == "Du 23 août au 23 novembre 2026"


def test_days_of_care_are_told_as_such() -> None:
    wanted = Search(date(2026, 8, 23), date(2026, 11, 23), by_care_date=True)

    assert _plain(period_words(wanted, "")) == "Soins du 23 août au 23 novembre 2026"
    assert _plain(nothing_words(wanted, "")).startswith("Nous n’avons rien trouvé pour des soins du 23 août au")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (YEAR, "8 paiements, 684,12 € versés"),
        (Search(YEAR.first, YEAR.last, person="k"), "21 prestations dans 8 paiements, 684,12 € versés"),
    ],
)
def test_what_was_found_is_counted_and_added_up(wanted: Search, words: str) -> None:
    assert _plain(found_words(wanted, 8, 21, 68412)) == words


def test_nothing_found_repeats_what_was_looked_for_and_what_to_try() -> None:
    wanted = Search(
        QUARTER.first,
        QUARTER.last,
        person="k",
        care_kind=CareKind.OPTICAL,
        practitioner="ponant",
        at_least=50000,
        at_most=60000,
    )
    assert _plain(nothing_words(wanted, "Noé")) == (
        "Nous n’avons rien trouvé du 23 août au 23 novembre 2026, pour Noé, en « Optique », chez « ponant », "
        "à partir de 500,00 €, jusqu’à 600,00 €. Essayez une période plus longue ou retirez un critère."
    )
    assert _plain(nothing_words(QUARTER, "")).endswith("2026. Essayez une autre période.")
