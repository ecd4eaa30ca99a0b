"""Results that are shown page by page, counted from 1."""

from collections.abc import Callable
from typing import Protocol, TypeVar


class Counted(Protocol):
    """A page of a result, which knows how much the whole of it holds."""

    @property
    def count(self) -> int: ...


P = TypeVar("P", bound=Counted)


def pages(count: int, size: int) -> int:
    """Return how many pages of this size a result takes; none when it is empty."""
    return -(-count // size)


def last_page(found_on: Callable[[int], P], size: int) -> P:
    """Return the last page of a result, for who asked for one beyond it; `found_on` looks a page up."""
    first = found_on(1)
    last = pages(first.count, size)
    return first if last <= 1 else found_on(last)
