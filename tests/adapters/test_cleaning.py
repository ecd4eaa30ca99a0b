"""What is looked for in a document, here in the tests' own process; its limits are tested with `quarantine`."""

import io

import pytest
from PIL import Image
from pypdf import PdfWriter

from espace.adapters import cleaning
from espace.domain.uploads import Active, Damaged, Locked, TooManyPixels, UnfitFile, kind_of
from tests import pieces


def _clean(content: bytes) -> bytes:
    return cleaning.clean(content, kind_of(content))


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_pdf_that_is_only_paper_is_kept_as_it_is() -> None:
    paper = pieces.pdf()
    assert _clean(paper) == paper


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew(form: str) -> None:
    cleaned = _clean(pieces.picture(form) + b"PK\x03\x04 hidden behind")
    assert b"hidden" not in cleaned
    drawn = _opened(cleaned)
    assert (drawn.format, drawn.size) == (form, (60, 40))


def test_a_photo_stands_upright_and_no_longer_tells_where_it_was_taken() -> None:
    photo = pieces.picture_with_place()
    assert b"chez Alice" in photo
    cleaned = _clean(photo)
    assert b"chez Alice" not in cleaned
    assert b"Exif" not in cleaned
    red, _, _ = _opened(cleaned).convert("RGB").getpixel((55, 20))
    green = _opened(cleaned).convert("RGB").getpixel((55, 20))[1]
    assert (red > 200, green < 60) == (True, True)  # what was left is right, once turned


def test_a_transparent_picture_stays_so_and_one_in_few_colours_is_read() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert _opened(_clean(out.getvalue())).mode == "RGBA"
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "PNG")
    assert _opened(_clean(out.getvalue())).mode == "RGB"


def test_a_large_photo_is_made_as_large_as_a_sheet_of_paper_needs() -> None:
    cleaned = _clean(pieces.picture(size=(6000, 4000)))
    assert _opened(cleaned).size == (3508, 2339)


HTML = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"%PDF-1.7\n" + HTML, Damaged),
        (pieces.pdf()[:200], Damaged),
        (pieces.pdf().replace(b"/Pages", b"/Pagez"), Damaged),
        (pieces.picture()[:200], Damaged),
        (pieces.picture("PNG")[:60], Damaged),
        (pieces.locked_pdf(), Locked),
        (pieces.pdf_with_script(), Active),
        (pieces.pdf_with_file(), Active),
        (pieces.pdf_with_a_hidden_action(), Damaged),
        (pieces.written_by_hand(b"/AA<</O<</S/GoTo/D[3 0 R/Fit]/S/Launch/F(cmd.exe)>>>>"), Damaged),
        (pieces.written_by_hand(b"/Names<</Dests 3 0 R/#44ests 3 0 R>>"), Damaged),
        (pieces.written_by_hand(b"/Lang(fr)/PageMode{/OpenAction<</S/JavaScript/JS(1)>>"), Damaged),
        (pieces.written_by_hand(b"", b"[" * 50_000 + b"]" * 50_000), Damaged),
        (pieces.pdf_with_action("/Launch"), Active),
        (pieces.pdf_with_action("/JavaScript"), Active),
        (pieces.pdf_with_action("/SubmitForm"), Active),
        (pieces.pdf() + pieces.archive(), Active),
        (pieces.bomb(), TooManyPixels),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(content: bytes, refusal: type[UnfitFile]) -> None:
    with pytest.raises(UnfitFile) as refused:
        _clean(content)
    assert type(refused.value) is refusal
    assert refused.value.sentence.count(".") >= 1


def test_an_ordinary_link_to_an_address_is_no_action() -> None:
    link = pieces.pdf_with_action("/URI")
    assert _clean(link) == link


def test_a_pdf_of_countless_objects_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MAX_OBJECTS", 2)
    with pytest.raises(Damaged):
        _clean(pieces.pdf())


def test_a_pdf_without_a_page_is_damaged() -> None:
    out = io.BytesIO()
    PdfWriter().write(out)
    with pytest.raises(Damaged):
        _clean(out.getvalue())
