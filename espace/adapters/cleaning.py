"""What documents of members are looked into and cleaned by: work on bytes that anybody may have made.

A picture is drawn anew: what hides in it (where it was taken, another file) does not survive. A PDF is kept as it
is, if it is nothing but paper: neither locked, nor able to act, nor carrying a file, nor written so that two readers
see two documents in it.

The portal runs it in `quarantine` only, whose limits hold whatever a file does to Pillow and pypdf.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from espace.domain.uploads import Active, Damaged, Locked, TooManyPixels, UnfitFile

MAX_PIXELS = 40_000_000  # a telephone's pictures have 12 to 24 million
LONGEST_SIDE = 3508  # pixels: a sheet of paper at 300 dots an inch
MAX_OBJECTS = 20_000
JPEG_QUALITY = 88
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"})
_ACTIVE_NAMES = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMedia", "/FileAttachment"}
)

# Our own cap is asked first, of the size a picture declares: nothing is unfolded before. Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


def clean(content: bytes, media_type: str) -> bytes:
    """Return a document of a known kind as it may be kept.

    Raises:
        UnfitFile: with the sentence that says why it is not taken, and what to do.
    """
    try:
        if media_type != "application/pdf":
            return _drawn_anew(content, media_type)
        with _nothing_mended():
            _check_pdf(content)
    except UnfitFile:
        raise
    except Exception as fault:  # whatever a parser trips over, the file is what is wrong
        raise Damaged from fault
    return content


def _drawn_anew(content: bytes, media_type: str) -> bytes:
    form = media_type.removeprefix("image/").upper()
    side = (LONGEST_SIDE, LONGEST_SIDE)
    with Image.open(io.BytesIO(content), formats=[form]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise TooManyPixels
        picture.draft("RGB", side)  # a large JPEG is unfolded smaller at once
        picture.load()
        picture.thumbnail(side)  # before it is turned: both at full size would take twice the room
        ImageOps.exif_transpose(picture, in_place=True)
        mode = "RGBA" if form == "PNG" and picture.has_transparency_data else "RGB"
        drawn = Image.new(mode, picture.size)
        drawn.paste(picture.convert(mode))
    out = io.BytesIO()
    drawn.save(out, form, **({"quality": JPEG_QUALITY} if form == "JPEG" else {}))
    return out.getvalue()


class _Mended(logging.Handler):
    """Notes that pypdf read something otherwise than it is written, of which it only warns."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def emit(self, record: logging.LogRecord) -> None:
        of_dictionary = record.name == DictionaryObject.__module__
        self.seen |= of_dictionary or str(record.msg).startswith("Invalid stream")


@contextmanager
def _nothing_mended() -> Iterator[None]:
    """Refuse what another reader may read otherwise: a key that stands twice, a dictionary that breaks off.

    Of two `/OpenAction` pypdf keeps the first, and a viewer the second, which nobody has looked into.
    """
    notes, log = _Mended(), logging.getLogger("pypdf")
    log.addHandler(notes)
    try:
        yield
    finally:
        log.removeHandler(notes)
    if notes.seen:
        raise Damaged


def _check_pdf(content: bytes) -> None:
    _, end, behind = content.rpartition(b"%%EOF")
    if not end:
        raise Damaged
    if behind.strip(b"\r\n\t \x00"):
        raise Active  # another file follows the end
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Locked
    if not reader.pages:
        raise Damaged
    if any(map(_acts, _objects(reader))):
        raise Active


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Yield every object of a PDF, those that no page leads to as well."""
    numbers = {(number, generation) for generation, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_OBJECTS:
        raise Damaged
    yield reader.trailer
    for number, generation in numbers:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _acts(found: Any) -> bool:
    """Tell whether an object, or one within it, does something or carries a file; links to others are not followed."""
    todo = [found]
    while todo:
        one = todo.pop()
        if isinstance(one, DictionaryObject):
            kinds = {str(one.raw_get(key)) for key in ("/S", "/Subtype") if key in one}
            if not _ACTIVE_KEYS.isdisjoint(one) or not _ACTIVE_NAMES.isdisjoint(kinds):
                return True
            todo += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            todo += list(one)
    return False
