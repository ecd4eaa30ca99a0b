"""The documents members send: looked into, cleaned, and kept under random names outside what is served.

A picture is drawn anew: what hides in it (where it was taken, another file) does not survive. A PDF is kept as it
is, if it is nothing but paper: neither locked, nor able to act, nor carrying a file.
"""

import io
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from espace.adapters import files
from espace.domain.uploads import MAX_BYTES, Active, Damaged, Locked, TooLarge, TooManyPixels, UnfitFile, kind_of
from espace.settings import settings

MAX_PIXELS = 40_000_000  # a telephone's pictures have 12 to 24 million
LONGEST_SIDE = 3508  # pixels: a sheet of paper at 300 dots an inch
MAX_OBJECTS = 20_000
SECONDS_A_PDF = 5.0  # twenty times what the largest of them takes
JPEG_QUALITY = 88
_NAME = re.compile(r"[A-Za-z0-9_-]{32}|\.[A-Za-z0-9_-]{32}\.part")  # the second was left half written by a crash
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"})
_ACTIVE_NAMES = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMedia", "/FileAttachment"}
)

# Our own cap is asked first, of the size a picture declares: nothing is unfolded before. Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document that may be kept, and what it is."""

    content: bytes
    media_type: str


def clean(content: bytes) -> Cleaned:
    """Return a document as it may be kept.

    Raises:
        UnfitFile: with the sentence that says why it is not taken, and what to do.
    """
    media_type = kind_of(content)
    if len(content) > MAX_BYTES:
        raise TooLarge
    try:
        if media_type == "application/pdf":
            _check_pdf(content)
        else:
            content = _drawn_anew(content, media_type)
    except UnfitFile:
        raise
    except Exception as fault:  # whatever a parser trips over, the file is what is wrong
        raise Damaged from fault
    return Cleaned(content, media_type)


def _drawn_anew(content: bytes, media_type: str) -> bytes:
    form = media_type.removeprefix("image/").upper()
    with Image.open(io.BytesIO(content), formats=[form]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise TooManyPixels
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unfolded smaller at once
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    mode = "RGBA" if form == "PNG" and upright.has_transparency_data else "RGB"
    drawn = Image.new(mode, upright.size)
    drawn.paste(upright.convert(mode))
    out = io.BytesIO()
    drawn.save(out, form, **({"quality": JPEG_QUALITY} if form == "JPEG" else {}))
    return out.getvalue()


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
    until = monotonic() + SECONDS_A_PDF
    for number, generation in numbers:
        if monotonic() > until:
            raise Damaged  # made to be slow: no bank and no town hall writes such a file
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


def keep(content: bytes) -> str:
    """Put a cleaned document on the disk, and return the random name it lies under.

    Raises:
        OSError: when it cannot be written; nothing of it is left.
    """
    name = secrets.token_urlsafe(24)
    files.write(settings().attachments, name, content)
    return name


def path(stored_name: str) -> Path:
    """Return where a document lies; the name never leads out of the folder."""
    if not _NAME.fullmatch(stored_name):
        raise ValueError("a stored name is 32 letters, digits, « _ » and « - »")
    return settings().attachments / stored_name


def forget(stored_name: str) -> None:
    """Delete a document, if it is still there."""
    path(stored_name).unlink(missing_ok=True)


def older_than(instant: datetime) -> list[str]:
    """Return the names of the documents that were written before `instant`, whole or half."""
    folder = settings().attachments
    ours = [found for found in folder.iterdir() if _NAME.fullmatch(found.name)] if folder.is_dir() else []
    return [found.name for found in ours if found.stat().st_mtime < instant.timestamp()]
