"""Where the addresses of the directory are: what to send to the bulk geocoding of the BAN, and what comes back.

The extract has no positions. An address is sent as three columns; the service gives them back with its own.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, select, update

from espace import db
from espace.domain import places
from espace.domain.ban_answers import LOWEST_SCORE, PRECISIONS
from espace.domain.formats import NBSP
from espace.domain.labels import Labelled, Precision
from espace.domain.names import folded
from espace.domain.positions import Position
from espace.importers import files
from espace.importers.base import one_of
from espace.importers.directory.entries import Spot, spot
from espace.importers.directory.run import Progress
from espace.importers.directory.writes import POSITIONS, PRACTICES, placed, refresh_statistics, take_turn
from espace.importers.files import Unreadable
from espace.services.places import address_hash, keeping

ADDRESS_COLUMNS: Final = ("adresse", "code_postal", "commune")
_ANSWER_COLUMNS: Final = ("latitude", "longitude", "result_score", "result_type")
_AT_A_TIME: Final = 2_000


class Unused(Labelled):
    """Why an answer is not used; the label follows a count."""

    NOT_FOUND = "not_found", "sans réponse"
    DOUBTFUL = "doubtful", "trop incertaines"
    VAGUE = "vague", "situées à la commune seulement"
    MALFORMED = "malformed", "illisibles"


@dataclass(slots=True)
class Placing:
    """What an import of positions did: how many addresses it located, and how many practices that moved."""

    counts: Counter[str] = field(default_factory=Counter)

    def sentences(self) -> list[str]:
        """Say what was done."""
        located, known = self.counts["located"], self.counts["known"]
        told = [f"Adresses situées{NBSP}: {located}, déjà connues{NBSP}: {known}, lieux déplacés{NBSP}: "]
        told[0] += str(self.counts["moved"])
        unused = [f"{self.counts[why.value]} {why.label}" for why in Unused if self.counts[why.value]]
        return [*told, f"Adresses laissées de côté{NBSP}: {', '.join(unused)}."] if unused else told


def write_addresses(path: Path, engine: Engine | None = None) -> int:
    """Write the distinct addresses that are not located yet as CSV; return how many.

    Raises:
        OSError: when the system does not let it be written.
    """
    columns = (PRACTICES.c.street, PRACTICES.c.postcode, PRACTICES.c.city)
    vague = PRACTICES.c.precision.in_([one for one in Precision if not one.is_exact])
    unlocated = select(*columns).where(vague, PRACTICES.c.street != "").distinct().order_by(*columns[1:], columns[0])
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file, db.transaction(engine) as session:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ADDRESS_COLUMNS)
        for row in session.connection().execution_options(yield_per=_AT_A_TIME).execute(unlocated):
            writer.writerow(row)
            written += 1
    return written


def import_positions(path: Path, engine: Engine | None = None, *, progress: Progress | None = None) -> Placing:
    """Read what the bulk geocoding answered, keep it for good, and move the practices that stand there.

    Reading it again changes nothing, so an interrupted import is simply started again.

    Raises:
        Unreadable: when the file lacks the columns of an answer, or is not UTF-8; nothing has changed then.
        OSError: when the system does not let it be read.
    """
    total = files.survey(path)
    placing, done = Placing(), 0
    for rows in _batches(path):
        spots = _spots(rows, placing.counts)
        with db.transaction(engine, writes=True) as session:
            take_turn(session.connection())
            placing.counts.update(_place(session.connection(), spots))
        done += len(rows)
        if progress:
            progress(path.name, done, total - 1)
    with db.transaction(engine, writes=True) as session:
        refresh_statistics(session.connection())
    return placing


def _batches(path: Path) -> Iterator[list[dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        separator = ";" if first.count(";") > first.count(",") else ","
        names = [folded(name).replace(" ", "_") for name in next(csv.reader([first], delimiter=separator), [])]
        missing = [name for name in (*ADDRESS_COLUMNS, *_ANSWER_COLUMNS) if name not in names]
        if missing:
            raise Unreadable(
                f"Colonne manquante{NBSP}: {', '.join(missing)}. Donnez le fichier que le géocodage par lot de la BAN "
                "a rendu pour celui d’espace directory addresses.",
                1,
            )
        reader = csv.DictReader(stream, names, delimiter=separator, restval="")
        try:
            while rows := list(islice(reader, _AT_A_TIME)):
                yield rows
        except csv.Error:
            line = reader.line_num + 2  # the header, and itself
            raise Unreadable("Cette ligne ne peut pas être découpée en cellules.", line) from None


def _spots(rows: Iterable[dict[str, str]], counts: Counter[str]) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for row in rows:
        answer = _answer(row)
        if isinstance(answer, Unused):
            counts[answer.value] += 1
        else:
            found[address_hash(places.one_line(*(row[name] for name in ADDRESS_COLUMNS)))] = answer
    return found


def _answer(row: dict[str, str]) -> Spot | Unused:
    if not row["latitude"].strip() or not row["result_score"].strip():
        return Unused.NOT_FOUND
    try:
        score = float(row["result_score"])
        position = Position(float(row["latitude"]), float(row["longitude"]))
    except ValueError:
        return Unused.MALFORMED
    precision = PRECISIONS.get(row["result_type"])
    if precision is None:
        return Unused.VAGUE
    return spot(precision, position) if score >= LOWEST_SCORE else Unused.DOUBTFUL


def _place(connection: Connection, spots: dict[str, Spot]) -> Counter[str]:
    """Keep the positions that are new or different, and move the practices there."""
    if not spots:
        return Counter()
    rows = connection.execute(select(POSITIONS).where(one_of(POSITIONS.c.address_hash, spots)))
    kept = {
        row.address_hash
        for row in rows
        if row.expires_at is None
        and (row.precision, row.latitude, row.longitude)
        == ((at := spots[row.address_hash]).precision, at.position.latitude, at.position.longitude)
    }
    new = {key: at for key, at in spots.items() if key not in kept}
    if new:
        connection.execute(keeping(connection.dialect.name), [_remembered(key, at) for key, at in new.items()])
        moving = update(PRACTICES).where(PRACTICES.c.address_hash == bindparam("of"))
        moved = connection.execute(moving, [placed(at) | {"of": key} for key, at in new.items()]).rowcount
    return Counter(located=len(new), known=len(kept), moved=moved if new else 0)


def _remembered(address: str, at: Spot) -> dict[str, object]:
    return {
        "address_hash": address,
        "precision": at.precision,
        "latitude": at.position.latitude,
        "longitude": at.position.longitude,
        "expires_at": None,
    }
