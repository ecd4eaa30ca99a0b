"""The rows of a coverage table and of its examples, as blocks that flow down the pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from espace.documents.coverage_data import CoverageRow, CoverageSection, ExampleRow
from espace.documents.flow import Block, Chunk
from espace.documents.style import GREEN, LEFT, LINE, RIGHT, SAND, SOFT, WIDTH, Pen, Style
from espace.documents.typefaces import BOLD, REGULAR
from espace.domain.formats import NBSP, amount

HEAD = Style(BOLD, 8.5, 1.3, SOFT)
BAND = Style(BOLD, 10.5, 1.3)
BAND_SOFT = Style(REGULAR, 10.5, 1.3, SOFT)
CELL = Style(REGULAR, 9.5, 1.3)
CELL_BOLD = Style(BOLD, 9.5, 1.3)
NOTE = replace(CELL, colour=SOFT).resized(8.5)
FULL_COVER = replace(CELL_BOLD, colour=GREEN).resized(8.5)
TITLE = Style(BOLD, 14, 1.2, tracking=-0.01)
TEXT = Style(REGULAR, 9.5, 1.4)

# Left edges and rooms of the columns, in mm: the care, what is paid, the conditions.
_INSET, _GUTTER = 2.5, 4.0
_LEVEL, _CONDITIONS = LEFT + 74.0, LEFT + 117.0
_LABEL_ROOM = _LEVEL - LEFT - _INSET - _GUTTER
_LEVEL_ROOM, _CONDITIONS_ROOM = _CONDITIONS - _LEVEL - _GUTTER, RIGHT - _CONDITIONS - _INSET
# Right edges of the amounts of an example.
_HEADS = ("Prix", "Assurance Maladie", "Mutuelle", "Reste à charge")
_EDGES = (LEFT + 108.0, LEFT + 131.0, LEFT + 151.0, RIGHT - _INSET)
_NAME_ROOM, _HEAD_ROOM = 87.0, 19.0

PADDING, HAIRLINE, BAND_HEIGHT, BAND_RADIUS, GAP = 1.4, 0.2, 7.2, 1.5, 3.6
LABEL_LINES, LEVEL_LINES, CONDITION_LINES, NAME_LINES = 6, 4, 12, 4
CONTINUED = " (suite)"
FULL_COVER_WORDS = f"100{NBSP}% Santé{NBSP}: sans reste à charge"
_EXAMPLES_TITLE = "Exemples de remboursement"
_EXAMPLES_TEXT = (
    "Pour un adulte qui suit le parcours de soins. Les prix que la loi ne fixe pas sont choisis pour l’exemple ; la "
    "participation forfaitaire, que la loi laisse à votre charge, est comprise dans le reste à charge."
)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of one style, with white space under them."""

    lines: tuple[str, ...]
    style: Style
    below: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.line + self.below

    def draw(self, pen: Pen, top: float) -> None:
        pen.write_lines(LEFT, top, self.lines, self.style)


@dataclass(frozen=True, slots=True)
class _Band:
    """The name of a heading on its band; `continued` when its rows began on an earlier page."""

    name: str
    continued: bool = False
    height: float = BAND_HEIGHT + 1.0

    def draw(self, pen: Pen, top: float) -> None:
        pen.box(LEFT, top, WIDTH, BAND_HEIGHT, SAND, BAND_RADIUS)
        text = top + (BAND_HEIGHT - BAND.line) / 2
        pen.write(LEFT + _INSET, text, self.name, BAND)
        if self.continued:
            pen.write(LEFT + _INSET + BAND.width(self.name), text, CONTINUED, BAND_SOFT)


@dataclass(frozen=True, slots=True)
class _Head:
    """The words over the columns of the table."""

    height: float = HEAD.line + 1.6

    def draw(self, pen: Pen, top: float) -> None:
        columns = ((LEFT + _INSET, "Soins"), (_LEVEL, "Remboursement"), (_CONDITIONS, "Conditions"))
        for left, words in columns:
            pen.write(left, top, words, HEAD)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the care over its « 100 % Santé » mark, the level over its note, the conditions."""

    label: tuple[str, ...]
    full_cover: bool
    level: tuple[str, ...]
    note: tuple[str, ...]
    conditions: tuple[str, ...]
    ruled: bool

    @staticmethod
    def of(row: CoverageRow, *, ruled: bool) -> "_Row":
        return _Row(
            CELL_BOLD.wrap(row.label, _LABEL_ROOM, LABEL_LINES),
            row.full_cover,
            CELL.wrap(row.level, _LEVEL_ROOM, LEVEL_LINES),
            NOTE.wrap(row.note, _LEVEL_ROOM, LEVEL_LINES),
            NOTE.wrap(row.conditions, _CONDITIONS_ROOM, CONDITION_LINES),
            ruled,
        )

    @property
    def height(self) -> float:
        tallest = max(len(self.label) + self.full_cover, len(self.level) + len(self.note), len(self.conditions))
        return 2 * PADDING + tallest * CELL.line

    def draw(self, pen: Pen, top: float) -> None:
        if self.ruled:
            pen.rule(top, LINE, HAIRLINE)
        first = top + PADDING
        below = pen.write_lines(LEFT + _INSET, first, self.label, CELL_BOLD)
        if self.full_cover:
            pen.write(LEFT + _INSET, below, FULL_COVER_WORDS, FULL_COVER)
        below = pen.write_lines(_LEVEL, first, self.level, CELL)
        pen.write_lines(_LEVEL, below, self.note, NOTE)
        pen.write_lines(_CONDITIONS, first, self.conditions, NOTE)


@dataclass(frozen=True, slots=True)
class _ExampleHead:
    """The words over the columns of the examples."""

    height: float = 2 * HEAD.line + 1.6

    def draw(self, pen: Pen, top: float) -> None:
        bottom = top + 2 * HEAD.line
        pen.write(LEFT, bottom - HEAD.line, "Soins", HEAD)
        for right, words in zip(_EDGES, _HEADS, strict=True):
            lines = HEAD.wrap(words, _HEAD_ROOM)
            for place, line in enumerate(lines):
                pen.write_right(right, bottom - (len(lines) - place) * HEAD.line, line, HEAD)


@dataclass(frozen=True, slots=True)
class _Example:
    """Who pays what of one care."""

    name: tuple[str, ...]
    amounts: tuple[int, int, int, int]

    @property
    def height(self) -> float:
        return 2 * PADDING + len(self.name) * CELL.line

    def draw(self, pen: Pen, top: float) -> None:
        pen.rule(top, LINE, HAIRLINE)
        pen.write_lines(LEFT, top + PADDING, self.name, CELL)
        for place, (right, cents) in enumerate(zip(_EDGES, self.amounts, strict=True)):
            pen.write_right(right, top + PADDING, amount(cents), CELL_BOLD if place == len(_EDGES) - 1 else CELL)


def section_chunks(section: CoverageSection) -> Iterator[Chunk]:
    """Lay out the rows of a heading; its band stays with the first of them and comes back on each page."""
    name = BAND.shorten(section.heading, WIDTH - 2 * _INSET - BAND_SOFT.width(CONTINUED))
    again = (_Head(), _Band(name, continued=True))
    for place, row in enumerate(section.rows):
        block = _Row.of(row, ruled=place > 0)
        if place:
            yield Chunk((block,), opening=again)
        else:
            yield Chunk((_Band(name), block), gap=GAP, opening=(_Head(),))


def example_chunks(examples: Sequence[ExampleRow]) -> Iterator[Chunk]:
    """Lay out the examples: their title stays with the first of them, the words over the columns come back."""
    rows = [
        _Example(
            CELL.wrap(row.name, _NAME_ROOM, NAME_LINES),
            (row.charged, row.social_security, row.mutual, row.out_of_pocket),
        )
        for row in examples
    ]
    title: tuple[Block, ...] = (
        _Lines((_EXAMPLES_TITLE,), TITLE, below=1.5),
        _Lines(TEXT.wrap(_EXAMPLES_TEXT, WIDTH), TEXT, below=2.0),
        _ExampleHead(),
    )
    yield Chunk((*title, rows[0]), gap=2 * GAP)
    for row in rows[1:]:
        yield Chunk((row,), opening=(_ExampleHead(),))
