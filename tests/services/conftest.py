from collections.abc import Iterator
from pathlib import Path

import pytest

from espace.settings import settings


@pytest.fixture
def outgoing_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An outgoing folder of the test's own, for letters."""
    monkeypatch.setenv("ESPACE_OUTGOING_FOLDER", str(tmp_path / "courrier"))
    settings.cache_clear()
    yield tmp_path / "courrier"
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def attachments_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own, for members' documents."""
    monkeypatch.setenv("ESPACE_ATTACHMENTS_FOLDER", str(tmp_path / "pieces"))
    settings.cache_clear()
    yield tmp_path / "pieces"
    monkeypatch.undo()
    settings.cache_clear()
