"""The import: every feed in the order they depend on each other, in one transaction, all or nothing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from espace import db
from espace.adapters import clock
from espace.domain.formats import paris_day
from espace.importers import collector, files, first_load, ledger, reader
from espace.importers.base import Feed, Run
from espace.importers.beneficiaries import Beneficiaries
from espace.importers.contracts import Contracts
from espace.importers.files import Source, Unreadable
from espace.importers.members import Members
from espace.importers.payments import Payments
from espace.importers.plans import Plans
from espace.importers.report import Report
from espace.services import audit, payment_news
from espace.services.audit import Action

# In the order they refer to each other.
FEEDS: dict[str, type[Feed]] = {feed.subject: feed for feed in (Plans, Members, Contracts, Beneficiaries, Payments)}

Progress = Callable[[str, int, int], None]  # file, lines done, lines in all

_IMPORT_LOCK = 0x45535041  # any number, as long as no other lock of the portal has it
_SQLITE_CACHE_KIB = 64 * 1024


class _Refused(Exception):
    """Leaves the transaction so that it rolls back."""


def import_feeds(
    paths: Iterable[Path], engine: Engine | None = None, progress: Progress | None = None, now: datetime | None = None
) -> Report:
    """Import feed files and folders of them (docs/feeds.md), all or nothing, and return what happened.

    With any error in any file, the report holds all of them and the database is what it was. What is already there
    is left alone: a second import of the same files changes nothing. Members who asked for it are told by e-mail of
    what was just paid to them. `progress(file, lines done, lines in all)` is called after each batch of lines; `now` is
    the UTC instant of the import, the present one by default.

    Raises:
        KeyProblem: when the encryption keys are malformed.
        sqlalchemy.exc.SQLAlchemyError: when the database does not answer or lacks its tables.
    """
    report = Report()
    sources = files.discover(paths, FEEDS, report)
    if not sources:
        return report
    moment = now or clock.now()
    with suppress(_Refused), db.transaction(engine, writes=True) as session:
        with _prepared(session.connection()) as connection, collector.paused():
            run = Run(connection, report, paris_day(moment), sources=sources)
            last_id = ledger.last_payment_id(run)
            with first_load.indexes_last(run):
                _load(run, progress)
        if not report.ok:
            raise _Refused
        if report.changed:
            audit.record(session, Action.IMPORT, detail=report.audit_detail(), now=moment)
        if report.counts[ledger.PAYMENTS.name].added:
            payment_news.tell_of_payments(session, last_id, moment)
    if not report.ok:
        report.undo_counts()
    return report


def _load(run: Run, progress: Progress | None) -> None:
    run.feeds = {subject: feed(run) for subject, feed in FEEDS.items()}
    try:
        for feed in run.feeds.values():
            for source in run.sources:
                if source.subject == feed.subject:
                    _load_file(run, feed, source, progress)
            feed.finish()
    finally:
        for feed in run.feeds.values():
            feed.scratch.close()


def _load_file(run: Run, feed: Feed, source: Source, progress: Progress | None) -> None:
    try:
        lines = files.survey(source.path)
        for count, batch in enumerate(reader.batches(source, feed.columns, run.report), 1):
            feed.take(source, batch)
            if count % collector.BATCHES == 0:
                collector.sweep()
            run.report.lines += len(batch.good) + len(batch.broken)
            if progress:
                progress(source.name, batch.last_line, lines)
    except Unreadable as fault:
        run.unreadable.add(feed.subject)
        run.report.refuse(source.name, fault.line, "", fault.reason)
    except OSError as fault:
        run.unreadable.add(feed.subject)
        run.report.refuse(source.name, 0, "", f"Ce fichier ne peut pas être lu : {fault.strerror}.")


@contextmanager
def _prepared(connection: Connection) -> Iterator[Connection]:
    """Let one import at a time write, and give SQLite room for the indexes a long one fills at random."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _IMPORT_LOCK})
        yield connection
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")
    try:
        yield connection
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")
