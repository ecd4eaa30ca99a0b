import io
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from espace.adapters import attachments
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
from espace.settings import ROOT, Settings
from tests import pieces


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_pdf_that_is_only_paper_is_kept_as_it_is() -> None:
    paper = pieces.pdf()
    assert attachments.clean(paper) == attachments.Cleaned(paper, "application/pdf")


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_is_drawn_anew(form: str, media_type: str) -> None:
    cleaned = attachments.clean(pieces.picture(form) + b"PK\x03\x04 hidden behind")
    assert cleaned.media_type == media_type
    assert b"hidden" not in cleaned.content
    drawn = _opened(cleaned.content)
    assert (drawn.format, drawn.size) == (form, (60, 40))


def test_a_photo_stands_upright_and_no_longer_tells_where_it_was_taken() -> None:
    photo = pieces.picture_with_place()
    assert b"chez Alice" in photo
    cleaned = attachments.clean(photo).content
    assert b"chez Alice" not in cleaned
    assert b"Exif" not in cleaned
    red, _, _ = _opened(cleaned).convert("RGB").getpixel((55, 20))
    green = _opened(cleaned).convert("RGB").getpixel((55, 20))[1]
    assert (red > 200, green < 60) == (True, True)  # what was left is right, once turned


def test_a_transparent_picture_stays_so_and_one_in_few_colours_is_read() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert _opened(attachments.clean(out.getvalue()).content).mode == "RGBA"
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "PNG")
    assert _opened(attachments.clean(out.getvalue()).content).mode == "RGB"


def test_a_large_photo_is_made_as_large_as_a_sheet_of_paper_needs() -> None:
    cleaned = attachments.clean(pieces.picture(size=(6000, 4000)))
    assert _opened(cleaned.content).size == (3508, 2339)


HTML = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (HTML, WrongKind),
        (pieces.archive(), WrongKind),
        (b"MZ\x90\x00", WrongKind),
        (b"GIF89a" + b"\x00" * 20, WrongKind),
        (b" " + pieces.pdf(), WrongKind),
        (b"%PDF-1.7\n" + HTML, Damaged),
        (pieces.pdf()[:200], Damaged),
        (pieces.pdf().replace(b"/Pages", b"/Pagez"), Damaged),
        (pieces.picture()[:200], Damaged),
        (pieces.picture("PNG")[:60], Damaged),
        (pieces.locked_pdf(), Locked),
        (pieces.pdf_with_script(), Active),
        (pieces.pdf_with_file(), Active),
        (pieces.pdf_with_action("/Launch"), Active),
        (pieces.pdf_with_action("/JavaScript"), Active),
        (pieces.pdf_with_action("/SubmitForm"), Active),
        (pieces.pdf() + pieces.archive(), Active),
        (pieces.bomb(), TooManyPixels),
        (b"%PDF-" + b"x" * MAX_BYTES, TooLarge),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(content: bytes, refusal: type[UnfitFile]) -> None:
    with pytest.raises(UnfitFile) as refused:
        attachments.clean(content)
    assert type(refused.value) is refusal
    assert refused.value.sentence.count(".") >= 1


def test_an_ordinary_link_to_an_address_is_no_action() -> None:
    assert attachments.clean(pieces.pdf_with_action("/URI")).media_type == "application/pdf"


def test_a_pdf_of_countless_objects_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_OBJECTS", 2)
    with pytest.raises(Damaged):
        attachments.clean(pieces.pdf())


def test_a_pdf_without_a_page_is_damaged() -> None:
    out = io.BytesIO()
    PdfWriter().write(out)
    with pytest.raises(Damaged):
        attachments.clean(out.getvalue())


def test_a_document_lies_under_a_random_name_for_the_portals_user_only(attachments_folder: Path) -> None:
    names = {attachments.keep(b"%PDF") for _ in range(2)}
    assert {path.name for path in attachments_folder.iterdir()} == names
    assert len(names) == 2
    assert {stat.S_IMODE(attachments.path(name).stat().st_mode) for name in names} == {0o600}
    assert stat.S_IMODE(attachments_folder.stat().st_mode) == 0o700


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


def test_a_pdf_made_to_be_slow_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1_000_000, 100))
    monkeypatch.setattr("espace.adapters.attachments.monotonic", lambda: next(clock))

    with pytest.raises(Damaged):
        attachments.clean(pieces.pdf())
