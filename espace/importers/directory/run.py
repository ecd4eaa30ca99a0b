"""The import of the directory: batch after batch, each committed with the place it ends at, then the retiring.

Unlike the feeds it is not all or nothing: it takes minutes, members go on searching meanwhile, and what was read
stays read when the machine goes down.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, exists, insert, select, update

from espace import db
from espace.adapters import clock
from espace.domain.errors import PortalError
from espace.importers import collector, files
from espace.importers.cells import longest
from espace.importers.directory import entries, lines, retiring, writes
from espace.importers.directory.entries import Entry
from espace.importers.directory.lines import Batch
from espace.importers.directory.report import KEPT_LINES, Report
from espace.importers.directory.writes import IMPORTS
from espace.models import DirectoryImport

Progress = Callable[[str, int, int], None]  # file, lines done, lines in all

_LONGEST_NAME: Final = longest(DirectoryImport, "file_name")
_SQLITE_CACHE_KIB: Final = 64 * 1024  # the keys fall all over the indexes


class AnotherImport(PortalError):
    """Two imports would take each other's rows for gone."""

    sentence = "Un autre import de l’annuaire est en cours ou a commencé depuis : laissez-le finir, puis relancez."


def import_directory(
    path: Path,
    engine: Engine | None = None,
    *,
    force: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> Report:
    """Read an extract of the Annuaire Santé (docs/directory.md) into the directory, and return what happened.

    An interrupted import of the same file goes on where it stopped. `force` retires those who are not in the file
    however few it holds. `progress(file, lines done, lines in all)` is called after each commit.

    Raises:
        Unreadable: when the file is no such extract, or not UTF-8; nothing has changed then.
        OSError: when the system does not let it be read.
        AnotherImport: when another import writes too.
    """
    total = files.survey(path)
    layout = lines.layout(path)
    moment = now or clock.now()
    report = Report(path.name)
    run, offset, line = _begin(engine, path, report, moment)
    with collector.paused():
        for batch in lines.batches(path, layout, offset, line):
            _take(engine, run, offset, batch, report)
            offset = batch.offset
            collector.sweep()
            if progress:
                progress(path.name, batch.line, total)
    _end(engine, run, offset, report, force, moment)
    return report


def _begin(engine: Engine | None, path: Path, report: Report, now: datetime) -> tuple[int, int, int]:
    """Return the import to write under, and the byte and the line it goes on from (0 and 1 for a new one)."""
    known = lines.fingerprint(path)
    with db.transaction(engine, writes=True) as session:
        connection = session.connection()
        last = connection.execute(select(IMPORTS).order_by(IMPORTS.c.id.desc()).limit(1)).first()
        if last is not None and last.fingerprint == known and last.finished_at is None:
            if last.offset:
                report.restore(last.counts, last.line)
            return last.id, last.offset, last.line or 1
        started = {
            "file_name": path.name[:_LONGEST_NAME], "fingerprint": known, "started_at": now,
            "offset": 0, "line": 0, "counts": "{}",
        }  # fmt: skip
        return connection.execute(insert(IMPORTS).returning(IMPORTS.c.id), started).scalar_one(), 0, 1


def _take(engine: Engine | None, run: int, before: int, batch: Batch, report: Report) -> None:
    """Write a batch and the place where it ends, in one transaction."""
    found: list[Entry] = []
    counts = report.counts
    counts["read"] += batch.read
    counts[entries.Left.MALFORMED.value] += len(batch.malformed)
    report.malformed_lines = (report.malformed_lines + batch.malformed)[:KEPT_LINES]
    known = entries.specialties(batch.activities)
    for one in batch.activities:
        entry = entries.read(one, known)
        if isinstance(entry, Entry):
            found.append(entry)
        else:
            counts[entry.value] += 1
    with db.transaction(engine, writes=True) as session:
        connection = session.connection()
        _make_room(connection)
        writes.take_turn(connection)
        counts.update(writes.write(connection, found, run))
        _move(connection, run, before, offset=batch.offset, line=batch.line, counts=report.stored())


def _move(connection: Connection, run: int, before: int, **values: Any) -> None:
    """Note how far an import has come, unless another one has moved it or begun since.

    Raises:
        AnotherImport: then the transaction must be left.
    """
    later = IMPORTS.alias()
    mine = (IMPORTS.c.id == run, IMPORTS.c.offset == before, ~exists().where(later.c.id > run))
    if connection.execute(update(IMPORTS).where(*mine).values(**values)).rowcount != 1:
        raise AnotherImport


def _end(engine: Engine | None, run: int, offset: int, report: Report, force: bool, now: datetime) -> None:
    """Retire who is gone and close the import; an implausible one stays open, so that `--force` can end it."""
    report.kept_all = not force and not retiring.is_plausible(engine, report.seen, report.counts["added"])
    if not report.kept_all:
        report.counts["retired"] += retiring.retire(engine, run)
    with db.transaction(engine, writes=True) as session:
        connection = session.connection()
        if not report.kept_all:
            _move(connection, run, offset, finished_at=now, counts=report.stored())
        writes.refresh_statistics(connection)


def _make_room(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")
