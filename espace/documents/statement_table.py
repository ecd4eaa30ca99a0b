"""The table of a statement: who was treated, what it cost, who paid; it flows over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import NamedTuple

from espace.documents.flow import Block, Chunk
from espace.documents.statement_data import Amounts, StatementGroup, StatementLine
from espace.documents.style import INK, LEFT, LINE, RIGHT, SOFT, WIDTH, Colour, Pen, Style
from espace.documents.typefaces import BOLD, REGULAR
from espace.domain.formats import amount, amount_if_told, numeric_day

HEAD = Style(BOLD, 8.5, 1.3, SOFT)
CELL = Style(REGULAR, 9.5, 1.3)
CELL_BOLD = Style(BOLD, 9.5, 1.3)
CELL_SOFT = replace(CELL, colour=SOFT)
NOTE = CELL_SOFT.resized(8.5)
GROUP = Style(BOLD, 10.5, 1.3)
GROUP_SOFT = Style(REGULAR, 10.5, 1.3, SOFT)
TOTAL = Style(BOLD, 10, 1.3)

PADDING = 1.7
GUTTER = 2.0  # between two columns
HAIRLINE, GROUP_RULE, TOTAL_RULE = 0.2, 0.3, 0.5

CONTINUED = " (suite)"

# With more lines than this the act, the practitioner or the note ends with « … ».
ACT_LINES, PRACTITIONER_LINES, NOTE_LINES = 8, 2, 3

_MUTUAL, _OTHER_INSURER = Amounts._fields.index("mutual"), Amounts._fields.index("other_insurer")
_HEADS = ("Dépense", "Base", "Assurance Maladie", "Mutuelle", "Autre mutuelle", "Reste à charge")

# Widths of the design, in mm: the date, then the amounts; what is left is the act's.
_DATE_WIDTH, _WIDTHS = 24.0, (20.0, 19.0, 22.0, 20.0, 0.0, 21.0)
# One column more when another insurer paid: without it the rows would not add up.
_WIDTHS_WITH_OTHER = (19.0, 18.0, 19.0, 18.0, 19.0, 18.0)
_SMALLEST_ACT = 34.0
_SCALES = tuple(percent / 100 for percent in range(100, 0, -5))


class _Column(NamedTuple):
    """A column of amounts: which one of `Amounts` it shows, its right edge and the room of a text in it (mm)."""

    position: int
    right: float
    room: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand on this statement, and the styles its amounts need.

    Attributes:
        act: left edge of the act's column.
        act_room: what a line of the act may take.
        columns: the columns of amounts, from left to right.
        scale: by how much amounts shrink; 1 unless they run to hundreds of thousands of euros.
    """

    act: float
    act_room: float
    columns: tuple[_Column, ...]
    scale: float

    @staticmethod
    def of(rows: Sequence[Amounts]) -> Grid:
        """Take the design's widths; widen the columns that need it at the act's expense, then shrink the amounts."""
        by_column = list(zip(*rows, strict=True))
        with_other = any(by_column[_OTHER_INSURER])
        designed = _WIDTHS_WITH_OTHER if with_other else _WIDTHS
        needs = [_widest(values) for values in by_column]
        for scale in _SCALES:
            widths = [
                max(width, need * scale + GUTTER) if width else 0.0 for width, need in zip(designed, needs, strict=True)
            ]
            act_width = WIDTH - _DATE_WIDTH - sum(widths)
            if act_width >= _SMALLEST_ACT:
                break
        columns = tuple(
            _Column(position, RIGHT - sum(widths[position + 1 :]), width - GUTTER)
            for position, width in enumerate(widths)
            if width
        )
        # The act runs on over what its neighbour leaves free.
        free = widths[0] - max(needs[0] * scale, HEAD.width(_HEADS[0]))
        return Grid(LEFT + _DATE_WIDTH, act_width + free - GUTTER, columns, scale)

    def write_amounts(self, pen: Pen, top: float, amounts: Amounts, style: Style, mutual: Style) -> None:
        """Write a row of amounts, each against the right edge of its column."""
        for position, right, _ in self.columns:
            pen.write_right(right, top, amount_if_told(amounts[position]), mutual if position == _MUTUAL else style)

    def sized(self, style: Style) -> Style:
        """Return the style in the size this statement's amounts need."""
        return style if self.scale == 1 else style.resized(style.size * self.scale)


def _widest(values: Sequence[int | None]) -> float:
    """Return the width of the widest amount: figures are tabular, so it is the largest or the smallest one."""
    told = [cents for cents in values if cents is not None] or [0]
    return max(TOTAL.width(amount(most(told))) for most in (max, min))


@dataclass(frozen=True, slots=True)
class _Head:
    """The words over the columns; repeated on each page the table reaches."""

    grid: Grid
    heads: tuple[tuple[str, ...], ...]
    height: float

    @staticmethod
    def of(grid: Grid) -> _Head:
        heads = tuple(HEAD.wrap(_HEADS[column.position], column.room) for column in grid.columns)
        return _Head(grid, heads, max(map(len, heads)) * HEAD.line + 1.6)

    def draw(self, pen: Pen, top: float) -> None:
        bottom = top + self.height - 1.6
        pen.write(LEFT, bottom - HEAD.line, "Date des soins", HEAD)
        pen.write(self.grid.act, bottom - HEAD.line, "Acte", HEAD)
        for column, lines in zip(self.grid.columns, self.heads, strict=True):
            for place, line in enumerate(lines):
                pen.write_right(column.right, bottom - (len(lines) - place) * HEAD.line, line, HEAD)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The name of who was treated, over their lines; `continued` when they began on an earlier page."""

    name: str
    continued: bool
    height: float = 3.5 + GROUP.line + PADDING + 0.25

    def draw(self, pen: Pen, top: float) -> None:
        pen.rule(top, INK, GROUP_RULE)
        pen.write(LEFT, top + 3.6, self.name, GROUP)
        if self.continued:
            pen.write(LEFT + GROUP.width(self.name), top + 3.6, CONTINUED, GROUP_SOFT)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of care: its day, the act with the practitioner and the note under it, its amounts."""

    grid: Grid
    day: str
    act: tuple[str, ...]
    notes: tuple[str, ...]
    amounts: Amounts
    styles: tuple[Style, Style]
    height: float

    def draw(self, pen: Pen, top: float) -> None:
        pen.rule(top, LINE, HAIRLINE)
        first = below = top + PADDING + 0.1
        pen.write(LEFT, first, self.day, CELL)
        for line in self.act:
            pen.write(self.grid.act, below, line, CELL_BOLD)
            below += CELL.line
        for line in self.notes:
            pen.write(self.grid.act, below, line, NOTE)
            below += CELL.line
        self.grid.write_amounts(pen, first, self.amounts, *self.styles)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A subtotal or the total: words on the left, amounts under their columns."""

    grid: Grid
    words: str
    amounts: Amounts
    style: Style
    rule: tuple[Colour, float]
    padding: float
    height: float

    def draw(self, pen: Pen, top: float) -> None:
        pen.rule(top, *self.rule)
        pen.write(LEFT, top + self.padding, self.words, self.style)
        style = self.grid.sized(self.style)
        self.grid.write_amounts(pen, top + self.padding, self.amounts, style, style)


def _subtotal(grid: Grid, group: StatementGroup, amounts: Amounts) -> _Sum:
    words = CELL_SOFT.shorten(f"Sous-total {group.short_name}", _words_room(grid))
    return _Sum(grid, words, amounts, CELL_SOFT, (LINE, HAIRLINE), PADDING + 0.1, 2 * PADDING + CELL.line + 0.26)


def _total(grid: Grid, amounts: Amounts) -> _Sum:
    return _Sum(grid, "Total du paiement", amounts, TOTAL, (INK, TOTAL_RULE), 2.75, 2.75 + TOTAL.line + PADDING)


def _words_room(grid: Grid) -> float:
    return grid.act + grid.act_room - LEFT


def _line_maker(grid: Grid) -> Callable[[StatementLine], _Line]:
    """Return what lays out a line on this grid; a text that comes back is cut into lines once a document."""
    styles = grid.sized(CELL), grid.sized(CELL_BOLD)

    @cache
    def act(text: str) -> tuple[str, ...]:
        return CELL_BOLD.wrap(text, grid.act_room, ACT_LINES)

    @cache
    def note(text: str, most: int) -> tuple[str, ...]:
        return NOTE.wrap(text, grid.act_room, most)

    def make(line: StatementLine) -> _Line:
        acts = act(line.act)
        notes = note(line.practitioner, PRACTITIONER_LINES) + note(line.note, NOTE_LINES)
        height = 2 * PADDING + max(1, len(acts) + len(notes)) * CELL.line + 0.33
        return _Line(grid, numeric_day(line.care_date), acts, notes, line.amounts, styles, height)

    return make


def _group_chunks(group: StatementGroup, rows: list[Block], head: _Head, closing: Sequence[Block]) -> Iterator[Chunk]:
    """Keep the heading with the first row and what closes the group with the last one."""
    name = GROUP.shorten(group.name, WIDTH - GROUP_SOFT.width(CONTINUED))
    chunks = [[row] for row in rows]
    chunks[0].insert(0, _Heading(name, continued=False))
    chunks[-1].extend(closing)
    yield Chunk(chunks[0], opening=(head,))
    again = (head, _Heading(name, continued=True))
    for blocks in chunks[1:]:
        yield Chunk(blocks, opening=again)


def table(groups: Sequence[StatementGroup], *, with_total: bool = True) -> Iterator[Chunk]:
    """Lay out the lines of each group, a subtotal under each when there are several, and the payment's total."""
    groups = [group for group in groups if group.lines]
    amounts = [[line.amounts for line in group.lines] for group in groups]
    subtotals = [Amounts.sum(rows) for rows in amounts]
    total = Amounts.sum(subtotals)
    grid = Grid.of([total, *subtotals, *chain.from_iterable(amounts)])
    head, make, last = _Head.of(grid), _line_maker(grid), len(groups) - 1
    if not groups:
        yield Chunk((_total(grid, total),), opening=(head,))
    for place, (group, subtotal) in enumerate(zip(groups, subtotals, strict=True)):
        closing: list[Block] = [_subtotal(grid, group, subtotal)] if len(groups) > 1 else []
        if place == last and with_total:
            closing.append(_total(grid, total))
        yield from _group_chunks(group, [make(line) for line in group.lines], head, closing)
