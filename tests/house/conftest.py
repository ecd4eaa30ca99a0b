"""What the conventions are checked against: the project's files, and a way to complain in full sentences."""

import ast
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".web", ".states", ".data", ".cache", ".hypothesis", "__pycache__", "node_modules"}
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".css",
    ".ini",
    ".mako",
    ".json",
    ".lock",
    ".svg",
    ".html",
    ".csv",
    ".yml",
    ".yaml",
    ".in",
    "",
}

Complain = Callable[[Iterable[object], str], None]


def _walk(root: Path) -> list[Path]:
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.endswith("_cache"))
        found += [Path(folder, name) for name in sorted(names)]
    return found


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """Every text file of the project, by its path from the root."""
    texts = [path for path in _walk(ROOT) if path.suffix in TEXT and not path.name.startswith((".env", ".coverage"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in texts}


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
