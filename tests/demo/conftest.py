import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from espace.demo.feeds import write_feeds

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], list[Path]]:
    """The feed files of a day, written once."""
    written: dict[date, list[Path]] = {}

    def of(today: date) -> list[Path]:
        if today not in written:
            written[today] = write_feeds(tmp_path_factory.mktemp("feeds"), today)
        return written[today]

    return of


@pytest.fixture(scope="session")
def read(feeds: Callable[[date], list[Path]]) -> Callable[..., Rows]:
    """The rows of a subject, on the mockups' day unless told otherwise."""

    def rows(subject: str, today: date = date(2026, 11, 23)) -> Rows:
        found: Rows = []
        for path in feeds(today):
            if path.stem.partition("-")[0] == subject:
                with path.open(encoding="utf-8", newline="") as file:
                    found += csv.DictReader(file)
        return found

    return rows
