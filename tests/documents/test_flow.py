from dataclasses import dataclass

from espace.documents.flow import Chunk, paginate
from espace.documents.style import Pen


@dataclass(frozen=True)
class Brick:
    name: str
    height: float = 10

    def draw(self, pen: Pen, top: float) -> None:
        raise AssertionError("laying out draws nothing")


def laid(chunks, first_top=0, next_top=0, bottom=30):
    pages = paginate(chunks, first_top, next_top, bottom)
    return [[(placed.block.name, placed.top) for placed in page] for page in pages]


def test_blocks_follow_one_another_down_the_page():
    assert laid([Chunk((Brick("a"), Brick("b"))), Chunk((Brick("c"),))]) == [[("a", 0), ("b", 10), ("c", 20)]]


def test_chunk_that_does_not_fit_goes_whole_to_the_next_page():
    chunks = [Chunk((Brick("a"),)), Chunk((Brick("b"), Brick("c")))]
    assert laid(chunks, next_top=5, bottom=29) == [[("a", 0)], [("b", 5), ("c", 15)]]


def test_opening_is_drawn_only_where_the_chunk_begins_a_page():
    chunks = [Chunk((Brick(name),), opening=(Brick(f"head {name}", 5),)) for name in "abcd"]
    assert laid(chunks, bottom=25) == [
        [("head a", 0), ("a", 5), ("b", 15)],
        [("head c", 0), ("c", 5), ("d", 15)],
    ]


def test_gap_is_dropped_at_the_top_of_a_page():
    chunks = [Chunk((Brick("a"),)), Chunk((Brick("b"),), gap=4), Chunk((Brick("c"),), gap=4)]
    assert laid(chunks, bottom=24) == [[("a", 0), ("b", 14)], [("c", 0)]]


def test_chunk_taller_than_a_page_takes_a_page_and_loses_nothing():
    chunks = [Chunk((Brick("a"),)), Chunk((Brick("b", 100),)), Chunk((Brick("c"),))]
    assert laid(chunks) == [[("a", 0)], [("b", 0)], [("c", 0)]]


def test_nothing_to_lay_out_is_one_empty_page():
    assert laid([]) == [[]]
