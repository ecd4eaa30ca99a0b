import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from espace.adapters import outgoing
from espace.settings import ROOT, Settings, settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ESPACE_OUTGOING_FOLDER", str(tmp_path / "courrier" / "du jour"))
    settings.cache_clear()
    yield tmp_path / "courrier" / "du jour"
    monkeypatch.undo()
    settings.cache_clear()


def test_a_letter_is_there_whole_and_for_the_portals_user_only(folder: Path) -> None:
    outgoing.write("2026-11-23-code-x1.pdf", b"%PDF")
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("2026-11-23-code-x1.pdf", b"%PDF")]
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((folder / "2026-11-23-code-x1.pdf").stat().st_mode) == 0o600


def test_a_failure_leaves_nothing_and_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        outgoing.write("x.pdf", b"%PDF")
    assert list(folder.iterdir()) == []


def test_what_a_crash_left_half_written_is_written_over(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ".x.pdf.part").write_bytes(b"%P" * 1000)
    outgoing.write("x.pdf", b"%PDF")
    assert [path.read_bytes() for path in folder.iterdir()] == [b"%PDF"]


@pytest.mark.parametrize("name", ["", "../x.pdf", "a/b.pdf", ".x", "x\x00", "é.pdf", "x" * 101])
def test_a_name_never_leaves_the_folder(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="file name"):
        outgoing.write(name, b"")
    assert not folder.exists()


def test_a_relative_folder_is_the_projects_whatever_the_current_one() -> None:
    assert Settings(_env_file=None).outgoing == ROOT / ".data" / "courrier"
    assert Settings(_env_file=None, outgoing_folder="/srv/courrier").outgoing == Path("/srv/courrier")
