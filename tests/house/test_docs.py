import re
from pathlib import Path

import pytest

SCREEN_LINES, SCREEN_COLUMNS = 45, 120
ADR_LINES = 40
# The rows of the product's acceptance list, and how many security requirements there are.
ROWS = {"A": 11, "B": 3, "C": 3, "D": 5, "E": 11, "F": 3, "G": 4, "H": 3}
REQUIREMENTS = 36
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"(?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml|lock|ini|css)|(?:[\w.-]+/)+")
MADE_LATER = {".data/", ".web", ".env"}  # by running, not by committing


@pytest.fixture
def pages(files: dict[str, str]) -> dict[str, str]:
    """Every page of documentation, without its examples."""
    return {path: FENCE.sub("", text) for path, text in files.items() if path.endswith(".md")}


def _exists(root: Path, page: str, name: str) -> bool:
    return name in MADE_LATER or any((place / name).exists() for place in (root, root / "espace", (root / page).parent))


def test_documentation_speaks_of_files_that_exist(root: Path, pages: dict[str, str], complain) -> None:
    created = set(CODE.findall((root / "docs" / "first-day.md").read_text()))
    complain(
        [
            f"{page}: {name}"
            for page, text in pages.items()
            for name in CODE.findall(text)
            if PATH.fullmatch(name) and not _exists(root, page, name)
            if page != "docs/first-day.md" or name not in created
        ],
        "The file has moved or never was: correct the page.",
    )


def test_links_lead_somewhere(root: Path, pages: dict[str, str], complain) -> None:
    complain(
        [
            f"{page}: {target}"
            for page, text in pages.items()
            for target in LINK.findall(text)
            if not (root / page).parent.joinpath(target).exists()
        ],
        "The link leads nowhere: correct it.",
    )


def test_readme_fits_on_one_screen(root: Path) -> None:
    lines = (root / "README.md").read_text().splitlines()
    assert len(lines) <= SCREEN_LINES, "README says what it is, two commands and where to read on; the rest is in docs/"
    assert max(map(len, lines)) <= SCREEN_COLUMNS


def test_readme_and_help_name_commands_that_exist(root: Path, pages: dict[str, str], complain) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(), re.MULTILINE))
    named = {(page, name) for page, text in pages.items() for name in re.findall(r"`make ([a-z-]+)", text)}
    complain(
        [f"{page}: make {name}" for page, name in named if name not in targets], "The Makefile has no such target."
    )


def test_every_decision_is_in_the_index_and_numbered_in_order(root: Path) -> None:
    folder = root / "docs" / "adr"
    written = sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    assert LINK.findall((folder / "README.md").read_text()) == written, (
        "docs/adr/README.md lists every decision in order"
    )
    assert [int(name[:4]) for name in written] == list(range(1, len(written) + 1))


def test_decisions_are_half_a_page(root: Path, complain) -> None:
    complain(
        [
            path.name
            for path in (root / "docs" / "adr").glob("0*.md")
            if len(text := path.read_text()) == 0
            or len(text.splitlines()) > ADR_LINES
            or not all(f"**{part}.**" in text for part in ("Decided", "Why", "Costs"))
        ],
        f"A decision says **Decided.**, **Why.** and **Costs.** in {ADR_LINES} lines at most.",
    )


def _named(text: str, pattern: str) -> list[str]:
    """Return the numbers a page speaks of outside its test names, in prose and as the first cell of a row."""
    prose = CODE.sub("", text).split("\n|---|---|---|\n", 1)[1]
    rows = re.findall(rf"^\| ({pattern}) \|", prose, re.MULTILINE)
    lists = re.findall(r"^(?:In part:|\d|Not built yet:)[^|]*?(?=\n\n|\Z)", prose, re.MULTILINE)
    return rows + [number for part in lists for number in re.findall(rf"\b({pattern})(?=[ ,.])", part)]


def test_acceptance_says_of_every_row_where_it_stands(root: Path) -> None:
    rows = [f"{letter}{number}" for letter, last in ROWS.items() for number in range(1, last + 1)]
    said = _named((root / "docs" / "acceptance.md").read_text(), r"[A-H]\d+")
    assert sorted(said) == sorted(rows), "docs/acceptance.md names every row once: tested, in part, or not built"


def test_security_says_of_every_requirement_where_it_stands(root: Path) -> None:
    text = (root / "docs" / "security.md").read_text()
    rows = re.findall(r"^\| (\d+) \|", text, re.MULTILINE)
    partly = re.findall(r"(?:In part:|[,)]) (\d+) \(", re.search(r"In part:.*?\n\n", text, re.DOTALL)[0])
    missing = re.findall(r"\d+", re.search(r"^\d+, .*?\.", text, re.MULTILINE)[0])
    assert sorted(map(int, rows + partly + missing)) == list(range(1, REQUIREMENTS + 1))


def test_rows_are_shown_by_tests_that_exist(root: Path, pages: dict[str, str], complain) -> None:
    missing = []
    for page, text in pages.items():
        for path, _, name in re.findall(r"`(tests/[\w/]+\.py)(::(\w+))?`", text):
            file = root / path
            if not file.exists() or (name and f"def {name}(" not in file.read_text()):
                missing.append(f"{page}: {path}::{name}")
    complain(missing, "The test has moved or never was: correct the page.")


def test_docstrings_name_only_rows_that_exist(python_files: dict[str, str], complain) -> None:
    quoted = re.compile(r"\(((?:[A-H]\d{1,2}(?:, )?)+)\)")
    wrong = [
        f"{path}: {row}"
        for path, text in python_files.items()
        if path.startswith(("espace/pages/", "espace/state/", "tests/"))
        for rows in quoted.findall(text)
        for row in rows.split(", ")
        if not 1 <= int(row[1:]) <= ROWS[row[0]]
    ]
    complain(wrong, "The product's list has no such row: see docs/acceptance.md.")
