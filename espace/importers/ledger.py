"""What the database holds around a batch of payment lines: read and written in a few statements a batch."""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from secrets import token_bytes
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, Table, bindparam, func, select, update

from espace.domain.names import folded
from espace.importers.base import Record, Run, mappings, one_of
from espace.importers.beneficiaries import BENEFICIARIES
from espace.importers.cells import table_of
from espace.importers.contracts import CONTRACTS
from espace.importers.scratch import Postponed
from espace.models import Payment, PaymentLine

PAYMENTS, LINES = table_of(Payment), table_of(PaymentLine)
KEY_LENGTH = LINES.c.practitioner_key.type.length
MAX_TOTAL = 2**31 - 1  # cents: what an integer column of PostgreSQL holds
# What every row of a payment repeats, as columns of the table.
HEADER = ("contract_id", "paid_on", "recipient", "payee", "method", "account_ending")
# What a line's row gives its table as it is; the first two are days, the next three words of closed lists.
LINE_CELLS = (
    "paid_on", "care_date", "kind", "care_kind", "deduction_kind", "line_number", "settlement_number", "act_code",
    "act_label", "practitioner", "charged", "base", "rate", "standard_rate", "deduction", "social_security", "mutual",
    "other_insurer", "out_of_pocket",
)  # fmt: skip
_LINE_NAMES = ("public_id", "payment_id", "member_id", "beneficiary_id", "recipient", "practitioner_key")
_cells = itemgetter(*LINE_CELLS)
_RIGHTS = select(
    CONTRACTS.c.contract_number, CONTRACTS.c.id, CONTRACTS.c.member_id, BENEFICIARIES.c.rank, BENEFICIARIES.c.id
).join_from(CONTRACTS, BENEFICIARIES, isouter=True)
KEPT_CONTRACTS = 32_768  # some 16 MB
IMMUTABLE = "Déjà enregistré avec une autre valeur : un paiement importé ne change plus."


class Rights(NamedTuple):
    """A contract as payments need it: whose it is, and the ids of its beneficiaries by rank."""

    contract_id: int
    member_id: int
    beneficiaries: dict[int, int]


@dataclass(slots=True)
class Entry:
    """A payment met in a batch. `settled`: it was there before this import, so nothing in it may change."""

    header: tuple[Any, ...]
    member_id: int
    payment_id: int = 0  # 0 until it is written
    settled: bool = False
    total: int = 0  # cents, those of the database included
    grown: bool = False  # the batch brings lines


def new_public_ids(count: int) -> list[str]:
    """Return fresh public identifiers like `models.base.new_public_id`, from one draw of random bytes."""
    drawn = urlsafe_b64encode(token_bytes(12 * count)).decode()
    return [drawn[start : start + 16] for start in range(0, len(drawn), 16)]


def last_payment_id(run: Run) -> int:
    """Return the highest payment id: a higher one, later, comes from this import."""
    return run.connection.execute(select(func.max(PAYMENTS.c.id))).scalar() or 0


class RightsBook:
    """The contracts that payments refer to, which nothing changes any more: the same ones come back all the time."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: dict[str, Rights] = {}

    def of(self, numbers: Collection[str]) -> Mapping[str, Rights]:
        """Return the contracts of these numbers, and maybe others, by contract number."""
        if len(self._known) > KEPT_CONTRACTS:
            self._known.clear()
        if missing := set(numbers) - self._known.keys():
            self._look_up(missing)
        return self._known

    def _look_up(self, numbers: Collection[str]) -> None:
        query = _RIGHTS.where(one_of(CONTRACTS.c.contract_number, numbers))
        for number, contract_id, member_id, rank, person_id in self._run.connection.execute(query).all():
            rights = self._known.setdefault(number, Rights(contract_id, member_id, {}))
            if person_id is not None:
                rights.beneficiaries[rank] = person_id


def entries_of(run: Run, numbers: Collection[str], last_id: int) -> dict[str, Entry]:
    """Return the payments that are already in the database, by payment number."""
    return {
        row["payment_number"]: Entry(
            header=tuple(row[name] for name in HEADER),
            member_id=row["member_id"],
            payment_id=row["id"],
            settled=row["id"] <= last_id,
            total=row["total"],
        )
        for row in mappings(run, PAYMENTS.c.payment_number, numbers)
    }


def settled_lines(run: Run, entries: Iterable[Entry]) -> dict[tuple[int, int], RowMapping]:
    """Return the lines of the settled payments, by payment id and line number."""
    ids = {entry.payment_id for entry in entries if entry.settled}
    found = mappings(run, LINES.c.payment_id, ids) if ids else ()
    return {(line["payment_id"], line["line_number"]): line for line in found}


def write_payments(run: Run, entries: Mapping[str, Entry]) -> None:
    """Write the new payments, learn their ids, and bring the totals of the grown ones up to date."""
    fresh = {number: entry for number, entry in entries.items() if entry.grown and not entry.payment_id}
    grown = [{"known_id": e.payment_id, "total": e.total} for e in entries.values() if e.grown and e.payment_id]
    if fresh:
        public_ids = iter(new_public_ids(len(fresh)))
        rows = []
        for number, entry in fresh.items():
            contract_id, paid_on, recipient, payee, method, ending = entry.header
            header = (contract_id, plain(paid_on), plain(recipient), payee, plain(method), ending)
            rows.append((next(public_ids), number, entry.member_id, entry.total, *header))
        insert_rows(run, PAYMENTS, ("public_id", "payment_number", "member_id", "total", *HEADER), rows)
        for number, payment_id in run.ids(PAYMENTS.c.payment_number, fresh).items():
            fresh[number].payment_id = payment_id
        run.report.counts[PAYMENTS.name].added += len(fresh)
    if grown:
        run.connection.execute(update(PAYMENTS).where(PAYMENTS.c.id == bindparam("known_id")), grown)


def write_lines(run: Run, lines: Sequence[tuple[Entry, int, Record]]) -> None:
    """Write the lines of written payments: each with its payment, the id of its beneficiary, its cells."""
    rows = []
    for (entry, person_id, row), public_id in zip(lines, new_public_ids(len(lines)), strict=True):
        paid_on, care_date, kind, care_kind, deduction_kind, *cells = _cells(row)
        _, _, recipient, payee, _, _ = entry.header
        rows.append(
            (
                public_id, entry.payment_id, entry.member_id, person_id, plain(recipient),
                key_of(row["practitioner"], payee), plain(paid_on), plain(care_date), plain(kind), plain(care_kind),
                plain(deduction_kind), *cells,
            )
        )  # fmt: skip
    if rows:
        insert_rows(run, LINES, (*_LINE_NAMES, *LINE_CELLS), rows)
        run.report.counts[LINES.name].added += len(rows)


@lru_cache(8_192)
def plain(value: date | StrEnum) -> str:
    """Return a day, or a word of a closed list, as the tables hold it."""
    return value.isoformat() if isinstance(value, date) else value.value


@lru_cache(8_192)
def key_of(practitioner: str, payee: str) -> str:
    """Return the search key of a line: who cared, who was paid."""
    return folded(f"{practitioner} {payee}")[:KEY_LENGTH]


def insert_rows(run: Run, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of plain values (text, whole numbers), past SQLAlchemy's work on each parameter of a million rows."""
    mark = "?" if run.connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(names))
    run.connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - names of our own tables
        list(rows),
    )


def link_corrections(run: Run, links: Sequence[Postponed]) -> None:
    """Point lines at the lines they correct; refuse a target that does not exist or belongs to another member."""
    keys = {key for link in links for key in (link.own, link.target)}
    lines = _lines_by_key(run, {key.rpartition("/")[0] for key in keys})
    changes = []
    for link in links:
        own, target = lines[link.own], lines.get(link.target)
        if target is None:
            if not run.declared("payments", link.target):
                run.refuse(link.place, "corrects", "La ligne corrigée n’est ni dans les fichiers ni dans la base.")
        elif target["member_id"] != own["member_id"]:
            run.refuse(link.place, "corrects", "La ligne corrigée est celle d’un autre adhérent.")
        elif own["corrects_line_id"] is None:
            changes.append({"known_id": own["id"], "corrects_line_id": target["id"]})
        elif own["corrects_line_id"] != target["id"]:
            run.refuse(link.place, "corrects", IMMUTABLE)
    if changes:
        run.connection.execute(update(LINES).where(LINES.c.id == bindparam("known_id")), changes)


def _lines_by_key(run: Run, numbers: Collection[str]) -> dict[str, RowMapping]:
    query = select(
        PAYMENTS.c.payment_number, LINES.c.line_number, LINES.c.id, LINES.c.member_id, LINES.c.corrects_line_id
    ).join_from(LINES, PAYMENTS)
    found = run.connection.execute(query.where(one_of(PAYMENTS.c.payment_number, numbers))).mappings()
    return {f"{line['payment_number']}/{line['line_number']}": line for line in found}
