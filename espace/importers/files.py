"""Which files an import reads, and whether each is UTF-8 from end to end."""

import codecs
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from espace.importers.report import Report

_CHUNK = 1 << 20


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
