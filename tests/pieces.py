"""Documents for tests, good and bad: `pdf()`, `picture("PNG")`, `pdf_with_script()`…"""

import io
import zipfile
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject


def pdf() -> bytes:
    """One empty sheet of paper."""
    return _written(_paper())


def locked_pdf() -> bytes:
    """One that opens with a password."""
    paper = _paper()
    paper.encrypt("secret", algorithm="RC4-128")
    return _written(paper)


def pdf_with_script() -> bytes:
    """One that runs a program when it is opened."""
    paper = _paper()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    paper.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return _written(paper)


def pdf_with_file() -> bytes:
    """One that carries another file."""
    paper = _paper()
    paper.add_attachment("facture.xml", b"<facture/>")
    return _written(paper)


def pdf_with_action(kind: str) -> bytes:
    """One whose page has a link that does something."""
    paper = _paper()
    action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("cmd.exe")})
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    paper.pages[0][NameObject("/Annots")] = ArrayObject([link])
    return _written(paper)


def written_by_hand(catalog: bytes = b"", *others: bytes) -> bytes:
    """One empty sheet of paper, with more in its catalog and other objects from number 4 on, written as they are."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *others,
    )
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(written), len(objects) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (count, table, count)
    return bytes(written) + b"startxref\n%d\n%%%%EOF\n" % start


def pdf_with_a_hidden_action() -> bytes:
    """One whose second `/OpenAction` runs a program, and whose first does not."""
    return written_by_hand(b"/OpenAction[3 0 R/Fit]/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")


def slow_pdf() -> bytes:
    """One of a single object, read for many seconds: two million numbers."""
    return written_by_hand(b"", b"[" + (b"[" + b"0 " * 90_000 + b"]") * 26 + b"]")


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture, red on its left half and white on its right."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, form, **options)
    return out.getvalue()


def picture_with_place() -> bytes:
    """A photo that tells where it was taken, and that it was taken upside down."""
    exif = Image.Exif()
    exif[0x0112] = 3  # turned by 180 degrees
    exif[0x010E] = "chez Alice"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 50,000 × 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    side = (50_000).to_bytes(4, "big")
    head = chunk(b"IHDR", side + side + bytes([8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")


def archive() -> bytes:
    """A ZIP with a program in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("virus.exe", b"MZ" * 50)
    return out.getvalue()


def _paper() -> PdfWriter:
    paper = PdfWriter()
    paper.add_blank_page(width=595, height=842)
    return paper


def _written(paper: PdfWriter) -> bytes:
    out = io.BytesIO()
    paper.write(out)
    return out.getvalue()
