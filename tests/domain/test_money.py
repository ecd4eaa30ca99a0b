"""Exact money: shares, amounts as people write them, whole percentages."""

from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain.errors import InvalidInput
from espace.domain.formats import amount
from espace.domain.money import FULL_RATE, parse_amount, percentages, share_of

cents = st.integers(-(10**10), 10**10)
rates = st.integers(0, FULL_RATE)


@pytest.mark.parametrize(
    ("base", "rate", "share"),
    [
        (3_000, 7_000, 2_100),
        (209, 6_500, 136),  # 135.85
        (2_626, 6_000, 1_576),  # 1575.6
        (1, 5_000, 1),  # half up
        (3, 5_000, 2),
        (-1, 5_000, -1),
        (-209, 6_500, -136),
        (0, 7_000, 0),
        (3_000, 0, 0),
        (3_000, FULL_RATE, 3_000),
        (100, 6_550, 66),  # 65.5
    ],
)
def test_share_is_rounded_half_up_away_from_zero(base: int, rate: int, share: int) -> None:
    assert share_of(base, rate) == share


@given(cents, rates)
def test_share_is_what_decimal_arithmetic_gives(base: int, rate: int) -> None:
    exact = Decimal(base) * rate / FULL_RATE
    assert share_of(base, rate) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert share_of(-base, rate) == -share_of(base, rate)


@given(st.integers(0, 10**10), rates)
def test_share_never_exceeds_its_base(base: int, rate: int) -> None:
    assert 0 <= share_of(base, rate) <= base


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("51", 5_100),
        ("51,00", 5_100),
        ("51.5", 5_150),
        ("0,05", 5),
        ("-3", -300),
        ("−3,10", -310),
        ("1 234,56", 123_456),
        ("1\u00a0234,56\u00a0€", 123_456),
        ("1\u202f234\u202f567,89", 123_456_789),
        ("  12 €  ", 1_200),
        ("12€", 1_200),
        ("007", 700),
        ("999999999,99", 99_999_999_999),
    ],
)
def test_amount_is_read_as_people_write_it(text: str, expected: int) -> None:
    assert parse_amount(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "€",
        "-",
        "douze",
        "12,",
        ",50",
        "1,234",
        "1.234,56",
        "1 23",
        "12 50",
        "1€50",  # not 150 €
        "€ 12",
        "--3",
        "+3",
        "1e3",
        "0x10",
        "12 euros",
        "١٢",
        "9999999999",
        "1 234 567 890",
        "1'234",
        "nan",
        "12\x00",
        "9" * 10_000,
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidInput, match="par exemple 51,00"):
        parse_amount(text)


@given(st.integers(-99_999_999_999, 99_999_999_999))
def test_amount_that_we_write_is_read_back(value: int) -> None:
    assert parse_amount(amount(value)) == value


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(InvalidInput):
        assert isinstance(parse_amount(text), int)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([5_481, 5_100, 545], [49, 46, 5]),
        ([1, 1, 1], [34, 33, 33]),
        ([0, 0, 0], [0, 0, 0]),
        ([], []),
        ([7, 0], [100, 0]),
        ([1, 999_999], [0, 100]),
    ],
)
def test_percentages_are_whole(parts: list[int], expected: list[int]) -> None:
    assert percentages(parts) == expected


@given(st.lists(st.integers(0, 10**8), max_size=8))
def test_percentages_add_up_to_a_hundred_within_one_point_of_the_truth(parts: list[int]) -> None:
    total = sum(parts)
    whole = percentages(parts)
    assert sum(whole) == (100 if total else 0)
    assert all(abs(share * total - part * 100) < total for share, part in zip(whole, parts, strict=True) if total)
