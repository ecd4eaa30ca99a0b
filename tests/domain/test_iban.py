import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as registry

from espace.domain import iban
from espace.domain.errors import InvalidInput

FRENCH = "FR7630006000011234567890189"


@pytest.mark.parametrize(
    "number",
    [
        FRENCH,
        "FR1420041010050500013M02606",
        "MC5811222000010123456789030",
        "BE68539007547034",
        "DE89370400440532013000",
        "GB29NWBK60161331926819",
        "MT84MALT011000012345MTLCAST001S",
        "NO9386011117947",
    ],
)
def test_valid_number_of_any_country_is_kept_as_it_is(number):
    assert iban.normalise(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        "FR76 3000 6000 0112 3456 7890 189",
        "fr76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189",
        "IBAN FR76.3000.6000.0112.3456.7890.189",
        " FR76-30006-00001-12345678901-89 ",
    ],
)
def test_separators_and_lower_case_are_tolerated(typed):
    assert iban.normalise(typed) == FRENCH


def keyed(rest: str, country: str = "FR") -> str:
    return country + registry.calc_check_digits(f"{country}00{rest}") + rest


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "commence par deux lettres"),
        ("🙂" * 20, "commence par deux lettres"),
        ("30006000011234567890189", "commence par deux lettres"),
        ("FR76" + "3" * 10_000, "commence par deux lettres"),
        ("FR76\x0030006000011234567890189", "commence par deux lettres"),
        ("FR763000600001123456789018\u0669", "commence par deux lettres"),
        ("FR7630006000011234567890198", "clé de cet IBAN"),
        ("FR7730006000011234567890189", "clé de cet IBAN"),
        (keyed("3000600001123456789018"), "longueur ou la forme"),
        (keyed("30006000011234567890189", "ZZ"), "longueur ou la forme"),
        (keyed("30006000011234567890188"), "clé RIB"),
        (keyed("11222000010123456789031", "MC"), "clé RIB"),
        ("BE69539007547034", "clé de cet IBAN"),
    ],
)
def test_each_fault_has_its_own_sentence(typed, words):
    with pytest.raises(InvalidInput, match=words) as refusal:
        iban.normalise(typed)
    assert typed == "" or typed not in refusal.value.sentence


def test_key_that_only_equals_modulo_97_is_refused():
    number = next(
        candidate
        for account in range(1000)
        if (candidate := keyed(f"{account:016d}", "SI")).startswith(("SI97", "SI98"))
        or (candidate := keyed(f"37040044{account:010d}", "DE")).startswith("DE98")
    )
    twin = number[:2] + f"{int(number[2:4]) - 97:02d}" + number[4:]
    assert int("".join(str(int(c, 36)) for c in twin[4:] + twin[:4])) % 97 == 1
    with pytest.raises(InvalidInput, match="clé de cet IBAN"):
        iban.normalise(twin)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (FRENCH, "FR76 •••• •••• •••• •••• •••• 189"),
        ("BE68539007547034", "BE68 •••• •••• •034"),
        ("DE89370400440532013000", "DE89 •••• •••• •••• •••0 00"),
    ],
)
def test_mask_shows_the_country_key_and_the_last_three_characters(number, shown):
    assert iban.masked(number) == shown


def test_groups_of_four_are_what_a_rib_prints():
    assert iban.grouped(FRENCH) == "FR76 3000 6000 0112 3456 7890 189"


def test_ending_is_the_last_three_characters():
    assert iban.ending(FRENCH) == "189"


@given(st.text())
def test_any_text_is_normalised_or_refused(typed):
    try:
        number = iban.normalise(typed)
    except InvalidInput:
        return
    assert iban.normalise(number) == number


@given(st.integers(4, 26), st.integers(1, 9))
def test_one_wrong_digit_is_always_refused(place, shift):
    wrong = FRENCH[:place] + str((int(FRENCH[place]) + shift) % 10) + FRENCH[place + 1 :]
    with pytest.raises(InvalidInput):
        iban.normalise(wrong)
