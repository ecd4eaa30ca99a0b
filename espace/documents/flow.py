"""What flows down the pages of a document: blocks that are never split, kept together in chunks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from espace.documents.style import Pen


class Block(Protocol):
    """Something drawn from a height down: a table row, a heading, a line of text."""

    @property
    def height(self) -> float:
        """How much of the page it takes, in millimetres."""

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it from `top` down."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Blocks that stay on one page.

    Attributes:
        blocks: what is drawn, from top to bottom.
        gap: the space above, dropped at the top of a page.
        opening: what is drawn first when the chunk begins a page (a table's head, a heading told again).
    """

    blocks: Sequence[Block]
    gap: float = 0.0
    opening: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the height at which it stands on its page."""

    block: Block
    top: float


def paginate(chunks: Iterable[Chunk], first_top: float, next_top: float, bottom: float) -> list[list[Placed]]:
    """Place chunks on as many pages as they need; a chunk taller than a page starts one and overflows it.

    Args:
        chunks: in reading order.
        first_top: where the flow starts on the first page.
        next_top: where it starts on the following ones.
        bottom: what no chunk may pass.
    """
    pages: list[list[Placed]] = [[]]
    top = first_top
    for chunk in chunks:
        height = sum(block.height for block in chunk.blocks)
        blocks = chunk.blocks
        if pages[-1] and top + chunk.gap + height > bottom:
            pages.append([])
            top = next_top
        if pages[-1]:
            top += chunk.gap
        else:
            blocks = (*chunk.opening, *blocks)
        for block in blocks:
            pages[-1].append(Placed(block, top))
            top += block.height
    return pages
