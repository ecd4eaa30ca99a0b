from datetime import date, datetime, timedelta

from sqlmodel import Session

from espace.domain.labels import Precision
from espace.models import DirectoryImport
from espace.services import directory_status
from espace.services.directory_status import Status


def _import(now: datetime, finished: bool, added: int = 0) -> DirectoryImport:
    counts = f'{{"counts": {{"added": {added}, "unchanged": 2, "retired": 9}}, "malformed_lines": []}}'
    return DirectoryImport(
        file_name="extract.txt", fingerprint="x", counts=counts, started_at=now, finished_at=now if finished else None
    )


def test_a_directory_never_imported_has_no_date(session: Session) -> None:
    assert directory_status.current(session) == Status()


def test_the_last_import_that_ended_says_how_recent_the_directory_is(session: Session, now: datetime) -> None:
    session.add(_import(now - timedelta(days=30), finished=True))
    session.flush()
    session.add(_import(now, finished=True, added=5))
    session.flush()
    session.add(_import(now + timedelta(days=1), finished=False))
    session.flush()
    assert directory_status.current(session) == Status(date(2026, 11, 23), 7, "extract.txt")


def test_an_import_that_ended_after_midnight_in_paris_is_of_that_day(session: Session, now: datetime) -> None:
    session.add(_import(now.replace(hour=23, minute=30), finished=True))
    session.flush()
    assert directory_status.current(session).imported_on == date(2026, 11, 24)


def test_an_empty_directory_counts_nobody_at_any_precision(session: Session) -> None:
    assert directory_status.by_precision(session) == dict.fromkeys(Precision, 0)
