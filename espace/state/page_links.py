"""The links between the pages of a result."""

from collections.abc import Callable
from dataclasses import dataclass

LAST_PAGE = 10_000


@dataclass(frozen=True)
class PageLink:
    """A link of the pagination; `href` is empty on the page one is on."""

    label: str
    href: str


@dataclass(frozen=True)
class PageLinks:
    """The links of a pagination; `previous_href` and `next_href` are empty at its ends."""

    pages: list[PageLink]
    previous_href: str
    next_href: str


def page_links(current: int, count: int, address: Callable[[int], str]) -> PageLinks:
    """Return the links of a result of `count` pages; `address` writes that of a page."""
    shown = [PageLink(str(page), "" if page == current else address(page)) for page in shown_pages(current, count)]
    before = address(current - 1) if 1 < current <= count else ""
    return PageLinks(shown, before, address(current + 1) if current < count else "")


def page_number(text: str) -> int:
    """Read the page of the address: anything that is not a plain number is the first page."""
    return max(1, min(int(text[:9]), LAST_PAGE)) if text.isascii() and text.isdecimal() else 1


def shown_pages(current: int, count: int) -> list[int]:
    """Return at most five pages around the current one."""
    first = max(1, min(current - 2, count - 4))
    return list(range(first, min(count, first + 4) + 1)) if count > 1 else []
