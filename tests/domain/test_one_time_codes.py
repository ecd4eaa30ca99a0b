from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import one_time_codes as codes

SECRET = b"12345678901234567890"  # of RFC 6238, appendix B
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_rfc(seconds: int, expected: str) -> None:
    step = codes.step_of(datetime.fromtimestamp(seconds, UTC))
    assert codes.code(SECRET, step) == expected


@pytest.mark.parametrize("aside", [-1, 0, 1])
def test_a_code_one_step_early_or_late_is_accepted(aside: int) -> None:
    step = codes.step_of(NOW) + aside
    assert codes.accepted_step(SECRET, codes.code(SECRET, step), NOW, last_step=0) == step


@pytest.mark.parametrize("aside", [-2, 2, 1000])
def test_a_code_of_another_time_is_not(aside: int) -> None:
    typed = codes.code(SECRET, codes.step_of(NOW) + aside)
    assert codes.accepted_step(SECRET, typed, NOW, last_step=0) is None


def test_a_code_dies_with_the_second_that_ends_its_grace() -> None:
    typed = codes.code(SECRET, codes.step_of(NOW))
    last = timedelta(seconds=2 * codes.STEP_SECONDS - 1)
    assert codes.accepted_step(SECRET, typed, NOW + last, last_step=0) is not None
    assert codes.accepted_step(SECRET, typed, NOW + last + timedelta(seconds=1), last_step=0) is None


def test_a_code_serves_once_and_kills_those_before_it() -> None:
    step = codes.step_of(NOW)
    for typed in (codes.code(SECRET, step), codes.code(SECRET, step - 1)):
        assert codes.accepted_step(SECRET, typed, NOW, last_step=step) is None
    assert codes.accepted_step(SECRET, codes.code(SECRET, step + 1), NOW, last_step=step) == step + 1


def test_spaces_are_welcome_and_anything_else_is_no_code() -> None:
    typed = codes.code(SECRET, codes.step_of(NOW))
    assert codes.accepted_step(SECRET, f" {typed[:3]} {typed[3:]}", NOW, last_step=0)
    for unfit in ("", typed[:5], typed + "0", "abcdef", "١٢٣٤٥٦", "-12345", "²²²²²²"):
        assert codes.accepted_step(SECRET, unfit, NOW, last_step=0) is None


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(typed: str) -> None:
    codes.accepted_step(SECRET, typed, NOW, last_step=0)


def test_a_secret_is_written_for_people_and_for_applications() -> None:
    assert codes.written(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert codes.address(SECRET, issuer="Mutuelle du Vieux-Port", who="nadia@exemple.fr") == (
        "otpauth://totp/Mutuelle%20du%20Vieux-Port:nadia@exemple.fr"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mutuelle%20du%20Vieux-Port"
    )
