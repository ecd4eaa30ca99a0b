"""How recent the directory of health professionals is, for the page that shows it and the operator."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from espace.domain.formats import paris_day
from espace.domain.labels import Precision
from espace.models import DirectoryImport, Practice


@dataclass(frozen=True, slots=True)
class Status:
    """The last import that came to its end: its Paris day (None: none did), its file, and how many practices."""

    imported_on: date | None = None
    practices: int = 0
    file_name: str = ""


def current(session: Session) -> Status:
    """Return how recent the directory is."""
    done = col(DirectoryImport.finished_at)
    columns = (done, col(DirectoryImport.counts), col(DirectoryImport.file_name))
    last = select(*columns).where(done.is_not(None)).order_by(col(DirectoryImport.id).desc()).limit(1)
    row = session.execute(last).first()
    if row is None:
        return Status()
    counts = json.loads(row.counts)["counts"]
    practices = sum(counts.get(name, 0) for name in ("added", "updated", "unchanged"))
    return Status(paris_day(row.finished_at), practices, row.file_name)


def by_precision(session: Session) -> dict[Precision, int]:
    """Return how many practices are located how exactly, the most exact first; reads the whole directory."""
    precision = col(Practice.precision)
    found = dict(session.execute(select(precision, func.count()).group_by(precision)).tuples().all())
    return {one: found.get(one, 0) for one in Precision}
