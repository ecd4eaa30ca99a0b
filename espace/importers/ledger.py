"""What the database holds around a batch of payment lines: read and written in a few statements a batch."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from espace.importers.base import Record, Run, mappings
from espace.importers.beneficiaries import BENEFICIARIES
from espace.importers.cells import table_of
from espace.importers.contracts import CONTRACTS
from espace.importers.scratch import Postponed
from espace.models import Payment, PaymentLine
from espace.models.base import new_public_id

PAYMENTS, LINES = table_of(Payment), table_of(PaymentLine)
MAX_TOTAL = 2**31 - 1  # cents: what an integer column of PostgreSQL holds
# What every row of a payment repeats, as columns of the table.
HEADER = ("contract_id", "paid_on", "recipient", "payee", "method", "account_ending")
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


def last_payment_id(run: Run) -> int:
    """Return the highest payment id: a higher one, later, comes from this import."""
    return run.connection.execute(select(func.max(PAYMENTS.c.id))).scalar() or 0


def rights_of(run: Run, numbers: Collection[str]) -> dict[str, Rights]:
    """Return contracts with their beneficiaries, by contract number."""
    columns = (
        CONTRACTS.c.contract_number,
        CONTRACTS.c.id,
        CONTRACTS.c.member_id,
        BENEFICIARIES.c.rank,
        BENEFICIARIES.c.id,
    )
    query = select(*columns).join_from(CONTRACTS, BENEFICIARIES, isouter=True)
    found: dict[str, Rights] = {}
    for number, contract_id, member_id, rank, person_id in run.connection.execute(
        query.where(CONTRACTS.c.contract_number.in_(numbers))
    ):
        rights = found.setdefault(number, Rights(contract_id, member_id, {}))
        if person_id is not None:
            rights.beneficiaries[rank] = person_id
    return found


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
        run.connection.execute(insert(PAYMENTS), [_payment(number, entry) for number, entry in fresh.items()])
        for number, payment_id in run.ids(PAYMENTS.c.payment_number, fresh).items():
            fresh[number].payment_id = payment_id
        run.report.counts[PAYMENTS.name].added += len(fresh)
    if grown:
        run.connection.execute(update(PAYMENTS).where(PAYMENTS.c.id == bindparam("known_id")), grown)


def _payment(number: str, entry: Entry) -> Record:
    return dict(zip(HEADER, entry.header, strict=True)) | {
        "public_id": new_public_id(),
        "payment_number": number,
        "member_id": entry.member_id,
        "total": entry.total,
    }


def write_lines(run: Run, lines: Sequence[tuple[Entry, Record]]) -> None:
    """Write the lines of written payments."""
    if not lines:
        return
    for entry, record in lines:
        record["payment_id"] = entry.payment_id
    run.connection.execute(insert(LINES), [record for _, record in lines])
    run.report.counts[LINES.name].added += len(lines)


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
    found = run.connection.execute(query.where(PAYMENTS.c.payment_number.in_(numbers))).mappings()
    return {f"{line['payment_number']}/{line['line_number']}": line for line in found}
