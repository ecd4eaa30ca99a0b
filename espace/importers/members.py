"""Feed « members »: the people who hold a contract. NIR and IBAN are encrypted as they come in."""

from collections.abc import Sequence

from espace.adapters import crypto
from espace.domain import iban, nir
from espace.importers import own_accounts, own_details
from espace.importers.base import Fault, Feed, Record, Upsert, birth_faults, mappings
from espace.importers.cells import Column, bic, day, email, phone, table_of, text
from espace.importers.files import Source
from espace.importers.reader import Row
from espace.models import Member

MEMBERS = table_of(Member)
_PLAIN = (
    "first_name", "last_name", "birth_name", "birth_date", "email", "phone", "mobile",
    "address_line1", "address_line2", "postcode", "city", "bic", "deceased_on",
)  # fmt: skip


class Members(Feed):
    """Members, by member number."""

    subject = "members"
    key = ("member_number",)
    columns = (
        Column("member_number", text(Member, "member_number")),
        Column("first_name", text(Member, "first_name")),
        Column("last_name", text(Member, "last_name")),
        Column("birth_name", text(Member, "birth_name"), required=False),
        Column("birth_date", day),
        Column("nir", nir.normalise),
        Column("email", email, required=False),
        Column("phone", phone, required=False),
        Column("mobile", phone, required=False),
        Column("address_line1", text(Member, "address_line1")),
        Column("address_line2", text(Member, "address_line2"), required=False),
        Column("postcode", text(Member, "postcode")),
        Column("city", text(Member, "city")),
        Column("iban", iban.normalise, required=False),
        Column("bic", bic, required=False),
        Column("deceased_on", day, required=False, empty=None),
    )

    def check(self, row: Record) -> Sequence[Fault]:
        faults = birth_faults(row, self.run.today)
        if row["deceased_on"] is not None and row["deceased_on"] < row["birth_date"]:
            faults.append(("deceased_on", "Le décès précède la naissance (birth_date)."))
        return faults

    def write(self, source: Source, rows: list[Row]) -> None:
        records = {row["member_number"]: _record(row) for _, row in rows}
        known = {member["member_number"]: member for member in mappings(self.run, MEMBERS.c.member_number, records)}
        own_accounts.keep(self.run, records, known)
        own_details.keep(self.run, records, known)
        Upsert(MEMBERS, (*_PLAIN, "nir_hash", "iban_hash"), _sealed).apply(self.run, records, known)


def _record(row: Record) -> Record:
    return row | {
        "nir_hash": crypto.lookup_hash(row["nir"]),
        "iban_hash": crypto.lookup_hash(row["iban"]) if row["iban"] else "",
    }


def _sealed(record: Record, new: bool) -> Record:
    number, account = record.pop("nir"), record.pop("iban")
    record["nir_encrypted"] = crypto.encrypt(number, "nir")
    if "iban_encrypted" not in record:  # a member's own account is kept as it is
        record["iban_encrypted"] = crypto.encrypt(account, "iban") if account else ""
    return record
