"""Feed « beneficiaries »: the people a contract covers, the member included (rank 0)."""

from collections.abc import Sequence

from espace.adapters import crypto
from espace.domain import nir
from espace.domain.labels import Relationship
from espace.importers.base import Fault, Feed, Record, Upsert, birth_faults, mappings, period_faults
from espace.importers.cells import Column, choice, day, table_of, text, whole
from espace.importers.contracts import CONTRACTS, with_public_id
from espace.importers.files import Source
from espace.importers.reader import Row
from espace.models import Beneficiary, Contract

BENEFICIARIES = table_of(Beneficiary)
_COMPARED = (
    "relationship", "first_name", "last_name", "birth_date", "nir_hash", "starts_on", "ends_on", "care_shared_on",
)  # fmt: skip


class Beneficiaries(Feed):
    """Beneficiaries, by contract and rank."""

    subject = "beneficiaries"
    key = ("contract_number", "rank")
    columns = (
        Column("contract_number", text(Contract, "contract_number")),
        Column("rank", whole(0, 99)),
        Column("relationship", choice(Relationship)),
        Column("first_name", text(Beneficiary, "first_name")),
        Column("last_name", text(Beneficiary, "last_name")),
        Column("birth_date", day),
        Column("nir", nir.normalise, required=False),
        Column("starts_on", day),
        Column("ends_on", day, required=False, empty=None),
        Column("care_shared_on", day, required=False, empty=None),
    )

    def check(self, row: Record) -> Sequence[Fault]:
        faults = [*period_faults(row), *birth_faults(row, self.run.today)]
        if (row["rank"] == 0) != (row["relationship"] is Relationship.SELF):
            faults.append(("relationship", "L’adhérent (self) a le rang 0, et lui seul."))
        return faults

    def write(self, source: Source, rows: list[Row]) -> None:
        contracts = self.run.ids(CONTRACTS.c.contract_number, {row["contract_number"] for _, row in rows})
        records = {}
        for row in rows:
            contract_id = self.resolve(source, row, "contract_number", "contracts", contracts)
            if contract_id is not None:
                cells = row[1]
                del cells["contract_number"]
                cells["nir_hash"] = crypto.lookup_hash(cells["nir"]) if cells["nir"] else ""
                records[contract_id, cells["rank"]] = cells | {"contract_id": contract_id}
        known = mappings(self.run, BENEFICIARIES.c.contract_id, contracts.values())
        Upsert(BENEFICIARIES, _COMPARED, _sealed).apply(
            self.run, records, {(person["contract_id"], person["rank"]): person for person in known}
        )


def _sealed(record: Record, new: bool) -> Record:
    number = record.pop("nir")
    record["nir_encrypted"] = crypto.encrypt(number, "nir") if number else ""
    return with_public_id(record, new)
