"""What the conventions are checked against: the project's files, and a way to complain in full sentences."""

import ast
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".woff2", ".ttf", ".png", ".jpg", ".pdf"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Complain = Callable[[Iterable[object], str], None]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """Every text file of the project, committed or about to be, by its path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - wherever git is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted({name for name in listed.stdout.split("\0") if name and Path(name).suffix not in BINARY})
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in paths if (ROOT / path).is_file()}


@pytest.fixture(scope="session")
def python_files(files: dict[str, str]) -> dict[str, str]:
    """Every Python file of the project, by its path from the root."""
    return {path: text for path, text in files.items() if path.endswith(".py")}


@pytest.fixture(scope="session")
def complain() -> Complain:
    """Fail with the places that break a convention and what to do about it; pass when there is none."""

    def check(places: Iterable[object], why: str) -> None:
        found = [str(place) for place in places]
        return pytest.fail("\n".join([*found, "", why]), pytrace=False) if found else None

    return check


@pytest.fixture(scope="session")
def code_lines() -> Callable[[Function], int]:
    """How many lines a function has: without its docstring, which is for the reader."""

    def count(function: Function) -> int:
        body = function.body[1:] if ast.get_docstring(function) else function.body
        return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0

    return count
