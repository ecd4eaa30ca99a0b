import pytest

from espace.domain import phones
from espace.domain.errors import InvalidInput

BAD_SHAPES = [
    "3646", "063998471", "063998471200", "٠٦٣٩٩٨٤٧١٢", "0639984712 poste 12", "06 39 98 47 12;ext=3", "<b>",
    "0" * 10_000, "112", "O’Brien", "+999 12 34 56 78", "+32 1", "-",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 39 98 47 12", "0639984712"),
        ("06.39.98.47.12", "0639984712"),
        ("+33 (0)6 39 98 47 12", "0639984712"),
        ("0033639984712", "0639984712"),
        ("06\u00a039\u00a098\u00a047\u00a012", "0639984712"),
        ("+32 470 12 34 56", "+32470123456"),
        ("   ", ""),
    ],
)
def test_a_mobile_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert phones.mobile(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("04 65 71 00 12", "0465710012"), ("09 12 34 56 78", "0912345678"), ("+32 2 218 12 34", "+3222181234"), ("", "")],
)
def test_a_landline_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert phones.landline(typed) == stored


@pytest.mark.parametrize("typed", BAD_SHAPES)
def test_what_is_no_number_is_refused_in_both_boxes(typed: str) -> None:
    for read in (phones.mobile, phones.landline):
        with pytest.raises(InvalidInput, match="10 chiffres"):
            read(typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("06\u202e39984712", "invisible"), ("0639984712\r\nBcc: x", "une seule ligne")]
)
def test_what_cannot_be_seen_is_refused(typed: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        phones.mobile(typed)


def test_a_number_goes_into_its_own_box() -> None:
    for typed, read, said in (
        ("04 65 71 00 12", phones.mobile, "06 ou 07"),
        ("0892 70 12 39", phones.mobile, "06 ou 07"),
        ("06 39 98 47 12", phones.landline, "01 à 05"),
        ("+32 2 218 12 34", phones.mobile, "mobile"),
        ("+32 470 12 34 56", phones.landline, "fixe"),
    ):
        with pytest.raises(InvalidInput, match=said):
            read(typed)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("0639984712", "06 39 98 47 12"),
        ("06.39.98.47.12", "06 39 98 47 12"),
        ("+32470123456", "+32 470 12 34 56"),
        ("voir dossier", "voir dossier"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_pairs(stored: str, shown: str) -> None:
    assert phones.shown(stored).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("stored", "canonical", "same"),
    [
        ("06 39 98 47 12", "0639984712", True),
        ("", "", True),
        ("", "0639984712", False),
        ("0639984712", "", False),
        ("0639984713", "0639984712", False),
        ("voir dossier", "0639984712", False),
    ],
)
def test_a_number_is_the_same_however_the_back_office_wrote_it(stored: str, canonical: str, same: bool) -> None:
    assert phones.same(stored, canonical) is same


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0465712014", "0465712014"),
        ("04 65 71 20 14", "0465712014"),
        ("04.65.71.20.14", "0465712014"),
        ("465712014", "0465712014"),
        ("+33465712014", "0465712014"),
        ("0033465712014", "0465712014"),
        ("+32470123456", "+32470123456"),
        ("0000000000", ""),
        ("15", ""),
        ("NON COMMUNIQUE", ""),
        ("", ""),
    ],
)
def test_a_number_of_a_register_is_kept_if_it_can_be_called(written: str, stored: str) -> None:
    assert phones.listed(written) == stored
