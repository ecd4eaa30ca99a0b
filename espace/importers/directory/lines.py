"""The open extract of the Annuaire Santé, line by line: its header, the cells we use, and where each line ends.

One activity a line, `|` between cells and behind the last one, no quotes. Bytes are counted, so that an import can go
on where it stopped.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from espace.domain.formats import NBSP
from espace.domain.names import folded
from espace.importers.cells import UNWANTED
from espace.importers.files import Unreadable

BATCH_LINES: Final = 5_000
_LONGEST_LINE: Final = 1 << 16  # bytes; the extract's have a few hundred
_SHOWN_COLUMNS: Final = 5
_STRUCTURE: Final = "(coord. structure)"


class Activity(NamedTuple):
    """What we use of one line: somebody, as one kind of professional, at one place. Cells as they are written."""

    person: str
    civility: str
    last_name: str
    first_name: str
    profession: str
    category: str
    skill_type: str
    skill: str
    mode: str
    siret: str
    finess: str
    structure: str
    company: str
    brand: str
    number: str
    repetition: str
    street_kind: str
    street: str
    cedex: str
    postcode: str
    commune: str
    commune_name: str
    country: str
    phone: str
    other_phone: str
    section: str


# In the order of `Activity`. Their case, accents and apostrophes differ between extracts.
COLUMNS: Final = (
    "Identification nationale PP",
    "Code civilité d’exercice",
    "Nom d’exercice",
    "Prénom d’exercice",
    "Code profession",
    "Code catégorie professionnelle",
    "Code type savoir-faire",
    "Code savoir-faire",
    "Code mode exercice",
    "Numéro SIRET site",
    "Numéro FINESS site",
    "Identifiant technique de la structure",
    "Raison sociale site",
    "Enseigne commerciale site",
    f"Numéro Voie {_STRUCTURE}",
    f"Indice répétition voie {_STRUCTURE}",
    f"Libellé type de voie {_STRUCTURE}",
    f"Libellé Voie {_STRUCTURE}",
    f"Bureau cedex {_STRUCTURE}",
    f"Code postal {_STRUCTURE}",
    f"Code commune {_STRUCTURE}",
    f"Libellé commune {_STRUCTURE}",
    f"Code pays {_STRUCTURE}",
    f"Téléphone {_STRUCTURE}",
    f"Téléphone 2 {_STRUCTURE}",
    "Code section tableau pharmaciens",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of an extract are cut: how many cells, where ours stand, and at which byte the first one begins."""

    cells: int
    order: tuple[int, ...]
    start: int


@dataclass(slots=True)
class Batch:
    """Some consecutive lines: the activities, the numbers of malformed lines, and where the next line begins."""

    offset: int
    line: int
    read: int = 0
    activities: list[Activity] = field(default_factory=list)
    malformed: list[int] = field(default_factory=list)


def fingerprint(path: Path) -> str:
    """Return what tells a file from every other: the SHA-256 of its bytes.

    Raises:
        OSError: when the system does not let it be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def layout(path: Path) -> Layout:
    """Read the header of an extract, whose columns may stand in any order, among others.

    Raises:
        Unreadable: when a column we need is missing, or nothing looks like that header.
        OSError: when the system does not let it be read.
    """
    with path.open("rb") as stream:
        first = stream.readline(_LONGEST_LINE)
    names = [folded(name) for name in _cells(first.removeprefix(b"\xef\xbb\xbf"))]
    while names and not names[-1]:
        names.pop()
    wanted = [folded(name) for name in COLUMNS]
    missing = [name for name, key in zip(COLUMNS, wanted, strict=True) if key not in names]
    if len(missing) > len(COLUMNS) // 2:
        raise Unreadable(
            "Cette ligne n’est pas l’en-tête de l’extraction « PS_LibreAcces_Personne_activite » de l’Annuaire Santé. "
            "Décompressez l’archive, puis donnez ce fichier-là.",
            1,
        )
    if missing:
        raise Unreadable(f"Colonne manquante : {_named(missing)}. Téléchargez de nouveau l’extraction complète.", 1)
    return Layout(len(names), tuple(names.index(key) for key in wanted), len(first))


def batches(path: Path, layout: Layout, offset: int = 0, line: int = 1) -> Iterator[Batch]:
    """Read an extract from a byte on (0: from its first row), at least `BATCH_LINES` lines at a time.

    A batch ends between two people: all the consecutive lines of somebody are in one.

    Raises:
        OSError: when the system does not let it be read.
    """
    pick, longest = itemgetter(*layout.order), 2 * BATCH_LINES
    with path.open("rb") as stream:
        stream.seek(offset or layout.start)
        batch = Batch(stream.tell(), line)
        for raw, size in _raw_lines(stream):
            cells = _cells(raw)
            whole = size == len(raw) and _is_whole(cells, layout.cells)
            found = Activity._make(pick(cells)) if whole else None
            if batch.read >= BATCH_LINES and (batch.read >= longest or _somebody_else(batch, found)):
                yield batch
                batch = Batch(batch.offset, batch.line)
            batch.offset += size
            batch.line += 1
            if found is not None:
                batch.activities.append(found)
            elif raw.strip():
                batch.malformed.append(batch.line)
            batch.read += 1
        if batch.read:
            yield batch


def _raw_lines(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Return each line with its length in bytes; of one that is longer than any can be, only its beginning."""
    while raw := stream.readline(_LONGEST_LINE):
        size, part = len(raw), raw
        while not part.endswith(b"\n") and (part := stream.readline(_LONGEST_LINE)):
            size += len(part)
        yield raw, size


def _cells(raw: bytes) -> list[str]:
    text = raw.decode("utf-8", "replace").rstrip("\r\n")  # the file was checked: it can only have changed since
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # no-break spaces are not either, so only then look closer
        text = UNWANTED.sub(" ", text)
    return text.split("|")


def _is_whole(cells: list[str], count: int) -> bool:
    return len(cells) == count or (len(cells) == count + 1 and not cells[-1])


def _somebody_else(batch: Batch, found: Activity | None) -> bool:
    return not (found and batch.activities and batch.activities[-1].person == found.person)


def _named(columns: list[str]) -> str:
    shown = ", ".join(f"«{NBSP}{column}{NBSP}»" for column in columns[:_SHOWN_COLUMNS])
    more = len(columns) - _SHOWN_COLUMNS
    return f"{shown} et {more} autres" if more > 0 else shown
