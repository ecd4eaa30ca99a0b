"""Loading the demonstration's directory through the importer, and the places of Port-Mistral that no gazetteer has."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from espace.db import transaction
from espace.demo.directory import port_mistral, write_directory
from espace.demo.directory.extract import FILE_NAME
from espace.domain import places as typed
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.importers.directory import import_directory
from espace.importers.directory.positions import import_positions
from espace.models import DirectoryImport, Practice
from espace.services import places
from espace.services.places import Known


def load_directory(folder: Path, engine: Engine | None = None, *, now: datetime) -> bool:
    """Write the directory's files into `folder` and load them, unless there is a directory; return whether it did.

    A load that was interrupted is finished.
    """
    with transaction(engine) as session:
        if _has_another(session):
            return False
    extract, positions = write_directory(folder)
    with transaction(engine, writes=True) as session:
        for text, known in _port_mistral():
            places.remember(session, text, known, now, lasts=None)
    import_positions(positions, engine)
    import_directory(extract, engine, now=now)
    return True


def _has_another(session: Session) -> bool:
    """Whether there is a directory already, beyond what an interrupted load of this one has left."""
    columns = (col(DirectoryImport.file_name), col(DirectoryImport.finished_at))
    last = session.execute(select(*columns).order_by(col(DirectoryImport.id).desc()).limit(1)).first()
    if last is None:
        return session.execute(select(col(Practice.id)).limit(1)).first() is not None
    return last.finished_at is not None or last.file_name != FILE_NAME


def _port_mistral() -> list[tuple[str, Known]]:
    """Return the ways to type the town, and its members' addresses without their postcode."""
    town = Known(port_mistral.CENTRE, Precision.COMMUNE)
    name, postcode = port_mistral.NAME, port_mistral.POSTCODE
    towns = [(text, town) for text in (name, postcode, typed.one_line("", postcode, name))]
    homes = [(f"{street}, {name}", Known(at, Precision.ADDRESS)) for street, at in _homes()]
    return towns + homes


def _homes() -> list[tuple[str, Position]]:
    return [(" ".join(street), port_mistral.home(metres, bearing)) for street, metres, bearing in port_mistral.HOMES]
