"""What a statement and the summary of many share: title, band of facts, later pages' head, foot."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from espace.documents import letterhead
from espace.documents.statement_data import Issuer
from espace.documents.style import LEFT, LINE, RIGHT, SAND, SOFT, WIDTH, Pen, Style
from espace.documents.typefaces import BOLD, REGULAR
from espace.domain.formats import NBSP

# Tops of the boxes, in mm.
TITLE, BAND, TABLE, NEXT_TABLE = 77.0, 97.0, 127.0, 39.0
FLOW_BOTTOM, FOOT = 265.0, 270.0
BAND_HEIGHT, BAND_RADIUS, BAND_BOTTOM = 24.0, 3.0, 115.5
FOOT_WIDTH, LEGAL_LINES = 145.0, 3

HEADING = Style(BOLD, 22, 1.1, tracking=-0.02)
SUBTITLE = Style(REGULAR, 11, 1.4, SOFT)
LABEL = Style(REGULAR, 8.5, 1.4, SOFT)
FACT = Style(BOLD, 10)
PAID = Style(BOLD, 19, 1.1, tracking=-0.01)
SMALL = Style(REGULAR, 8, 1.45, SOFT)


class Cell(NamedTuple):
    """A cell of the band: its left edge and what a line may take (mm)."""

    left: float
    room: float


BAND_CELLS = (Cell(24.0, 42.0), Cell(70.0, 34.0), Cell(108.0, 40.0), Cell(152.0, 34.0))


class Fact(NamedTuple):
    """A value of the band, on as many lines as it needs, and the label above."""

    label: str
    lines: tuple[str, ...]
    style: Style = FACT


def head(pen: Pen, issuer: Issuer) -> None:
    """Draw the head of a first page: the brand, and how to reach the mutual."""
    letterhead.brand(pen, issuer, (issuer.address, f"{issuer.telephone}, {issuer.hours}"))


def title(pen: Pen, heading: str, words: str) -> None:
    """Write the title and the line under it."""
    pen.write(LEFT, TITLE, heading, HEADING)
    pen.write(LEFT, TITLE + HEADING.line + 1.5, SUBTITLE.shorten(words, WIDTH), SUBTITLE)


def band(pen: Pen, facts: Sequence[Fact]) -> None:
    """Draw the band of what matters most; each value stands on its last line, and shrinks when it is too wide."""
    pen.box(LEFT, BAND, WIDTH, BAND_HEIGHT, SAND, BAND_RADIUS)
    for cell, (label, lines, style) in zip(BAND_CELLS, facts, strict=False):
        top = BAND_BOTTOM - len(lines) * style.line
        pen.write(cell.left, top - LABEL.line, LABEL.shorten(label, cell.room), LABEL)
        for line in lines:
            pen.write(cell.left, top, line, style.fitted(line, cell.room))
            top += style.line


def foot(pen: Pen, issuer: Issuer, advice: str, number: int, pages: int) -> None:
    """Draw the foot of page `number` of so many: an advice, the legal words, the number."""
    pen.rule(FOOT, LINE, 0.3)
    pen.write_lines(LEFT, FOOT + 3.3, (advice, *_legal(issuer.legal)), SMALL)
    pen.write_right(RIGHT, FOOT + 3.3, f"Page{NBSP}{number} sur {pages}", SMALL)


@cache
def _legal(words: str) -> tuple[str, ...]:
    return SMALL.wrap(words, FOOT_WIDTH, LEGAL_LINES)
