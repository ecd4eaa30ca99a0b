import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from espace.adapters import attachments
from espace.adapters.crypto import KeyProblem
from espace.settings import ROOT, Settings
from tests import pieces


def test_a_document_lies_under_a_random_name_for_the_portals_user_only(attachments_folder: Path) -> None:
    names = {attachments.keep(b"%PDF") for _ in range(2)}
    assert {path.name for path in attachments_folder.iterdir()} == names
    assert len(names) == 2
    assert {stat.S_IMODE(attachments.path(name).stat().st_mode) for name in names} == {0o600}
    assert stat.S_IMODE(attachments_folder.stat().st_mode) == 0o700


def test_a_document_lies_encrypted_and_is_read_as_it_came(attachments_folder: Path) -> None:
    paper = pieces.pdf()
    name = attachments.keep(paper)
    kept = (attachments_folder / name).read_bytes()
    assert b"%PDF" not in kept
    assert paper[40:80] not in kept
    assert attachments.read(name) == paper


def test_a_document_that_was_kept_in_clear_is_still_read(attachments_folder: Path) -> None:
    attachments_folder.mkdir()
    (attachments_folder / ("x" * 32)).write_bytes(pieces.pdf())
    assert attachments.read("x" * 32) == pieces.pdf()


def test_a_document_in_the_place_of_another_is_not_given_out(attachments_folder: Path) -> None:
    hers, his = attachments.keep(b"%PDF hers"), attachments.keep(b"%PDF his")
    (attachments_folder / hers).replace(attachments_folder / his)
    with pytest.raises(KeyProblem):
        attachments.read(his)


def test_a_document_can_be_forgotten_twice(attachments_folder: Path) -> None:
    name = attachments.keep(b"%PDF")
    attachments.forget(name)
    attachments.forget(name)
    assert list(attachments_folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "..", "../espace.db", "/etc/passwd", "a" * 31, "a" * 31 + "/", "a" * 31 + "\x00"])
def test_a_name_never_leads_out_of_the_folder(attachments_folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="stored name"):
        attachments.path(name)


def test_what_is_old_is_named_whole_or_half_written_and_nothing_else(attachments_folder: Path, now: datetime) -> None:
    assert attachments.older_than(now) == []
    old, fresh = attachments.keep(b"old"), attachments.keep(b"fresh")
    half = f".{'x' * 32}.part"
    (attachments_folder / half).write_bytes(b"ha")
    (attachments_folder / "notes.txt").write_text("not ours")
    for name in (old, half, "notes.txt"):
        os.utime(attachments_folder / name, (0, 0))
    past = datetime.now(UTC) - timedelta(days=1)
    assert set(attachments.older_than(past)) == {old, half}
    attachments.forget(half)
    assert not (attachments_folder / half).exists()
    assert (attachments_folder / fresh).exists()


def test_a_relative_folder_is_the_projects_whatever_the_current_one() -> None:
    assert Settings(_env_file=None).attachments == ROOT / ".data" / "pieces-jointes"
