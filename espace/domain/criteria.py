"""Searches that live in the address of their page: how the same one is asked for elsewhere."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode


def address(
    path: str, names: Iterable[str], asked: Mapping[str, str], longest: int, others: Mapping[str, str | int]
) -> str:
    """Return the address of a search: its criteria as they were asked, with `others` in their place or added.

    Args:
        path: of the page.
        names: of the criteria, in the order they are written; what else was asked is left out.
        asked: the parameters of the address it was asked at.
        longest: how many characters of a criterion are carried.
        others: parameters to change or to add; an empty one is left out.
    """
    values = {name: asked.get(name, "")[:longest] for name in names} | {n: str(value) for n, value in others.items()}
    query = urlencode({name: value for name, value in values.items() if value.strip()})
    return f"{path}?{query}" if query else path
