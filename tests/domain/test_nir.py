import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import nir
from espace.domain.errors import InvalidInput

VALID = (
    "255081416802538",
    "180052A00400531",
    "294032B12000578",
    "178059933010817",
    "206207511100595",  # month 20
    "784099935012336",  # provisional
)


def with_key(body: str) -> str:
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{body}{97 - number % 97:02d}"


@pytest.mark.parametrize("number", VALID)
def test_valid_number_is_kept_as_it_is(number):
    assert nir.normalise(number) == number


@pytest.mark.parametrize("number", VALID)
def test_missing_key_is_computed(number):
    assert nir.normalise(number[:13]) == number


@pytest.mark.parametrize(
    "typed",
    [
        "1 80 05 2a 004 005 31",
        "1.80.05.2A.004.005.31",
        "1\u00a080\u00a005\u00a02A\u00a0004\u00a0005\u00a031",
        "1\u202f80\u202f05\u202f2a\u202f004\u202f005",
        "  180052a004005 ",
        "1-80-05-2A-004-005-31",
    ],
)
def test_separators_and_lower_case_are_tolerated(typed):
    assert nir.normalise(typed) == "180052A00400531"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "13 caractères, ou 15"),
        ("25508141680253", "13 caractères, ou 15"),
        ("2550814168025381", "13 caractères, ou 15"),
        ("x" * 10_000, "13 caractères, ou 15"),
        ("25508141680X538", "que des chiffres"),
        ("2550814168025\u0663\u0668", "que des chiffres"),
        ("255081416802🙂38", "que des chiffres"),
        ("2550814168\x002538", "que des chiffres"),
        ("055081416802538", "commence par"),
        ("955081416802538", "commence par"),
        ("555081416802538", "commence par"),
        ("255001416802538", "mois"),
        ("255131416802538", "mois"),
        ("255191416802538", "mois"),
        ("255431416802538", "mois"),
        ("255491416802538", "mois"),
        ("255080016802538", "département"),
        ("180052C00400531", "département"),
        ("180051A00400531", "département"),
        ("255081416802539", "clé"),
        ("255081416802583", "clé"),
        ("180052B00400531", "clé"),
    ],
)
def test_each_fault_has_its_own_sentence(typed, words):
    with pytest.raises(InvalidInput, match=words) as refusal:
        nir.normalise(typed)
    assert not any(character.isdigit() and character in "09" for character in refusal.value.sentence)
    assert typed == "" or typed not in refusal.value.sentence


@pytest.mark.parametrize("month", ["01", "12", "20", "30", "42", "50", "99"])
def test_months_of_incompletely_known_birth_dates_are_accepted(month):
    number = with_key(f"255{month}14168025")
    assert nir.normalise(number) == number


@pytest.mark.parametrize("place", ["20004", "97105", "97403", "98818", "99352", "96001"])
def test_birth_overseas_abroad_and_in_undivided_corsica_is_accepted(place):
    number = with_key(f"25508{place}025")
    assert nir.normalise(number) == number


def test_mask_shows_the_first_five_digits_only():
    assert nir.masked("180052A00400531") == "1 80 05 •• ••• ••• ••"


@given(st.text())
def test_any_text_is_normalised_or_refused(typed):
    try:
        number = nir.normalise(typed)
    except InvalidInput:
        return
    assert len(number) == 15
    assert nir.normalise(number) == number


@given(st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_always_refused(place, shift):
    number = "255081416802538"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(InvalidInput):
        nir.normalise(wrong)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("255081416802538", True), ("180052A00400531", False), ("784099935012336", False), ("855081416802538", True)],
)
def test_the_first_digit_tells_a_woman_from_a_man(number: str, expected: bool) -> None:
    assert nir.is_woman(number) is expected


def test_without_a_number_the_sex_is_not_known() -> None:
    assert nir.is_woman("") is None
