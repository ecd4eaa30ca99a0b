"""Where the communes of France are, without the network: by name, postcode or INSEE code.

The files beside it come from two open sources (`LICENCES.md`); `tools/gazetteer.py` makes them.
"""

import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass

from espace.adapters.gazetteer import reading
from espace.adapters.gazetteer.book import Book, Commune, loaded
from espace.domain import places

__all__ = ["Commune", "Found", "at", "by_code", "find", "suggestions"]

_FEWEST_TYPED = 2
_POSTCODE_AND_NAME = re.compile(r"([0-9]{2,5})(?: (.+))?")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text speaks of: `communes`, the most populous first, several when the text does not tell them apart.

    `street` is what stands before the commune in the text, in the form of `places.compared`; often empty.
    """

    communes: tuple[Commune, ...] = ()
    street: str = ""


def find(text: str) -> Found:
    """Return what a typed address, commune or postcode speaks of; nothing is found in a text too long to be one."""
    if len(text) > places.MAX_LENGTH:
        return Found()
    here = loaded()
    found = reading.read(here, text)
    return Found(tuple(map(here.commune, found.rows)), found.street if found.rows else "")


def suggestions(text: str, most: int = 6) -> tuple[str, ...]:
    """Return the labels of the most populous communes whose name or postcode begins as the text does.

    Nothing is suggested before two characters.
    """
    start, typed = reading.starts(text[: places.MAX_LENGTH])
    if len(typed) < _FEWEST_TYPED:
        return ()
    here = loaded()
    rows = heapq.nsmallest(most, {*_begun(here, start), *_begun(here, typed)})
    return tuple(here.commune(row).label for row in rows)


def _begun(here: Book, start: str) -> Iterable[int]:
    typed = _POSTCODE_AND_NAME.fullmatch(start)
    if typed is None:
        return here.starting(start)
    rows = here.starting_postcode(typed[1])
    return set(rows).intersection(here.starting(typed[2])) if typed[2] else rows


def by_code(code: str) -> Commune | None:
    """Return the commune of an INSEE code; a former commune's code leads to the one it is now part of."""
    here = loaded()
    row = here.row(code)
    return None if row is None else here.commune(row)


def at(postcode: str, city: str = "", code: str = "") -> Commune | None:
    """Return the one commune of a directory's address, by its INSEE code, else by postcode and name, else by postcode.

    The name may be in capitals, without accents, with CEDEX or with its postcode before it. None is returned rather
    than a guess among several departments.
    """
    here = loaded()
    parts = places.parts(city)
    postcode = postcode.replace(" ", "") or parts.postcode
    row = here.row(code)
    if row is not None and not here.arrondissements(row):
        return here.commune(row)
    if not postcode:
        rows: tuple[int, ...] = reading.read(here, city).rows if city else ()
    else:
        rows = reading.at_postcode(here, places.Parts("", postcode, parts.city)).rows
        around = reading.departments_of(here, postcode)
        rows = tuple(one for one in rows if here.department(one) in around)[:1] or rows
    if len(rows) == 1:
        return here.commune(rows[0])
    return None if row is None else here.commune(row)
