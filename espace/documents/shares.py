"""The picture of who paid what: one bar cut into shares, its keys, and the sentence that explains what is left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from espace.documents.flow import Block, Chunk
from espace.documents.style import BODY, BODY_BOLD, LEFT, RIGHT, WIDTH, Colour, Pen, Style
from espace.domain.formats import amount
from espace.domain.wording import NEGATIVE_SHARE, NO_SHARE

HEADING = replace(BODY_BOLD, size=11)
KEY = replace(BODY, size=9)

GAP_ABOVE = 9.0
BAR_HEIGHT, BAR_GAP = 6.0, 0.6
SMALLEST_SEGMENT = 0.4  # a share of some cents stays visible
SQUARE, SQUARE_RADIUS, SQUARE_GAP, KEY_GAP = 2.6, 0.5, 1.6, 8.0
SENTENCE_WIDTH = 160.0
LINES_KEPT = 3  # lines of the explanation that stay with the bar


@dataclass(frozen=True, slots=True)
class Share:
    """What one of the payers paid, in cents, and its colour in the bar."""

    name: str
    paid: int
    colour: Colour


@dataclass(frozen=True, slots=True)
class _Words:
    """One line of text."""

    text: str
    style: Style
    height: float

    def draw(self, pen: Pen, top: float) -> None:
        pen.write(LEFT, top, self.text, self.style)


@dataclass(frozen=True, slots=True)
class _Bar:
    """The bar: each share as long as its part of the whole."""

    shares: Sequence[Share]
    height: float = BAR_HEIGHT

    def draw(self, pen: Pen, top: float) -> None:
        left = LEFT
        for share, length in zip(self.shares, segments([share.paid for share in self.shares]), strict=True):
            pen.box(left, top, length, BAR_HEIGHT, share.colour)
            left += length + BAR_GAP


@dataclass(frozen=True, slots=True)
class _Keys:
    """One row of keys: a square of the share's colour when there is a bar, its name and its amount."""

    keys: Sequence[tuple[float, Share]]
    squares: bool
    height: float = KEY.line

    def draw(self, pen: Pen, top: float) -> None:
        for left, share in self.keys:
            if self.squares:
                pen.box(left, top + (KEY.line - SQUARE) / 2, SQUARE, SQUARE, share.colour, SQUARE_RADIUS)
            pen.write(left + (SQUARE + SQUARE_GAP if self.squares else 0), top, _key_text(share), KEY)


@dataclass(frozen=True, slots=True)
class _Space:
    """White space between two blocks."""

    height: float

    def draw(self, pen: Pen, top: float) -> None:
        """White stays white."""


def segments(paid: Sequence[int]) -> list[float]:
    """Return the length (mm) of each share of the bar; every one is above zero and they fill the width exactly."""
    room = WIDTH - BAR_GAP * (len(paid) - 1)
    lengths = [max(SMALLEST_SEGMENT, room * cents / sum(paid)) for cents in paid]
    longest = lengths.index(max(lengths))
    lengths[longest] -= sum(lengths) - room
    return lengths


def _key_text(share: Share) -> str:
    return f"{share.name} {amount(share.paid)}"


def _key_rows(shares: Sequence[Share], squares: bool) -> Iterator[_Keys]:
    """Place the keys side by side, on a second row when amounts are very long."""
    row: list[tuple[float, Share]] = []
    left = LEFT
    for share in shares:
        length = KEY.width(_key_text(share)) + (SQUARE + SQUARE_GAP if squares else 0)
        if row and left + length > RIGHT:
            yield _Keys(row, squares)
            row, left = [], LEFT
        row.append((left, share))
        left += length + KEY_GAP
    yield _Keys(row, squares)


def picture(shares: Sequence[Share], explanation: str, apart: Sequence[str] = ()) -> Iterator[Chunk]:
    """Lay out the bar, its keys, what it leaves out (`apart`), and the explanation, which may go on over the next page.

    A negative share cannot be drawn as a part of a whole: a sentence then stands in place of the bar. Without any
    share there is neither bar nor keys.
    """
    heading = _Words("Qui a payé quoi ?", HEADING, HEADING.line + 2)
    left_out = [_Words(line, KEY, KEY.line) for words in apart for line in KEY.wrap(words, SENTENCE_WIDTH)]
    lines = [_Words(line, BODY, BODY.line) for line in BODY.wrap(explanation, SENTENCE_WIDTH)]
    drawn: list[Block] = [*(_drawn(shares) if shares else ()), *left_out, *([_Space(2)] if shares or left_out else ())]
    yield Chunk((heading, *drawn, *lines[:LINES_KEPT]), gap=GAP_ABOVE)
    for line in lines[LINES_KEPT:]:
        yield Chunk((line,))


def _drawn(shares: Sequence[Share]) -> Iterator[Block]:
    paid = [share for share in shares if share.paid]
    drawn = bool(paid) and all(share.paid > 0 for share in paid)
    if drawn:
        yield _Bar(paid)
    else:
        sentence = BODY.wrap(NEGATIVE_SHARE if paid else NO_SHARE, SENTENCE_WIDTH)
        yield from (_Words(line, BODY, BODY.line) for line in sentence)
    yield _Space(2)
    yield from _key_rows(shares, drawn)
