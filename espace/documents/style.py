"""The look every document shares: A4 geometry, the palette, text styles, the pen, the brand mark.

Positions are millimetres from the top left corner of the page, as in the design's print references; type sizes
are points.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from espace.documents.typefaces import BOLD, REGULAR, Typeface, printable

# Page contents as plain compressed bytes: a quarter smaller and faster than reportlab's ASCII default.
rl_config.useA85 = 0

MM = 72 / 25.4
LEFT, RIGHT = 18.0, 192.0
WIDTH = RIGHT - LEFT
_PAGE_HEIGHT = A4[1]

# Ascender and descender of both fonts (hhea), in ems: where a line of text stands in its line box.
_ASCENT, _EXTENT = 0.984, 1.3

_QUARTER_CIRCLE = 4 / 3 * (math.sqrt(2) - 1)  # how far a Bézier curve's handles reach along the radius

Colour = tuple[float, float, float]


def _rgb(value: int) -> Colour:
    return (round((value >> 16) / 255, 4), round((value >> 8 & 0xFF) / 255, 4), round((value & 0xFF) / 255, 4))


INK = _rgb(0x14213D)
SOFT = _rgb(0x4C5570)
LINE = _rgb(0xD9D2C5)
SAND = _rgb(0xF4EFE6)
RED = _rgb(0xC8202F)
SEA = _rgb(0x1B5E8C)
GREEN = _rgb(0x177A4B)
AMBER = _rgb(0xB26A00)


@dataclass(frozen=True)
class Style:
    """How a text looks: typeface, size in points, line height in ems, colour, letter spacing in ems.

    Text from outside goes through `wrap` or `shorten` before it is measured or drawn: both make it printable.
    """

    face: Typeface
    size: float
    leading: float = 1.4
    colour: Colour = INK
    tracking: float = 0.0

    @cached_property
    def line(self) -> float:
        """The height of a line, in millimetres."""
        return self.size * self.leading / MM

    @cached_property
    def drop(self) -> float:
        """How far the baseline stands under the top of the line, in millimetres."""
        return self.size * ((self.leading - _EXTENT) / 2 + _ASCENT) / MM

    def width(self, text: str) -> float:
        """Return the width of a text in millimetres."""
        return self.face.width(text, self.size) / MM

    def shorten(self, text: str, room: float) -> str:
        """Return any text made printable, and cut with « … » to fit in `room` millimetres."""
        return self.face.shorten(printable(text), self.size, room * MM)

    def wrap(self, text: str, room: float, most: int | None = None) -> tuple[str, ...]:
        """Return the lines of any text, made printable, in a column of `room` millimetres, `most` of them at most."""
        return self.face.wrap(printable(text), self.size, room * MM, most)

    def fitted(self, text: str, room: float) -> "Style":
        """Return this style, smaller on the same baseline if it must be for the text to fit in `room` millimetres."""
        size = self.face.size_to_fit(text, self.size, room * MM)
        return self if size == self.size else self.resized(size)

    def resized(self, size: float) -> "Style":
        """Return this style in another size, its baseline at the same distance from the top of the line."""
        leading = _EXTENT + 2 * (self.drop * MM / size - _ASCENT)
        return replace(self, size=size, leading=leading)


class Pen:
    """Draws on the pages of one document, top left corner first, and repeats no setting that is already in force.

    The texts of a page are laid over its shapes when the page is finished. Texts, rules and boxes are written as PDF
    operators, as reportlab's `ttfonts` documents it: its own calls take twice as long for a long statement.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._start_page()

    def _start_page(self) -> None:
        self._text: list[str] = []
        self._style: Style | None = None
        self._subset = -1
        self._stroke: tuple[Colour, float] | None = None
        self._fill: Colour | None = None

    def finish_page(self) -> None:
        """End the current page; the next drawing begins another."""
        self._canvas.addLiteral(f"BT {' '.join(self._text)} ET")
        self._canvas.showPage()
        self._start_page()

    def write(self, x: float, top: float, text: str, style: Style) -> None:
        """Write one line from `x` to the right, in a line box whose top is given."""
        if style is not self._style:
            self._use(style)
        self._text.append(f"1 0 0 1 {x * MM:.2f} {_PAGE_HEIGHT - (top + style.drop) * MM:.2f} Tm")
        for subset, codes in style.face.encode(text, self._canvas):
            if subset != self._subset:
                self._subset = subset
                self._text.append(f"{style.face.resource(subset, self._canvas)} {style.size:.2f} Tf")
            self._text.append(f"<{codes.hex()}> Tj")

    def write_right(self, right: float, top: float, text: str, style: Style) -> None:
        """Write one line that ends at `right`."""
        self.write(right - style.width(text), top, text, style)

    def write_lines(self, x: float, top: float, lines: tuple[str, ...], style: Style) -> float:
        """Write lines under one another and return where the next one would start."""
        for line in lines:
            self.write(x, top, line, style)
            top += style.line
        return top

    def _use(self, style: Style) -> None:
        before, self._style = self._style, style
        self._subset = -1
        if before is None or before.colour != style.colour:
            self._text.append("{:.4f} {:.4f} {:.4f} rg".format(*style.colour))
        if (before.tracking * before.size if before else 0.0) != style.tracking * style.size:
            self._text.append(f"{style.tracking * style.size:.2f} Tc")

    def rule(self, top: float, colour: Colour, thickness: float) -> None:
        """Draw a line across the text width, centred on `top`."""
        if self._stroke != (colour, thickness):
            self._stroke = (colour, thickness)
            self._canvas.setStrokeColor(colour)
            self._canvas.setLineWidth(thickness * MM)
        y = _PAGE_HEIGHT - top * MM
        self._canvas.addLiteral(f"{LEFT * MM:.2f} {y:.2f} m {RIGHT * MM:.2f} {y:.2f} l S")

    def box(self, x: float, top: float, width: float, height: float, colour: Colour, radius: float = 0.0) -> None:
        """Fill a rectangle, with rounded corners when a radius is given."""
        if self._fill != colour:
            self._fill = colour
            self._canvas.setFillColor(colour)
        place = (x * MM, _PAGE_HEIGHT - (top + height) * MM, width * MM, height * MM)
        if radius:
            self._canvas.addLiteral(_rounded(*place, radius * MM))
        else:
            self._canvas.addLiteral("{:.2f} {:.2f} {:.2f} {:.2f} re f".format(*place))

    def bookmark(self, key: str, title: str) -> None:
        """Name the page being drawn in the document's outline; `key` is what `link` leads to."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def link(self, key: str, top: float, height: float) -> None:
        """Make a band across the text width lead to a bookmarked page."""
        bottom = _PAGE_HEIGHT - (top + height) * MM
        place = (LEFT * MM, bottom, RIGHT * MM, bottom + height * MM)
        self._canvas.linkAbsolute("", key, place, Border="[0 0 0]")

    def brand_mark(self, x: float, top: float, side: float) -> None:
        """Draw the sun over the sea, in a square of `side` millimetres."""
        canvas, scale = self._canvas, side * MM / _MARK_SIDE
        canvas.saveState()
        canvas.transform(scale, 0, 0, -scale, x * MM, _PAGE_HEIGHT - top * MM)
        canvas.setFillColor(RED)
        canvas.drawPath(_SUN, stroke=0, fill=1)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(3)
        canvas.setLineCap(1)
        canvas.drawPath(_SEA_LINES, stroke=1, fill=0)
        canvas.restoreState()


def _rounded(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """Write a filled rectangle whose corners are quarter circles, each one Bézier curve, as PDF operators."""
    right, top, pull = left + width, bottom + height, radius * (1 - _QUARTER_CIRCLE)
    return (
        f"{left + radius:.2f} {bottom:.2f} m {right - radius:.2f} {bottom:.2f} l "
        f"{right - pull:.2f} {bottom:.2f} {right:.2f} {bottom + pull:.2f} {right:.2f} {bottom + radius:.2f} c "
        f"{right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - pull:.2f} {right - pull:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c "
        f"{left + radius:.2f} {top:.2f} l "
        f"{left + pull:.2f} {top:.2f} {left:.2f} {top - pull:.2f} {left:.2f} {top - radius:.2f} c "
        f"{left:.2f} {bottom + radius:.2f} l "
        f"{left:.2f} {bottom + pull:.2f} {left + pull:.2f} {bottom:.2f} {left + radius:.2f} {bottom:.2f} c f"
    )


# The brand mark, in the 40 by 40 drawing of the design (y downwards).
_MARK_SIDE = 40


def _sun() -> PDFPathObject:
    """Trace the sun: the arc of radius 13 over the chord from (7.6, 24) to (32.4, 24), as four Bézier curves."""
    radius, half_chord, horizon, quarters = 13.0, 12.4, 24.0, 4
    middle = horizon - math.sqrt(radius**2 - half_chord**2)
    start = math.pi - math.asin((horizon - middle) / radius)
    step = (3 * math.pi - 2 * start) / quarters
    reach = radius * 4 / 3 * math.tan(step / 4)
    path = PDFPathObject()
    path.moveTo(20 - half_chord, horizon)
    for quarter in range(quarters):
        first, last = start + quarter * step, start + (quarter + 1) * step
        x1, y1 = 20 + radius * math.cos(first), middle + radius * math.sin(first)
        x2, y2 = 20 + radius * math.cos(last), middle + radius * math.sin(last)
        path.curveTo(
            x1 - reach * math.sin(first), y1 + reach * math.cos(first),
            x2 + reach * math.sin(last), y2 - reach * math.cos(last),
            x2, y2,
        )  # fmt: skip
    path.close()
    return path


def _sea_lines() -> PDFPathObject:
    """Trace the two waves, four swells each, one down and one up in turn."""
    path = PDFPathObject()
    # Start, length and height of a swell, how far its crest and its trough pull the curve.
    for x, y, length, height, crest, trough in ((3.0, 29.5, 8.5, 2.6, 4.25, 4.25), (9.0, 36.3, 5.5, 1.7, 2.8, 1.9)):
        path.moveTo(x, y)
        for fall, pull, next_pull in ((height, crest, trough), (-height, trough, crest)) * 2:
            path.curveTo(x + pull, y, x + length - next_pull, y + fall, x + length, y + fall)
            x, y = x + length, y + fall
    return path


_SUN, _SEA_LINES = _sun(), _sea_lines()

BODY = Style(REGULAR, 9.5)
BODY_BOLD = Style(BOLD, 9.5)
