"""Loading the demonstration's directory through the importer, and the places of Port-Mistral that no gazetteer has."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import col

from espace.db import transaction
from espace.demo.directory import port_mistral, write_directory
from espace.domain import places as typed
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.importers.directory import import_directory
from espace.importers.directory.positions import import_positions
from espace.models import Practice
from espace.services import places
from espace.services.places import Known


def load_directory(folder: Path, engine: Engine | None = None, *, now: datetime) -> bool:
    """Write the directory's files into `folder` and load them, unless there is a directory; return whether it did."""
    with transaction(engine) as session:
        if session.execute(select(col(Practice.id)).limit(1)).first() is not None:
            return False
    extract, positions = write_directory(folder)
    with transaction(engine, writes=True) as session:
        for text, known in _port_mistral():
            places.remember(session, text, known, now, lasts=None)
    import_positions(positions, engine)
    import_directory(extract, engine, now=now)
    return True


def _port_mistral() -> list[tuple[str, Known]]:
    """Return the ways to type the town, and its members' addresses without their postcode."""
    town = Known(port_mistral.CENTRE, Precision.COMMUNE)
    name, postcode = port_mistral.NAME, port_mistral.POSTCODE
    towns = [(text, town) for text in (name, postcode, typed.one_line("", postcode, name))]
    homes = [(f"{street}, {name}", Known(at, Precision.ADDRESS)) for street, at in _homes()]
    return towns + homes


def _homes() -> list[tuple[str, Position]]:
    return [(" ".join(street), port_mistral.home(metres, bearing)) for street, metres, bearing in port_mistral.HOMES]
