"""Feed « payments »: one row a payment line, the payment's own columns repeated. What is imported never changes."""

from collections.abc import Sequence
from operator import itemgetter

from espace.domain.breakdown import Line, Unbalanced, check, is_sound_care
from espace.domain.errors import InvalidInput
from espace.domain.labels import CareKind, DeductionKind, LineKind, PaymentMethod, Recipient
from espace.importers import ledger
from espace.importers.base import UNKNOWN, Fault, Feed, Record, Run
from espace.importers.cells import Column, cents, choice, day, matching, percentage, text, whole
from espace.importers.files import Source
from espace.importers.ledger import HEADER, IMMUTABLE, LINE_CELLS, MAX_TOTAL, Entry, Rights, RightsBook
from espace.importers.reader import BATCH_LINES, Row
from espace.importers.scratch import Place, Postponed
from espace.models import Contract, Payment, PaymentLine

_header_cells = itemgetter(*HEADER[1:])
# In the order of `Line`.
_figures = itemgetter(
    "charged", "base", "rate", "standard_rate", "social_security", "mutual", "out_of_pocket", "other_insurer",
    "deduction", "deduction_kind", "kind",
)  # fmt: skip
_number, _line_number = text(Payment, "payment_number"), whole(1, 9_999)


def line_reference(cell: str) -> str:
    """Read the reference of a payment line: `payment_number/line_number`."""
    number, slash, line = (part.strip() for part in cell.rpartition("/"))
    if not number or not slash or not line.isdecimal():
        raise InvalidInput("Écrivez numéro de paiement/numéro de ligne, par exemple P2026-0042/1.")
    return f"{_number(number)}/{_line_number(line)}"


class Payments(Feed):
    """Payments and their lines, by payment number and line number."""

    subject = "payments"
    key = ("payment_number", "line_number")
    columns = (
        Column("payment_number", _number),
        Column("contract_number", text(Contract, "contract_number")),
        Column("paid_on", day),
        Column("recipient", choice(Recipient)),
        Column("payee", text(Payment, "payee"), required=False),
        Column("method", choice(PaymentMethod)),
        Column(
            "account_ending",
            matching("[0-9A-Z]{3}", "Écrivez les trois derniers caractères de l’IBAN crédité, zéros compris."),
            required=False,
        ),
        Column("line_number", _line_number),
        Column("settlement_number", text(PaymentLine, "settlement_number"), required=False),
        Column("beneficiary_rank", whole(0, 99)),
        Column("care_date", day),
        Column("kind", choice(LineKind)),
        Column("care_kind", choice(CareKind)),
        Column("act_code", text(PaymentLine, "act_code"), required=False),
        Column("act_label", text(PaymentLine, "act_label")),
        Column("practitioner", text(PaymentLine, "practitioner"), required=False),
        Column("charged", cents),
        Column("base", cents),
        Column("rate", percentage(100)),
        Column("standard_rate", percentage(100)),
        Column("deduction", cents, required=False, empty=0),
        Column("deduction_kind", choice(DeductionKind), required=False, empty=DeductionKind.NONE),
        Column("social_security", cents),
        Column("mutual", cents),
        Column("other_insurer", cents, required=False, empty=0),
        Column("out_of_pocket", cents),
        Column("corrects", line_reference, required=False),
    )

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._last_id = ledger.last_payment_id(run)
        self._rights = RightsBook(run)

    def check(self, row: Record) -> Sequence[Fault]:
        faults = []
        if row["care_date"] > row["paid_on"]:
            faults.append(("care_date", "Les soins ne peuvent pas être postérieurs au paiement (paid_on)."))
        if (row["recipient"] is Recipient.THIRD_PARTY) != bool(row["payee"]):
            faults.append(("payee", "Nommez le professionnel payé si recipient est third_party, et seulement alors."))
        if row["corrects"] and row["kind"] is LineKind.CARE:
            faults.append(("corrects", "Une ligne de soins (care) n’en corrige pas une autre."))
        elif row["corrects"] and row["corrects"] == self.key_of(row):
            faults.append(("corrects", "Une ligne ne peut pas se corriger elle-même."))
        figures = _figures(row)
        if not is_sound_care(*figures):
            line = Line(*figures)
            try:
                check(line)
            except Unbalanced as fault:
                faults.append((_culprit(line), fault.sentence))
        return faults

    def write(self, source: Source, rows: list[Row]) -> None:
        posting = _Posting(self.run, rows, self._rights, self._last_id)
        for line, row in rows:
            posting.post(Place(source.number, line), row)
        ledger.write_payments(self.run, posting.entries)
        ledger.write_lines(self.run, posting.lines)
        self.scratch.postpone(posting.links)

    def finish(self) -> None:
        """Link corrections to what they correct, which may stand anywhere in the feeds or in the database."""
        for links in self.scratch.postponed(BATCH_LINES):
            ledger.link_corrections(self.run, links)


class _Posting:
    """One batch of rows against what the database holds about their contracts and payments."""

    def __init__(self, run: Run, rows: list[Row], rights: RightsBook, last_id: int) -> None:
        self.run = run
        self.rights = rights.of({row["contract_number"] for _, row in rows})
        self.entries = ledger.entries_of(run, {row["payment_number"] for _, row in rows}, last_id)
        self.settled = ledger.settled_lines(run, self.entries.values())
        self.lines: list[tuple[Entry, int, Record]] = []
        self.links: list[Postponed] = []

    def post(self, place: Place, row: Record) -> None:
        """Resolve one row and keep it for writing; refuse it, or skip it when it is already there."""
        right = self._right(place, row)
        if right is None:
            return
        entry = self._entry(place, row, right)
        if entry is None:
            return
        person_id = right.beneficiaries[row["beneficiary_rank"]]
        if entry.settled:
            self._compare(place, row, person_id, entry)
        else:
            self._add(place, row, person_id, entry)

    def _right(self, place: Place, row: Record) -> Rights | None:
        number, rank = row["contract_number"], row["beneficiary_rank"]
        right = self.rights.get(number)
        if right is None:
            if not self.run.declared("contracts", number):
                self.run.refuse(place, "contract_number", UNKNOWN["contracts"])
            return None
        if rank not in right.beneficiaries:
            if not self.run.declared("beneficiaries", f"{number}/{rank}"):
                self.run.refuse(place, "beneficiary_rank", "Ce contrat n’a pas de bénéficiaire de ce rang.")
            return None
        return right

    def _entry(self, place: Place, row: Record, right: Rights) -> Entry | None:
        """Return the payment of a row, whose columns must be those of its other rows."""
        header = (right.contract_id, *_header_cells(row))
        entry = self.entries.get(row["payment_number"])
        if entry is None:
            entry = self.entries[row["payment_number"]] = Entry(header, right.member_id)
        elif entry.header != header:
            reason = IMMUTABLE if entry.settled else "Cette valeur n’est pas celle des autres lignes du même paiement."
            for name, value, expected in zip(HEADER, header, entry.header, strict=True):
                if value != expected:
                    self.run.refuse(place, "contract_number" if name == "contract_id" else name, reason)
            return None
        return entry

    def _compare(self, place: Place, row: Record, person_id: int, entry: Entry) -> None:
        """Skip a line that is already there; refuse one that differs, or that the payment did not have."""
        old = self.settled.get((entry.payment_id, row["line_number"]))
        if old is None:
            self.run.refuse(
                place, "line_number", "Ce paiement est déjà enregistré sans cette ligne : il ne change plus."
            )
            return
        different = [name for name in LINE_CELLS if old[name] != row[name]]
        if old["beneficiary_id"] != person_id:
            different.append("beneficiary_rank")
        if bool(row["corrects"]) != (old["corrects_line_id"] is not None):
            different.append("corrects")
        for name in different:
            self.run.refuse(place, name, IMMUTABLE)
        if different:
            return
        self.run.report.counts[ledger.LINES.name].unchanged += 1
        self._link(place, row)

    def _add(self, place: Place, row: Record, person_id: int, entry: Entry) -> None:
        total = entry.total + row["mutual"]
        if abs(total) > MAX_TOTAL:
            self.run.refuse(place, "mutual", "Le total de ce paiement est trop grand.")
            return
        entry.total, entry.grown = total, True
        self.lines.append((entry, person_id, row))
        self._link(place, row)

    def _link(self, place: Place, row: Record) -> None:
        if row["corrects"]:
            self.links.append(Postponed(f"{row['payment_number']}/{row['line_number']}", row["corrects"], place))


def _culprit(line: Line) -> str:
    """Return the column to look at first when the figures of a line contradict each other."""
    if line.charged != line.social_security + line.mutual + line.other_insurer + line.out_of_pocket:
        return "charged"
    if line.standard_rate < line.rate:
        return "standard_rate"
    if line.deduction and line.deduction_kind is DeductionKind.NONE:
        return "deduction_kind"
    return "social_security"
