from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from espace.demo.directory.extract import HEADER
from espace.domain.names import folded
from espace.importers.directory import Report, import_directory, lines
from espace.models import Practice, Practitioner

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = dict(zip(lines.Activity._fields, map(folded, lines.COLUMNS), strict=True))
GENERAL_PRACTITIONER = {
    "person": "899900000001", "civility": "DR", "last_name": "CASTAING", "first_name": "Hélène", "profession": "10",
    "category": "C", "skill_type": "S", "skill": "SM54", "mode": "L", "number": "12", "street_kind": "Rue",
    "street": "DU MISTRAL", "postcode": "13006", "commune": "13206", "commune_name": "Marseille 6e Arrondissement",
    "phone": "0465712014",
}  # fmt: skip
PHARMACIST = {
    "civility": "", "profession": "21", "skill_type": "", "skill": "", "mode": "S", "finess": "990000001",
    "company": "PHARMACIE DU PONANT", "section": "A",
}  # fmt: skip


class Register:
    """Writes extracts. A line is given by what differs from that of a general practitioner in Marseille."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.columns = [folded(name) for name in HEADER.split("|")]

    def line(self, **cells: str) -> str:
        written = {NAMES[field]: cell for field, cell in (GENERAL_PRACTITIONER | cells).items()}
        return "|".join(written.get(column, "") for column in self.columns)

    def pharmacist(self, **cells: str) -> str:
        return self.line(**(PHARMACIST | cells))

    def crowd(self, count: int, first: int = 1) -> list[str]:
        """So many general practitioners, each at a place of their own."""
        return [self.line(person=f"8999{n:08d}", number=str(n)) for n in range(first, first + count)]

    def extract(self, *rows: str, name: str = "extract.txt", header: str = HEADER, end: str = "\n") -> Path:
        return self.raw(end.join([header, *rows, ""]).encode(), name)

    def raw(self, content: bytes, name: str = "extract.txt") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path)


@pytest.fixture
def take(store: Engine) -> Callable[..., Report]:
    """Import an extract."""

    def run(path: Path, **options: Any) -> Report:
        return import_directory(path, store, now=NOW, **options)

    return run


@pytest.fixture
def found(store: Engine) -> Callable[[], list[Any]]:
    """Who is in the directory: the practices with the names of their practitioners, by name and street."""

    def read() -> list[Any]:
        who, where = Practitioner.__table__, Practice.__table__
        both = select(who.c.name, where).join(who, who.c.id == where.c.practitioner_id)
        with store.connect() as connection:
            return list(connection.execute(both.order_by(who.c.name, where.c.street)).all())

    return read
