"""Contact details that members changed on the portal, and that the back office's files do not know yet.

The rule (docs/feeds.md) is that of accounts (`own_accounts`), for each detail by itself: a file that still brings what
was replaced, or none, leaves the member's own. Once a file brings the new one, or yet another, its files rule again.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import RowMapping, delete, select

from espace.domain.labels import ContactDetail
from espace.importers.base import Record, Run, one_of
from espace.importers.cells import table_of
from espace.models import OwnDetail
from espace.services.own_details import COLUMNS, fingerprint

OWN = table_of(OwnDetail)


def keep(run: Run, records: Mapping[str, Record], known: Mapping[str, RowMapping]) -> None:
    """Put the members' own details into the records that would bring former ones back."""
    numbers = {row["id"]: number for number, row in known.items()}
    taken: dict[ContactDetail, list[int]] = {}
    for (member_id, detail), former in _replaced(run, numbers).items():
        record, row = records[numbers[member_id]], known[numbers[member_id]]
        if _is_former(detail, record, row, former):
            record.update({name: row[name] for name in COLUMNS[detail]})
        else:
            taken.setdefault(detail, []).append(member_id)
    for detail, member_ids in taken.items():
        run.connection.execute(delete(OWN).where(OWN.c.detail == detail, one_of(OWN.c.member_id, member_ids)))


def _is_former(detail: ContactDetail, record: Record, row: RowMapping, former: Collection[str]) -> bool:
    names = COLUMNS[detail]
    if all(record[name] == row[name] for name in names):
        return False
    return not any(record[name] for name in names) or fingerprint(detail, record) in former


def _replaced(run: Run, member_ids: Collection[int]) -> dict[tuple[int, ContactDetail], set[str]]:
    """Return the hashes of what members replaced and the back office may still hold, by member and detail."""
    query = select(OWN.c.member_id, OWN.c.detail, OWN.c.replaced_hash).where(one_of(OWN.c.member_id, member_ids))
    found: dict[tuple[int, ContactDetail], set[str]] = {}
    for member_id, detail, replaced_hash in run.connection.execute(query):
        found.setdefault((member_id, detail), set()).add(replaced_hash)
    return found
