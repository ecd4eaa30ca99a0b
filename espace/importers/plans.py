"""Feed « plans »: plans (formules) and the coverage lines of their table, one row a line."""

from collections.abc import Sequence

from sqlalchemy import delete

from espace.domain.guarantees import Guarantee
from espace.domain.labels import CoverageUnit, Heading, SocialSecurityPart
from espace.importers.base import Fault, Feed, Record, Run, Upsert, mappings
from espace.importers.cells import Column, choice, level, table_of, text, whole, yes_no
from espace.importers.files import Source
from espace.importers.reader import Row
from espace.importers.scratch import Place
from espace.models import CoverageLine, Plan

PLANS, LINES = table_of(Plan), table_of(CoverageLine)
_WITHOUT_LEVEL = (CoverageUnit.COPAYMENT, CoverageUnit.ACTUAL_COST)
_LINE_COLUMNS = (
    "position", "heading", "label", "full_cover", "unit", "level", "social_security_part", "conditions", "guarantee",
)  # fmt: skip


class Plans(Feed):
    """A plan's rows are its whole table: a position that the feeds no longer have is removed."""

    subject = "plans"
    key = ("plan_code", "position")
    columns = (
        Column("plan_code", text(Plan, "code")),
        Column("plan_name", text(Plan, "name")),
        Column("responsible", yes_no),
        Column("position", whole(1, 9_999)),
        Column("heading", choice(Heading)),
        Column("label", text(CoverageLine, "label")),
        Column("full_cover", yes_no),
        Column("unit", choice(CoverageUnit)),
        Column("level", level, required=False, empty=None),
        Column("social_security_part", choice(SocialSecurityPart)),
        Column("conditions", text(CoverageLine, "conditions"), required=False),
        Column("guarantee", choice(Guarantee), required=False, empty=None),
    )

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._plans: dict[str, tuple[str, bool]] = {}
        self._written: set[str] = set()
        self._positions: dict[int, set[int]] = {}  # by plan id

    def check(self, row: Record) -> Sequence[Fault]:
        without = row["unit"] in _WITHOUT_LEVEL
        if without and row["level"] is not None:
            return [("level", f"Laissez cette cellule vide : l’unité {row['unit']} n’a pas de niveau.")]
        if not without and row["level"] is None:
            return [("level", f"Cette cellule ne peut pas rester vide : l’unité {row['unit']} demande un niveau.")]
        return ()

    def write(self, source: Source, rows: list[Row]) -> None:
        for line, row in rows:
            first = self._plans.setdefault(row["plan_code"], (row["plan_name"], row["responsible"]))
            for column, expected in zip(("plan_name", "responsible"), first, strict=True):
                if row[column] != expected:
                    self.run.refuse(
                        Place(source.number, line), column, "Une formule a partout la même valeur dans cette colonne."
                    )
        codes = {row["plan_code"] for _, row in rows}
        self._write_plans(codes)
        ids = self.run.ids(PLANS.c.code, codes)
        records = {}
        for _, row in rows:
            plan_id, position = ids[row["plan_code"]], row["position"]
            records[plan_id, position] = {"plan_id": plan_id} | {name: row[name] for name in _LINE_COLUMNS}
            self._positions.setdefault(plan_id, set()).add(position)
        known = mappings(self.run, LINES.c.plan_id, ids.values())
        Upsert(LINES, _LINE_COLUMNS).apply(
            self.run, records, {(line["plan_id"], line["position"]): line for line in known}
        )

    def _write_plans(self, codes: set[str]) -> None:
        fresh = codes - self._written
        self._written |= fresh
        records = {
            code: dict(zip(("code", "name", "responsible"), (code, *self._plans[code]), strict=True)) for code in fresh
        }
        known = {plan["code"]: plan for plan in mappings(self.run, PLANS.c.code, fresh)}
        Upsert(PLANS, ("name", "responsible")).apply(self.run, records, known)

    def finish(self) -> None:
        """Remove the coverage lines that the feeds of their plan no longer have."""
        known = mappings(self.run, LINES.c.plan_id, self._positions)
        gone = [line["id"] for line in known if line["position"] not in self._positions[line["plan_id"]]]
        if gone:
            self.run.connection.execute(delete(LINES).where(LINES.c.id.in_(gone)))
            self.run.report.counts[LINES.name].removed += len(gone)
