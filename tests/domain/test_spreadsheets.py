import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import spreadsheets
from espace.domain.spreadsheets import amount, day, lines, rate, safe

FORMULAS = [
    '=HYPERLINK("http://evil")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "＝1",
    "＠A1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Consultation", "26-118-04471", "Dr Hélène Castaing", "1 = 1", "a@b"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("cents", "written"), [(0, "0,00"), (900, "9,00"), (-900, "-9,00"), (-5, "-0,05"), (123_456_789, "1234567,89")]
)
def test_an_amount_is_a_number_for_a_french_spreadsheet(cents: int, written: str) -> None:
    assert amount(cents) == written


def test_a_rate_and_a_day_are_written_as_a_french_spreadsheet_reads_them() -> None:
    assert rate(6550) == "65,50"
    assert day(date(2026, 11, 4)) == "04/11/2026"


def test_a_negative_amount_stays_a_number_beside_a_dangerous_text() -> None:
    assert "".join(lines([[amount(-900), "-9,00"]])) == "-9,00;'-9,00\r\n"


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_characters="\0")), min_size=1), min_size=1))
def test_every_cell_is_read_back_as_it_was_made_safe(rows: list[list[str]]) -> None:
    written = "".join(lines(rows))
    read = list(csv.reader(StringIO(written, newline=""), delimiter=";"))
    assert read == [[safe(cell) for cell in row] if row != [""] else [""] for row in rows]
    assert written.endswith("\r\n")


def test_a_nul_is_left_out() -> None:
    assert list(lines([["a\0b"]])) == ["ab\r\n"]


def test_the_file_begins_with_what_tells_its_encoding() -> None:
    assert spreadsheets.BYTE_ORDER_MARK.encode() == b"\xef\xbb\xbf"
