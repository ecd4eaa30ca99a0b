"""The two typefaces embedded in every document, and text made to fit: printable, wrapped, shortened.

Widths and sizes are in points. Only text that went through `printable` may be measured or drawn.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ELLIPSIS = "…"
NBSP = "\u00a0"
REPLACEMENT = "\ufffd"  # drawn as a box by both fonts

_FOLDER = Path(__file__).parent / "fonts"
_FIRST_PRINTABLE = 0x20
_CODES_A_SUBSET = 256
# Soft hyphen, zero-width spaces and joiners, byte order mark, variation selectors.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")


# Feeds write « 65 % » and « euros : » with plain spaces; a line never starts with what belongs to the one above.
_GLUED = re.compile("(?<=«) | (?=[%€:;?!»])")


class _Codes(dict[int, int]):
    """Gives each character, at its first use in a document, its place in the document's font subsets."""

    def __init__(self) -> None:
        super().__init__()
        self.subsets: list[list[int]] = [[0]]

    def __missing__(self, character: int) -> int:
        if len(self.subsets[-1]) == _CODES_A_SUBSET:
            self.subsets.append([0])
        self.subsets[-1].append(character)
        code = (len(self.subsets) - 1) * _CODES_A_SUBSET + len(self.subsets[-1]) - 1
        self[character] = code
        return code


class _EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab is untyped
    """A reportlab font that keeps no-break spaces, encodes whole strings at once and is safe among threads.

    reportlab writes U+00A0 as a plain space, so a copied amount could be cut in two; and it walks strings
    one character at a time, which is most of the time a long statement takes.
    """

    # Cutting a subset seeks in the font's bytes through one shared position.
    _cutting = Lock()

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802  # reportlab's name
        state = self.state.get(doc)
        if state is None:
            codes = _Codes()
            state = self.state[doc] = TTFont.State(False, self)
            state.assignments, state.subsets = codes, codes.subsets
        encoded = text.translate(state.assignments)
        try:
            return [(0, encoded.encode("latin-1"))]
        except UnicodeEncodeError:  # more than 255 different characters in one document
            return [(ord(code) >> 8, bytes((ord(code) & 0xFF,))) for code in encoded]

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        with self._cutting:
            super().addObjects(doc)


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """One embedded font: the name reportlab knows it by, and the advance of each character in thousandths of an em."""

    name: str
    advances: Mapping[str, int]
    font: Any

    def encode(self, text: str, canvas: Canvas) -> list[tuple[int, bytes]]:
        """Return the text in the codes of this document: pieces, each with the subset of the font that has it."""
        pieces: list[tuple[int, bytes]] = self.font.splitString(text, canvas._doc)
        return pieces

    def resource(self, subset: int, canvas: Canvas) -> str:
        """Return the name by which a page refers to a subset of the font."""
        name: str = self.font.getSubsetInternalName(subset, canvas._doc)
        return name

    def width(self, text: str, size: float) -> float:
        """Return how wide the text is at this size."""
        return sum(map(self.advances.__getitem__, text)) * size / 1000

    def size_to_fit(self, text: str, size: float, room: float) -> float:
        """Return the size, lowered where it must be, at which the text fits: amounts shrink, they are never cut."""
        width = self.width(text, size)
        return size if width <= room else size * room / width

    def shorten(self, text: str, size: float, room: float) -> str:
        """Return the text, its end replaced by « … » where it does not fit."""
        if self.width(text, size) <= room:
            return text
        kept = self._fitting(text, size, room - self.width(ELLIPSIS, size))
        return text[:kept].rstrip(" ,;:-") + ELLIPSIS

    def wrap(self, text: str, size: float, room: float, most: int | None = None) -> tuple[str, ...]:
        """Cut the text into lines at its spaces, and inside a word too long for a line.

        French spacing is kept: no line starts with « % », « € », « : », « ; », « ? », « ! » or « » ».

        Args:
            text: printable text.
            size: the font's size.
            room: the width of a line.
            most: the number of lines at most; the last one is then shortened with « … ».
        """
        rest = _GLUED.sub(NBSP, " ".join(filter(None, text.split(" "))))
        lines: list[str] = []
        while rest and self.width(rest, size) > room:
            if most is not None and len(lines) + 1 >= most:
                return (*lines, self.shorten(rest, size, room))
            cut = self._line_end(rest, size, room)
            lines.append(rest[:cut].rstrip(" "))
            rest = rest[cut:].lstrip(" ")
        return (*lines, rest) if rest else tuple(lines)

    def _line_end(self, text: str, size: float, room: float) -> int:
        """Return where to cut the first line: after a space, else after a hyphen or slash, else anywhere."""
        fitting = max(1, self._fitting(text, size, room))
        if text[fitting : fitting + 1] == " ":
            return fitting
        for marks in (" ", "-/"):
            cut = max(text.rfind(mark, 0, fitting) for mark in marks) + 1
            if cut > 1:
                return cut
        return fitting

    def _fitting(self, text: str, size: float, room: float) -> int:
        """Return how many characters of the text fit."""
        advance = 0
        for position, character in enumerate(text):
            advance += self.advances[character]
            if advance * size / 1000 > room:
                return position
        return len(text)


def _load(name: str) -> Typeface:
    """Register a font with reportlab, once a process: this module is imported once."""
    font = _EmbeddedFont(name, str(_FOLDER / f"{name}.ttf"), asciiReadable=False)
    pdfmetrics.registerFont(font)
    face = font.face
    advances = {
        chr(code): round(face.charWidths[code])
        for code, glyph in face.charToGlyph.items()
        if glyph and code >= _FIRST_PRINTABLE
    }
    return Typeface(name, advances, font)


REGULAR = _load("AtkinsonHyperlegibleNext-Regular")
BOLD = _load("AtkinsonHyperlegibleNext-Bold")


class _Printable(dict[int, str]):
    """Maps each character the fonts have to itself; `__missing__` finds what stands for another."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _INVISIBLE:
            return ""
        if character.isspace():
            return " "
        plain = unicodedata.normalize("NFKD", character)
        # ễ loses its tilde, then if need be its circumflex: what is left is the nearest letter the fonts have.
        while plain != character and plain.strip():
            nearest = unicodedata.normalize("NFC", plain)
            if all(ord(part) in self for part in nearest):
                return nearest
            if not unicodedata.combining(plain[-1]):
                break
            plain = plain[:-1]
        return REPLACEMENT


_PRINTABLE = _Printable({ord(character): character for character in REGULAR.advances.keys() & BOLD.advances.keys()})


def printable(text: str) -> str:
    """Return the text with only characters that both fonts have.

    A letter with an accent the fonts lack becomes the nearest letter they have; line ends and tabs become spaces;
    characters that are invisible by nature are left out; anything else (emoji, Arabic, control characters)
    becomes a box, U+FFFD, so that nothing disappears unseen.
    """
    return unicodedata.normalize("NFC", text).translate(_PRINTABLE)
