import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlmodel import SQLModel

from espace.importers import FEEDS, Report, RowError, import_feeds

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

PLAN = {
    "plan_code": "H3", "plan_name": "Horizon 3", "responsible": "yes", "position": "1", "heading": "routine",
    "label": "Consultations", "full_cover": "no", "unit": "percent_base", "level": "200",
    "social_security_part": "included",
}  # fmt: skip
MEMBER = {
    "member_number": "A1", "first_name": "Hélène", "last_name": "Vidal", "birth_date": "1955-08-14",
    "nir": "255081416802538", "email": "helene@example.org", "address_line1": "3 rue des Lilas", "postcode": "13001",
    "city": "Marseille", "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP882",
}  # fmt: skip
CONTRACT = {
    "contract_number": "C1", "member_number": "A1", "plan_code": "H3", "kind": "individual",
    "starts_on": "2022-01-01", "electronic_transmission": "yes", "premium": "89.50",
}  # fmt: skip
BENEFICIARY = {
    "contract_number": "C1", "rank": "0", "relationship": "self", "first_name": "Hélène", "last_name": "Vidal",
    "birth_date": "1955-08-14", "nir": "255081416802538", "starts_on": "2022-01-01",
}  # fmt: skip
PAYMENT = {
    "payment_number": "P1", "contract_number": "C1", "paid_on": "2026-11-18", "recipient": "member",
    "method": "transfer", "account_ending": "189", "line_number": "1", "settlement_number": "S1",
    "beneficiary_rank": "0", "care_date": "2026-11-12", "kind": "care", "care_kind": "consultation", "act_code": "G",
    "act_label": "Consultation", "practitioner": "Dr Morel", "charged": "30.00", "base": "30.00", "rate": "70",
    "standard_rate": "70", "deduction": "2.00", "deduction_kind": "participation", "social_security": "19.00",
    "mutual": "9.00", "other_insurer": "", "out_of_pocket": "2.00",
}  # fmt: skip
CORRECTION = {
    "kind": "correction", "charged": "-2.00", "base": "0", "deduction": "0", "deduction_kind": "none",
    "social_security": "0", "mutual": "-2.00", "out_of_pocket": "0",
}  # fmt: skip
RECOVERED = {
    "kind": "recovered_deduction", "charged": "0", "base": "0", "rate": "0", "standard_rate": "0", "deduction": "2.00",
    "social_security": "-2.00", "mutual": "0", "out_of_pocket": "2.00",
}  # fmt: skip
VALID = {"plans": PLAN, "members": MEMBER, "contracts": CONTRACT, "beneficiaries": BENEFICIARY, "payments": PAYMENT}


class BackOffice:
    """Writes feed files. A row is given by what differs from a valid one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def row(self, subject: str, **cells: str) -> dict[str, str]:
        assert not set(cells) - {column.name for column in FEEDS[subject].columns}
        return VALID[subject] | cells

    def text(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def feed(self, subject: str, *rows: dict[str, str], name: str = "", separator: str = ",") -> Path:
        path = self.folder / (name or f"{subject}.csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            columns = [column.name for column in FEEDS[subject].columns]
            writer = csv.DictWriter(stream, columns, delimiter=separator, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.row(subject, **cells) for cells in rows)
        return path

    def correction(self, **cells: str) -> dict[str, str]:
        """A line that takes two euros back."""
        return CORRECTION | cells

    def recovered(self, **cells: str) -> dict[str, str]:
        """A line that recovers the two euros of a participation forfaitaire."""
        return RECOVERED | cells

    def standing(self) -> list[Path]:
        """One member with one contract, covering herself: what payments refer to."""
        return [self.feed(subject, {}) for subject in ("plans", "members", "contracts", "beneficiaries")]


@pytest.fixture
def desk(tmp_path: Path) -> BackOffice:
    return BackOffice(tmp_path)


@pytest.fixture
def store(engine: Engine) -> Iterator[Engine]:
    """The shared database, on both backends, emptied afterwards: an import commits."""
    yield engine
    tables = SQLModel.metadata.sorted_tables
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {', '.join(table.name for table in tables)}"))
        return
    # Each deleted line would look for the lines that correct it, in a column without an index.
    raw = engine.raw_connection()
    raw.execute("PRAGMA foreign_keys=OFF")
    for table in tables:
        raw.execute(str(table.delete()))
    raw.execute("PRAGMA foreign_keys=ON")
    raw.close()


@contextmanager
def _listening(engine: Engine, hear: Callable[[str], None]) -> Iterator[None]:
    def heard(connection: object, cursor: object, statement: str, *_: object) -> None:
        hear(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", heard)


@pytest.fixture
def listening(store: Engine) -> Callable[[Callable[[str], None]], AbstractContextManager[None]]:
    """Hear every SQL statement while a `with` block lasts."""
    return partial(_listening, store)


@pytest.fixture
def load(store: Engine) -> Callable[..., Report]:
    def run(*paths: Path | Sequence[Path]) -> Report:
        flat = [path for given in paths for path in ([given] if isinstance(given, Path) else given)]
        return import_feeds(flat, store, now=NOW)

    return run


@pytest.fixture
def rows(store: Engine) -> Callable[..., list[dict[str, Any]]]:
    """Read a whole table, in the order of its ids."""

    def read(model: type[SQLModel]) -> list[dict[str, Any]]:
        table = model.__table__
        with store.connect() as connection:
            return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]

    return read


@pytest.fixture
def sizes(store: Engine) -> Callable[[], dict[str, int]]:
    """Count the rows of every table."""

    def count() -> dict[str, int]:
        with store.connect() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in SQLModel.metadata.sorted_tables
            }

    return count


@pytest.fixture
def only() -> Callable[[Report], RowError]:
    """Return the one error of a report."""

    def one(report: Report) -> RowError:
        (error,) = report.errors
        return error

    return one


@pytest.fixture
def beneficiaries(desk: BackOffice, load: Callable[..., Report]) -> Callable[[str | bytes], Report]:
    """Import a beneficiaries feed of this content, after what it refers to."""
    desk.standing()

    def run(content: str | bytes) -> Report:
        desk.text("beneficiaries.csv", content)
        return load(desk.folder)

    return run


@pytest.fixture
def break_off(desk, load, listening):
    """Import what is on the desk, with a database that fails at the payments' first lines."""

    def fail(statement):
        if "INSERT INTO payment_line" in statement:
            raise RuntimeError("pulled the plug")

    def act():
        with listening(fail), pytest.raises(RuntimeError, match="pulled the plug"):
            load(desk.folder)

    return act
