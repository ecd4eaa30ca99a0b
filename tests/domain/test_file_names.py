from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import file_names


def test_a_statement_is_named_by_its_day_and_number() -> None:
    assert file_names.statement(date(2026, 11, 18), "26-118-04471") == "releve-2026-11-18-26-118-04471"


def test_a_coverage_table_is_named_by_its_contract_and_year() -> None:
    assert file_names.coverage("H3/0472318", date(2026, 11, 18)) == "garanties-H3-0472318-2026"


def test_a_period_is_named_by_both_its_days() -> None:
    assert file_names.period("releves", date(2026, 1, 1), date(2026, 12, 31)) == "releves-2026-01-01-2026-12-31"


@pytest.mark.parametrize(
    ("hostile", "name"),
    [
        ('26"; filename="evil.exe\r\nX-Evil: 1', "26-filename-evil.exe-X-Evil-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\windows", "windows"),
        ("é/è", ""),
        ("x" * 500, "x" * file_names.MAX_LENGTH),
    ],
)
def test_a_hostile_number_leaves_only_plain_characters(hostile: str, name: str) -> None:
    assert file_names.plain(hostile) == name


@given(st.text())
def test_no_text_escapes_a_folder_or_a_header(text: str) -> None:
    name = file_names.plain(text)
    assert name.isascii()
    assert not set(name) & set('/\\":;\r\n\0 ')
    assert not name.startswith((".", "-"))


@given(st.lists(st.text(alphabet="aAb-2", max_size=4)))
def test_names_become_unique_even_where_capitals_do_not_count(names: list[str]) -> None:
    made = list(file_names.unique(names))
    assert len({name.casefold() for name in made}) == len(names)
    assert all(new.startswith(old) for new, old in zip(made, names, strict=True))


def test_the_first_of_two_alike_keeps_its_name() -> None:
    assert list(file_names.unique(["a", "A", "a-2", "a"])) == ["a", "A-2", "a-2-2", "a-3"]
