"""How a batch of the extract is written: practitioners and practices added, brought up to date, or seen again."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from espace.domain.positions import Position
from espace.importers.base import one_of
from espace.importers.cells import table_of
from espace.importers.directory.entries import Entry, Left, Spot, spot
from espace.models import AddressPosition, DirectoryImport, Practice, Practitioner

PRACTITIONERS, PRACTICES, POSITIONS = table_of(Practitioner), table_of(Practice), table_of(AddressPosition)
IMPORTS = table_of(DirectoryImport)
# What a reader may see change; who, as what and where are the key.
_COMPARED = ("structure", "street", "postcode", "city", "phone", "address_hash", "precision", "latitude", "longitude")

Record = dict[str, Any]


def take_turn(connection: Connection) -> None:
    """Wait until no other import is amid a batch: on PostgreSQL both would add the same rows. SQLite waits by itself.

    Whichever import they belong to, they wait for one row: that of the first import there ever was.
    """
    connection.execute(select(IMPORTS.c.id).order_by(IMPORTS.c.id).limit(1).with_for_update())


def refresh_statistics(connection: Connection) -> None:
    """Tell PostgreSQL what the directory now holds: without, a search reads everybody of a kind in the whole country.

    SQLite reads the index of the search either way.
    """
    if connection.dialect.name == "postgresql":
        for table in (PRACTITIONERS, PRACTICES):
            connection.exec_driver_sql(f"ANALYZE {table.name}")


def write(connection: Connection, entries: Collection[Entry], run: int) -> Counter[str]:
    """Write what the lines of a batch tell, as seen in the import `run`; return the counts that the report adds up.

    Of several lines for one practice the first says what it is; the others only tell a telephone it lacks.
    """
    merged = _merged(entries)
    located = _located(connection, merged.values())
    counts: Counter[str] = Counter({Left.NOWHERE.value: sum(entry.key not in located for entry in entries)})
    if located:
        known = _known(connection, located)
        fresh = {key: entry for key, entry in located.items() if key not in known or known[key].seen_in != run}
        ids = _practitioners(connection, [entry for entry, _ in fresh.values()])
        counts += _practices(connection, fresh, known, ids, run)
    return counts


def _merged(entries: Iterable[Entry]) -> dict[str, Entry]:
    merged: dict[str, Entry] = {}
    for entry in entries:
        first = merged.setdefault(entry.key, entry)
        if entry.phone and not first.phone:
            merged[entry.key] = first._replace(phone=entry.phone)
    return merged


def _located(connection: Connection, entries: Collection[Entry]) -> dict[str, tuple[Entry, Spot]]:
    """Return the entries that stand somewhere, by key: at their address if it was located, else in their town."""
    asked = {entry.address_hash for entry in entries}
    asked |= {entry.town_hash for entry in entries if entry.spot is None}
    found = positions(connection, asked)
    spots = ((entry, found.get(entry.address_hash) or entry.spot or found.get(entry.town_hash)) for entry in entries)
    return {entry.key: (entry, at) for entry, at in spots if at is not None}


def positions(connection: Connection, hashes: Collection[str]) -> dict[str, Spot]:
    """Return where addresses are, of those that are known, by their hash."""
    if not hashes:
        return {}
    rows = connection.execute(select(POSITIONS).where(one_of(POSITIONS.c.address_hash, hashes)))
    return {row.address_hash: spot(row.precision, Position(row.latitude, row.longitude)) for row in rows}


def _known(connection: Connection, keys: Collection[str]) -> dict[str, Row[Any]]:
    columns = (PRACTICES.c[name] for name in ("id", "key", "seen_in", *_COMPARED))
    return {row.key: row for row in connection.execute(select(*columns).where(one_of(PRACTICES.c.key, keys)))}


def _practitioners(connection: Connection, entries: Iterable[Entry]) -> dict[str, int]:
    """Add those who are new, rename those whose name changed, and return the ids by key."""
    names = {entry.practitioner: entry.name for entry in reversed(list(entries))}
    if not names:
        return {}
    table = PRACTITIONERS
    old = {
        row.key: row
        for row in connection.execute(select(table.c.key, table.c.id, table.c.name).where(one_of(table.c.key, names)))
    }
    ids = {key: row.id for key, row in old.items()}
    renamed = [{"of": row.id, "name": names[key]} for key, row in old.items() if row.name != names[key]]
    if renamed:
        connection.execute(update(table).where(table.c.id == bindparam("of")), renamed)
    added = [{"key": key, "name": name} for key, name in names.items() if key not in old]
    if added:
        made = connection.execute(insert(table).returning(table.c.key, table.c.id), added)
        ids |= {row.key: row.id for row in made}
    return ids


def _practices(
    connection: Connection,
    located: Mapping[str, tuple[Entry, Spot]],
    known: Mapping[str, Row[Any]],
    ids: Mapping[str, int],
    run: int,
) -> Counter[str]:
    new: list[Record] = []
    different: list[Record] = []
    same: list[int] = []
    for key, (entry, at) in located.items():
        old = known.get(key)
        if old is None:
            new.append(_record(entry, at, run) | {"practitioner_id": ids[entry.practitioner]})
        elif old[-len(_COMPARED) :] != _compared(entry, at):
            different.append(_record(entry, at, run) | {"of": old.id})
        else:
            same.append(old.id)
    if new:
        connection.execute(insert(PRACTICES), new)
    if different:
        connection.execute(update(PRACTICES).where(PRACTICES.c.id == bindparam("of")), different)
    if same:
        connection.execute(update(PRACTICES).where(one_of(PRACTICES.c.id, same)).values(seen_in=run))
    return Counter(added=len(new), updated=len(different), unchanged=len(same))


def _compared(entry: Entry, at: Spot) -> tuple[Any, ...]:
    """Return the values of the columns `_COMPARED`."""
    return (
        entry.structure, entry.street, entry.postcode, entry.city, entry.phone, entry.address_hash,
        at.precision, at.position.latitude, at.position.longitude,
    )  # fmt: skip


def _record(entry: Entry, at: Spot, run: int) -> Record:
    values = dict(zip(_COMPARED, _compared(entry, at), strict=True))
    return values | placed(at) | {"key": entry.key, "kind": entry.kind, "seen_in": run}


def placed(at: Spot) -> Record:
    """Return the columns that say where a practice is."""
    return {
        "precision": at.precision,
        "latitude": at.position.latitude,
        "longitude": at.position.longitude,
        "x": at.metres.x,
        "y": at.metres.y,
        "z": at.metres.z,
        "cell": at.metres.cell,
    }
