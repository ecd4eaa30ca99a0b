from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.searches import Search
from espace.domain.spending import Sums, told, when

TODAY = date(2026, 11, 23)
cents = st.integers(-(10**9), 10**9)
sums = st.builds(lambda am, mut, other, you: Sums(am + mut + other + you, am, mut, other, you), *[cents] * 4)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Search(date(2026, 8, 23), TODAY, months=3), "Sur trois mois"),
        (Search(date(2026, 5, 23), TODAY, months=6), "Sur six mois"),
        (Search(date(2025, 11, 23), TODAY, months=12), "Sur douze mois"),
        (Search(date(2025, 1, 1), date(2025, 12, 31)), "En 2025"),
        (Search(date(2024, 1, 1), date(2025, 12, 31)), "Du 1er janvier 2024 au 31 décembre 2025"),
        (Search(date(2026, 3, 3), date(2026, 6, 4)), "Du 3 mars au 4 juin 2026"),
    ],
)
def test_a_period_begins_the_sentence(wanted: Search, words: str) -> None:
    assert when(wanted).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            Sums(243100, 120000, 101860, 0, 21240),
            "Sur douze mois, vos soins ont coûté 2 431,00 €. Il vous en reste 212,40 € à payer, soit 9 %.",
        ),
        (Sums(3000, 2000, 1000, 0, 0), "Sur douze mois, vos soins ont coûté 30,00 €. Il ne vous reste rien à payer."),
        (
            Sums(100000, 60000, 39900, 0, 100),
            "Sur douze mois, vos soins ont coûté 1 000,00 €. Il vous en reste 1,00 € à payer, soit moins de 1 %.",
        ),
        (
            Sums(3000, -200, 2200, 0, 1000),
            "Sur douze mois, vos soins ont coûté 30,00 €. Il vous en reste 10,00 € à payer.",
        ),
        (
            Sums(3000, 2000, 1500, 0, -500),
            "Sur douze mois, vos soins ont coûté 30,00 €. "
            "À la suite de régularisations, les remboursements dépassent ces dépenses de 5,00 €.",
        ),
        (
            Sums(-3000, -1900, -900, 0, -200),
            "Sur douze mois, les régularisations et les retenues l’emportent sur les soins : "
            "−30,00 € de dépenses, et −2,00 € à votre charge.",
        ),
        (
            Sums(0, -200, 0, 0, 200),
            "Sur douze mois, les régularisations et les retenues l’emportent sur les soins : "
            "0,00 € de dépenses, et 2,00 € à votre charge.",
        ),
    ],
)
def test_the_sentence_says_what_was_spent_and_what_is_left(found: Sums, sentence: str) -> None:
    words = told("Sur douze mois", "vos soins", found)

    assert "".join(piece.text for piece in words).replace("\u00a0", " ") == sentence
    assert all(piece.strong is ("€" in piece.text) for piece in words)


@given(sums, sums)
def test_sums_add_up_and_keep_the_invariant(one: Sums, other: Sums) -> None:
    both = one + other

    assert both.charged == one.charged + other.charged == sum(both.parts)
    assert both.parts == [a + b for a, b in zip(one.parts, other.parts, strict=True)]
    assert one + Sums() == one


@given(sums)
def test_only_shares_of_a_price_are_drawn(found: Sums) -> None:
    assert found.is_drawable is (found.charged > 0 and all(part >= 0 for part in found.parts))
    assert told("En 2025", "vos soins", found)[0].text.startswith("En 2025, ")
