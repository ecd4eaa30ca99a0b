"""docs/feeds.md says what the importers do."""

import re
from pathlib import Path

import pytest

from espace.domain.errors import InvalidInput
from espace.importers import FEEDS
from espace.importers.report import SHOWN_ERRORS

DOC = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")
SECTIONS = {name: body for name, body in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", DOC, re.S | re.M) if name in FEEDS}


def table(subject: str) -> dict[str, tuple[str, str, str]]:
    return {
        name: (meaning, kind, mandatory)
        for name, meaning, kind, mandatory in re.findall(
            r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \|$", SECTIONS[subject], re.M
        )
    }


def test_every_subject_has_its_section_in_the_order_of_import():
    assert list(SECTIONS) == list(FEEDS)


@pytest.mark.parametrize("subject", FEEDS)
def test_documented_columns_are_exactly_those_accepted(subject):
    assert list(table(subject)) == [column.name for column in FEEDS[subject].columns]


@pytest.mark.parametrize("subject", FEEDS)
def test_documented_as_mandatory_are_exactly_those_required(subject):
    documented = {name for name, (_, _, mandatory) in table(subject).items() if mandatory == "yes"}
    assert documented == {column.name for column in FEEDS[subject].columns if column.required}


@pytest.mark.parametrize("subject", FEEDS)
def test_documented_lengths_are_those_of_the_columns(subject):
    lengths = {name: re.fullmatch(r"text \((\d+)\)", kind) for name, (_, kind, _) in table(subject).items()}
    for column in FEEDS[subject].columns:
        if (match := lengths[column.name]) and column.parse.__qualname__.startswith("text."):
            longest = int(match[1])
            assert column.parse("x" * longest)
            with pytest.raises(InvalidInput, match=f"{longest} au plus"):
                column.parse("x" * (longest + 1))


def test_examples_import_cleanly_and_only_once(desk, load, sizes):
    for subject, body in SECTIONS.items():
        (example,) = re.findall(r"```csv\n(.*?)```", body, re.S)
        desk.text(f"{subject}.csv", example)
    report = load(desk.folder)
    assert report.ok, report.complaints()
    assert all(counts.added for counts in report.counts.values())
    before = sizes()
    assert not load(desk.folder).changed
    assert sizes() == before


@pytest.mark.parametrize("subject", FEEDS)
def test_every_word_of_a_closed_list_is_documented(subject):
    for column in FEEDS[subject].columns:
        if column.parse.__qualname__.startswith("choice."):
            (known,) = (cell.cell_contents for cell in column.parse.__closure__)
            assert re.findall(r"`(\w+)`", table(subject)[column.name][0])[: len(known)] == list(known)


def test_number_of_errors_shown_is_the_documented_one():
    assert f"the first {SHOWN_ERRORS} of each file" in DOC
