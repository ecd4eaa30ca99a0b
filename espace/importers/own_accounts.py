"""Accounts that members changed on the portal, and that the back office's files do not know yet.

The rule (docs/feeds.md): a file that still brings the account which was replaced, or none, leaves the member's own. As
soon as a file brings the new account, or yet another one, the back office knows: from then on its files rule again.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import RowMapping, select, update

from espace.importers.base import Record, Run, one_of
from espace.importers.cells import table_of
from espace.models import BankDetailsChange

CHANGES = table_of(BankDetailsChange)
_NOT_TAKEN = (CHANGES.c.applied_at.is_not(None), CHANGES.c.taken_on.is_(None))


def keep(run: Run, records: Mapping[str, Record], known: Mapping[str, RowMapping]) -> None:
    """Put the members' own accounts into the records that would bring a former one back."""
    numbers = {row["id"]: number for number, row in known.items()}
    taken = []
    for member_id, former in _replaced(run, numbers).items():
        record, row = records[numbers[member_id]], known[numbers[member_id]]
        if record["iban_hash"] != row["iban_hash"] and record["iban_hash"] in former:
            record.update({name: row[name] for name in ("iban_encrypted", "iban_hash", "bic")})
        else:
            taken.append(member_id)
    if taken:
        run.connection.execute(
            update(CHANGES).where(one_of(CHANGES.c.member_id, taken), *_NOT_TAKEN).values(taken_on=run.today)
        )


def _replaced(run: Run, member_ids: Collection[int]) -> dict[int, set[str]]:
    """Return the hashes of the accounts that members replaced and the back office may still hold, or none of them."""
    query = select(CHANGES.c.member_id, CHANGES.c.replaced_hash).where(
        one_of(CHANGES.c.member_id, member_ids), *_NOT_TAKEN
    )
    found: dict[int, set[str]] = {}
    for member_id, replaced_hash in run.connection.execute(query):
        found.setdefault(member_id, {""}).add(replaced_hash)
    return found
