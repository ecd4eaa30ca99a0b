from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, insert

from espace.importers.directory import AnotherImport, lines
from espace.importers.directory.lines import Batch, Layout
from espace.models import DirectoryImport, Practice
from tests.importers.directory.conftest import NOW


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH_LINES", 10)


def test_a_second_import_beside_the_first_is_refused(register, take, rows, store: Engine, small_batches) -> None:
    later = {"file_name": "x", "fingerprint": "x", "offset": 0, "line": 0, "counts": "{}", "started_at": NOW}

    def begin_another(_file: str, _done: int, _total: int) -> None:
        with store.begin() as connection:
            connection.execute(insert(DirectoryImport.__table__), later)

    with pytest.raises(AnotherImport, match="Un autre import"):
        take(register.extract(*register.crowd(45)), progress=begin_another)
    assert len(rows(Practice)) == 10


@pytest.mark.parametrize("second", ["extract.txt", "another.txt"])
def test_of_two_imports_that_write_at_once_one_ends_and_the_other_is_refused(
    register, take, rows, monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    begun, batches = Barrier(2), lines.batches

    def together(path: Path, layout: Layout, offset: int, line: int) -> Iterator[Batch]:
        begun.wait(30)
        yield from batches(path, layout, offset, line)

    def run(name: str) -> str:
        try:
            return "ended" if take(register.folder / name).ok else "kept"
        except AnotherImport:
            return "refused"

    register.extract(*register.crowd(1500))
    register.extract(*register.crowd(1500), "malformed", name="another.txt")
    monkeypatch.setattr(lines, "batches", together)
    with ThreadPoolExecutor(2) as operators:
        assert sorted(operators.map(run, ["extract.txt", second])) == ["ended", "refused"]
    assert len(rows(Practice)) == 1500


def test_an_import_that_ends_beside_a_later_one_retires_nobody_that_the_later_one_holds(register, take, rows) -> None:
    take(register.extract(*register.crowd(20)))
    later = register.extract(*register.crowd(22), name="later.txt")

    def another(_file: str, _done: int, _total: int) -> None:
        assert take(later).ok

    with pytest.raises(AnotherImport):
        take(register.extract(*register.crowd(18), name="earlier.txt"), progress=another)
    assert len(rows(Practice)) == 22
