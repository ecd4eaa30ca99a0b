"""Feed « contracts »: what a member took out, under which plan."""

from collections.abc import Sequence

from espace.domain.labels import ContractKind
from espace.importers.base import Fault, Feed, Record, Upsert, mappings, period_faults
from espace.importers.cells import Column, choice, day, matching, positive_cents, table_of, text, yes_no
from espace.importers.files import Source
from espace.importers.members import MEMBERS
from espace.importers.plans import PLANS
from espace.importers.reader import Row
from espace.importers.scratch import Place
from espace.models import Contract, Member, Plan
from espace.models.base import new_public_id

CONTRACTS = table_of(Contract)
_COMPARED = (
    "plan_id", "kind", "employer", "starts_on", "ends_on", "health_fund_code", "health_fund_name",
    "electronic_transmission", "premium",
)  # fmt: skip


class Contracts(Feed):
    """Contracts, by contract number. A contract never passes to another member: its payments would follow."""

    subject = "contracts"
    key = ("contract_number",)
    columns = (
        Column("contract_number", text(Contract, "contract_number")),
        Column("member_number", text(Member, "member_number")),
        Column("plan_code", text(Plan, "code")),
        Column("kind", choice(ContractKind)),
        Column("employer", text(Contract, "employer"), required=False),
        Column("starts_on", day),
        Column("ends_on", day, required=False, empty=None),
        Column(
            "health_fund_code",
            matching("[0-9]{9}", "Un organisme de rattachement compte 9 chiffres : régime, caisse, centre."),
            required=False,
        ),
        Column("health_fund_name", text(Contract, "health_fund_name"), required=False),
        Column("electronic_transmission", yes_no),
        Column("premium", positive_cents),
    )

    def check(self, row: Record) -> Sequence[Fault]:
        return period_faults(row)

    def write(self, source: Source, rows: list[Row]) -> None:
        members = self.run.ids(MEMBERS.c.member_number, {row["member_number"] for _, row in rows})
        plans = self.run.ids(PLANS.c.code, {row["plan_code"] for _, row in rows})
        numbers = {row["contract_number"] for _, row in rows}
        known = {
            contract["contract_number"]: contract
            for contract in mappings(self.run, CONTRACTS.c.contract_number, numbers)
        }
        records = {}
        for row in rows:
            member_id = self.resolve(source, row, "member_number", "members", members)
            plan_id = self.resolve(source, row, "plan_code", "plans", plans)
            line, cells = row
            number = cells["contract_number"]
            if None in (member_id, plan_id):
                continue
            if number in known and known[number]["member_id"] != member_id:
                self.run.refuse(
                    Place(source.number, line),
                    "member_number",
                    "Ce contrat est déjà enregistré pour un autre adhérent.",
                )
                continue
            del cells["member_number"], cells["plan_code"]
            records[number] = cells | {"member_id": member_id, "plan_id": plan_id}
        Upsert(CONTRACTS, _COMPARED, with_public_id).apply(self.run, records, known)


def with_public_id(record: Record, new: bool) -> Record:
    """Give a new row the identifier shown in addresses; a known row keeps its own."""
    return record | {"public_id": new_public_id()} if new else record
