"""Lines of a CSV file that a French spreadsheet opens by a double click, and that can run nothing in it.

The dialect is Excel's in French: `;` between cells, decimal commas, CRLF, and a byte order mark that tells UTF-8.
A cell of words that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection);
amounts are written here from cents, so a negative one stays a number.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
# What begins a formula, in both widths, and what some spreadsheets skip before one.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Number(str):
    """A cell written by this module, which cannot be a formula."""

    __slots__ = ()


def amount(cents: int) -> Number:
    """Write cents as a spreadsheet reads them: `1234,56`, `-9,00`."""
    euros, rest = divmod(abs(cents), 100)
    return Number(f"{'-' if cents < 0 else ''}{euros},{rest:02d}")


def rate(basis_points: int) -> Number:
    """Write basis points as a number of percents: `70,00`."""
    return amount(basis_points)


def day(value: date) -> Number:
    """Write a day: `04/11/2026`."""
    return Number(f"{value:%d/%m/%Y}")


def safe(text: str) -> str:
    """Return words as they may stand in a cell: an apostrophe in front of what would be taken for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text


def lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Return each row as a line of the file, its line end included; every cell but a `Number` is made safe."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(cell if isinstance(cell, Number) else safe(cell.replace("\x00", "")) for cell in row)
        yield written.getvalue()
        written.seek(0)
        written.truncate()
