"""Feed files as they come: which ones, in which encoding, with which header, line by line.

A cell never holds a line break, so one physical line is one row. A quote left open is then an error of its own
line, and the rest of the file is still read.
"""

import codecs
import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import getitem, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from espace.domain.errors import InvalidInput
from espace.importers.cells import Column, Memo
from espace.importers.report import Report

BATCH_LINES = 5_000
_CHUNK = 1 << 20
_SAFE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_ -]{0,39}")

Row = tuple[int, dict[str, Any]]


class Unreadable(Exception):
    """A whole file cannot be read: the line (0: none in particular) and the reason, in French."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class Source:
    """One feed file. `number` tells the files of an import apart, `name` is what reports show."""

    number: int
    path: Path
    subject: str

    @property
    def name(self) -> str:
        """The path as it was given."""
        return str(self.path)


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


def subject_of(path: Path) -> str:
    """Return the subject of a feed file: its name up to the first `-` or `.`."""
    return re.split(r"[-.]", path.name, maxsplit=1)[0].lower()


def discover(paths: Iterable[Path], subjects: Collection[str], report: Report) -> list[Source]:
    """Return the feed files among `paths` (files, or folders with `*.csv`), each once; refuse the others by name."""
    found: dict[Path, Source] = {}
    for path in (file for given in paths for file in _files(Path(given), report)):
        subject = subject_of(path)
        if subject not in subjects:
            report.refuse(
                str(path), 0, "",
                f"Sujet inconnu. Le nom du fichier commence par l’un de : {', '.join(subjects)}.",
            )  # fmt: skip
        else:
            found.setdefault(path.resolve(), Source(len(found), path, subject))
    return list(found.values())


def _files(path: Path, report: Report) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        report.refuse(str(path), 0, "", "Ce fichier n’existe pas. Vérifiez le chemin.")
        return []
    inside = sorted(
        file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.name[0] != "." and file.is_file()
    )
    if not inside:
        report.refuse(str(path), 0, "", "Ce dossier ne contient aucun fichier .csv.")
    return inside


def survey(path: Path) -> int:
    """Return how many lines a file has, after checking that it is UTF-8 from end to end.

    Raises:
        Unreadable: naming the encoding it is in, and the line of the first character that is not UTF-8.
        OSError: when the system does not let it be read.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, ascii_so_far, last = 0, True, b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if not last and (chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in chunk[:64]):
                raise Unreadable(_conversion("UTF-16", "UTF-16"))
            try:
                ascii_so_far &= decoder.decode(chunk).isascii()
            except UnicodeDecodeError as fault:
                # `object` is the chunk behind the bytes of a character that the chunk before had begun.
                before = fault.object[: fault.start]
                raise _not_utf8(ascii_so_far and before.isascii(), lines + before.count(b"\n") + 1) from None
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    if decoder.getstate()[0]:
        raise _not_utf8(ascii_so_far, lines + 1)
    return lines + (last not in (b"", b"\n"))


def _not_utf8(ascii_so_far: bool, line: int) -> Unreadable:
    """Name what a file is that is not UTF-8: damaged if it began as UTF-8, else in the encoding of French Windows."""
    if ascii_so_far:
        return Unreadable(_conversion("Windows-1252", "WINDOWS-1252"), line)
    return Unreadable(
        "Cette ligne contient un octet qui n’est pas de l’UTF-8 : le fichier est abîmé, produisez-le de nouveau.", line
    )


def _conversion(name: str, code: str) -> str:
    return (
        f"Ce fichier est en {name}, pas en UTF-8. Enregistrez-le de nouveau au format « CSV UTF-8 », "
        f"ou convertissez-le : iconv -f {code} -t UTF-8 ancien.csv > nouveau.csv"
    )


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
