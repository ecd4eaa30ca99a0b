"""Feed files line by line: their header, their cells, and what is wrong with a line.

A cell never holds a line break, so one physical line is one row. A quote left open is then an error of its own
line, and the rest of the file is still read.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import getitem, itemgetter
from typing import Any, NamedTuple

from espace.domain.errors import InvalidInput
from espace.importers.cells import Column, Memo
from espace.importers.files import Source, Unreadable
from espace.importers.report import Report

BATCH_LINES = 5_000
_SAFE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_ -]{0,39}")

Row = tuple[int, dict[str, Any]]


@dataclass(slots=True)
class Batch:
    """Some consecutive rows of a file: the good ones, and the cells that could be read of the broken ones."""

    last_line: int = 0
    good: list[Row] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)


class Header(NamedTuple):
    """How to read the lines below: what separates cells, and in which order the feed's columns stand."""

    line: int
    separator: str
    order: Sequence[int]


def batches(source: Source, columns: Sequence[Column], report: Report) -> Iterator[Batch]:
    """Read a file in batches of `BATCH_LINES` lines; report the faults of each line and go on.

    Raises:
        Unreadable: when the header does not name the feed's columns.
    """
    memos = [Memo(column) for column in columns]
    names = [column.name for column in columns]
    with source.path.open(encoding="utf-8-sig") as stream:
        lines = enumerate(stream, 1)
        header = _header(lines, names)
        pick = itemgetter(*header.order)
        batch = Batch()
        for number, line in lines:
            if cells := _cells(source, number, line, header, report):
                try:
                    batch.good.append((number, dict(zip(names, map(getitem, memos, pick(cells)), strict=True))))
                except InvalidInput:
                    batch.broken.append((number, _salvage(source, number, memos, pick(cells), report)))
            batch.last_line = number
            if number % BATCH_LINES == 0:
                yield batch
                batch = Batch()
        if batch.last_line:
            yield batch


def _cells(source: Source, number: int, line: str, header: Header, report: Report) -> list[str]:
    """Return the cells of a line; nothing for a blank or malformed one."""
    try:
        cells = split(line, header.separator)
    except csv.Error as fault:
        report.refuse(source.name, number, "", _quote_fault(fault))
        return []
    if len(cells) == len(header.order):
        return cells if any(map(str.strip, cells)) else []
    if cells and any(map(str.strip, cells)):
        reason = f"Cette ligne a {len(cells)} cellules au lieu de {len(header.order)}."
        if len(cells) > len(header.order):
            reason += f" Une cellule qui contient « {header.separator} » s’écrit entre guillemets."
        report.refuse(source.name, number, "", reason)
    return []


def _salvage(
    source: Source, number: int, memos: Sequence[Memo], cells: Sequence[str], report: Report
) -> dict[str, Any]:
    """Report every wrong cell of a row and return the good ones."""
    good = {}
    for memo, cell in zip(memos, cells, strict=True):
        try:
            good[memo.column.name] = memo[cell]
        except InvalidInput as fault:
            report.refuse(source.name, number, memo.column.name, fault.sentence)
    return good


def split(line: str, separator: str) -> list[str]:
    """Return the cells of one line, in composed Unicode form (NFC) so that equal names compare equal.

    Raises:
        csv.Error: when a quote is not closed on the line, or followed by anything but a separator.
    """
    text = line.rstrip("\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if '"' not in text:
        return text.split(separator)
    return next(csv.reader([text], delimiter=separator, strict=True))


def _quote_fault(fault: csv.Error) -> str:
    if "end of data" in str(fault):
        return (
            "Un guillemet ouvert sur cette ligne n’y est pas refermé. Une cellule ne contient pas de retour à la ligne."
        )
    if "expected after" in str(fault):
        return "Un guillemet fermant est suivi d’autre chose que d’un séparateur. Un guillemet dans un texte se double."
    return "Cette ligne ne peut pas être découpée en cellules."


def _header(lines: Iterator[tuple[int, str]], names: Sequence[str]) -> Header:
    """Read the header, whose columns may stand in any order."""
    number, line = next(((number, line) for number, line in lines if line.strip()), (0, ""))
    if not number:
        raise Unreadable("Ce fichier est vide : il lui manque la ligne d’en-tête.")
    separator = ";" if line.count(";") > line.count(",") else ","
    try:
        given = [name.strip() for name in split(line, separator)]
    except csv.Error as fault:
        raise Unreadable(_quote_fault(fault), number) from None
    if not set(given) & set(names):
        raise Unreadable(f"Cette ligne n’est pas l’en-tête attendu : {', '.join(names)}.", number)
    faults = [
        _named("Colonne en double", [name for name in dict.fromkeys(given) if name and given.count(name) > 1]),
        _named("Colonne inconnue", [name for name in dict.fromkeys(given) if name not in names]),
        _named("Colonne manquante", [name for name in names if name not in given]),
    ]
    if any(faults):
        raise Unreadable(" ".join(filter(None, faults)), number)
    return Header(number, separator, [given.index(name) for name in names])


def _named(fault: str, columns: Sequence[str]) -> str:
    shown = ", ".join(f"« {_shown(column)} »" for column in columns)
    return f"{fault} : {shown}." if columns else ""


def _shown(column: str) -> str:
    """Return a column's name, unless it may be data: a header that is missing must not print a NIR or an IBAN."""
    if _SAFE_NAME.fullmatch(column) and sum(map(str.isdigit, column)) <= 4:
        return column
    return "sans nom" if not column else "…"
