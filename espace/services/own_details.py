"""Contact details as members want them: written into their row, with what they replace kept in mind.

The back office's files still bring what was replaced until it knows: `espace.importers.own_details` then leaves the
member's own. Of what was replaced only a keyed hash is kept.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table, bindparam, insert, select, update
from sqlmodel import Session

from espace.adapters import crypto
from espace.domain.labels import ContactDetail
from espace.models import Member, OwnDetail

# Which columns make up a detail: an address is kept, or replaced, as a whole.
COLUMNS: dict[ContactDetail, tuple[str, ...]] = {
    ContactDetail.ADDRESS: ("address_line1", "address_line2", "postcode", "city"),
    ContactDetail.MOBILE: ("mobile",),
    ContactDetail.LANDLINE: ("phone",),
    ContactDetail.EMAIL: ("email",),
}

_MEMBERS: Table = Member.__table__  # type: ignore[attr-defined]  # SQLModel's types leave it out
_BEFORE = (
    select(*(_MEMBERS.c[name] for names in COLUMNS.values() for name in names))
    .where(_MEMBERS.c.id == bindparam("member_id"))
    .with_for_update()
)


def write(session: Session, member_id: int, values: Mapping[str, str], now: datetime) -> None:
    """Write contact details that a member changed, by the names of their columns, whole details only."""
    before = session.execute(_BEFORE, {"member_id": member_id}).mappings().one()
    replaced = [
        {"member_id": member_id, "detail": detail, "replaced_hash": fingerprint(detail, before), "changed_at": now}
        for detail, names in COLUMNS.items()
        if any(name in values and values[name] != before[name] for name in names)
    ]
    if replaced:
        session.execute(insert(OwnDetail), replaced)
    session.execute(update(_MEMBERS).where(_MEMBERS.c.id == member_id).values(dict(values)))


def fingerprint(detail: ContactDetail, values: Mapping[str, Any] | RowMapping) -> str:
    """Return the keyed hash by which a detail is known again."""
    return crypto.lookup_hash(json.dumps(["contact detail", detail.value, *(values[name] for name in COLUMNS[detail])]))
