"""Limits that hold whatever a document does."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from espace.adapters import quarantine
from espace.adapters.quarantine import Cleaned, NoHelper
from espace.domain.uploads import (
    MAX_BYTES,
    Active,
    Damaged,
    EmptyFile,
    Locked,
    TooLarge,
    TooManyPixels,
    UnfitFile,
    WrongKind,
)  # fmt: skip
from espace.settings import ROOT
from tests import pieces

HTML = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.fixture(autouse=True, scope="module")
def _let_go() -> Iterator[None]:
    yield
    quarantine.close()


@pytest.fixture
def fresh() -> Iterator[None]:
    """A helper of the test's own."""
    quarantine.close()
    yield
    quarantine.close()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (HTML, WrongKind),
        (pieces.archive(), WrongKind),
        (b"MZ\x90\x00", WrongKind),
        (b"GIF89a" + b"\x00" * 20, WrongKind),
        (b" " + pieces.pdf(), WrongKind),
        (b"%PDF-" + b"x" * MAX_BYTES, TooLarge),
        (b"%PDF-1.7\n" + HTML, Damaged),
        (pieces.pdf_with_a_hidden_action(), Damaged),
        (pieces.pdf_with_script(), Active),
        (pieces.locked_pdf(), Locked),
        (pieces.bomb(), TooManyPixels),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(content: bytes, refusal: type[UnfitFile]) -> None:
    with pytest.raises(UnfitFile) as refused:
        quarantine.clean(content)
    assert type(refused.value) is refusal
    assert refused.value.sentence.count(".") >= 1


@pytest.mark.usefixtures("fresh")
def test_a_pdf_made_to_be_slow_is_ended_within_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "SECONDS", 1)
    with pytest.raises(Damaged):
        quarantine.clean(pieces.slow_pdf())
    assert quarantine.clean(pieces.pdf()).content == pieces.pdf()  # the next document has a second of its own


ACTS = {
    "reads a file": "open('pyproject.toml')",
    "writes a file": "open('stolen', 'w')",
    "writes on in a file that is open": "kept.write(b'x')",
    "calls somebody": "socket.socket()",
    "never ends": "while True: pass",
    "waits for ever": "signal.pause()",
}
if sys.platform == "linux":
    ACTS["takes room"] = "bytearray(700 * 1024 * 1024)"


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_runs_under_the_limits_can_do_nothing_else(act: str, tmp_path: Path) -> None:
    code = f"""
import signal, socket, sys
from espace.adapters import quarantine_child
kept = open(sys.argv[1], "wb", buffering=0)
quarantine_child.confine(1, 2)
{act}
"""
    done = subprocess.run(
        (sys.executable, "-c", code, str(tmp_path / "kept")), cwd=ROOT, env={}, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert b"ImportError" not in done.stderr
    assert (tmp_path / "kept").read_bytes() == b""


def test_a_document_that_is_fine_comes_back() -> None:
    assert quarantine.clean(pieces.pdf()) == Cleaned(pieces.pdf(), "application/pdf")
    photo = quarantine.clean(pieces.picture_with_place())
    assert (photo.media_type, b"chez Alice" in photo.content) == ("image/jpeg", False)
    assert quarantine.clean(pieces.picture("PNG")).media_type == "image/png"


@pytest.mark.parametrize("title", ["é".encode("utf-16"), "é".encode("utf-16-be"), b"\xef\xbb\xbf\xc3\xa9", b"\xe9\x80"])
def test_texts_of_a_pdf_are_read_in_every_way_of_writing_without_a_file_being_opened(title: bytes) -> None:
    paper = pieces.written_by_hand(b"", b"<</Title<" + title.hex().encode() + b">>>")
    assert quarantine.clean(paper).content == paper


def test_documents_of_several_members_are_looked_into_side_by_side() -> None:
    wanted = [pieces.picture(size=(60 + number, 40)) for number in range(6)]
    with ThreadPoolExecutor(6) as people:
        assert len({one.content for one in people.map(quarantine.clean, wanted)}) == 6


@pytest.mark.usefixtures("fresh")
def test_a_helper_that_was_ended_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *words, **how: started.append(start(*words, **how)) or started[-1])
    quarantine.clean(pieces.pdf())
    started[0].kill()
    started[0].wait()
    assert quarantine.clean(pieces.pdf()).content == pieces.pdf()
    assert len(started) == 2


@pytest.mark.usefixtures("fresh")
def test_without_a_helper_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(NoHelper):
        quarantine.clean(pieces.pdf())
