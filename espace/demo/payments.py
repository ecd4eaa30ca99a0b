"""From lines to payments: which payment each line travels in, its number, and the deductions recovered on the way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from espace.demo.history import NEVER, Care, working_day
from espace.demo.people import Contract, Household
from espace.demo.settlement import Entry, Tally, annulment, recovery, settle
from espace.domain.labels import PaymentMethod

MEMBER_PAY_DAY = 2  # a member is paid on Wednesdays, so that a week's care comes in one payment
NOT_YET = timedelta(days=3)  # what is younger than that has not been paid
RECOVERED_AT_ONCE = 6
RECOVERY_DELAY = timedelta(days=7)
FIRST_COUNTER = 2465


@dataclass(slots=True, eq=False)
class Payment:
    """A payment to the member (`payee` empty) or to a practitioner, with its lines in order."""

    household: Household
    contract: Contract
    paid_on: date
    payee: str
    entries: list[Entry]
    number: str = ""
    sequence: int = 0

    @property
    def total(self) -> int:
        """What the mutual paid, in cents; always more than 0."""
        return sum(entry.mutual for entry in self.entries)

    @property
    def method(self) -> PaymentMethod:
        """How the money travelled: by cheque when one of the lines asks for it."""
        cheque = any(entry.care.method is PaymentMethod.CHEQUE for entry in self.entries)
        return PaymentMethod.CHEQUE if cheque else PaymentMethod.TRANSFER

    @property
    def account_ending(self) -> str:
        """The last three characters of the member's IBAN that day; empty for a cheque or a third party."""
        is_transfer = not self.payee and self.method is PaymentMethod.TRANSFER
        return self.household.iban_on(self.paid_on)[-3:] if is_transfer else ""

    def settlement_number(self, entry: Entry) -> str:
        """Return the Assurance Maladie's numéro de décompte: one a person in a payment, unless the care says so."""
        return entry.care.settlement or f"{self.paid_on:%y%j}{self.sequence:05d}{entry.care.rank}"


def payments_of(household: Household, position: int, cares: Iterable[Care], today: date) -> list[Payment]:
    """Return the household's payments up to a few days before today, oldest first, numbered."""
    entries = sorted(_entries(household, cares, today - NOT_YET), key=_order)
    payments = list(_grouped(household, entries))
    _recover(payments)
    _number(payments, FIRST_COUNTER + 100 * position)
    return payments


def _order(entry: Entry) -> tuple[date, str, date, int]:
    return entry.paid_on, _payee(entry), entry.care.day, entry.care.rank


def _payee(entry: Entry) -> str:
    return entry.care.by.name if entry.care.direct else ""


def _entries(household: Household, cares: Iterable[Care], last: date) -> Iterator[Entry]:
    tally = Tally()
    for paid_on, care in sorted(((_paid_on(household, c), c) for c in cares), key=lambda p: (p[0], p[1].day)):
        if paid_on > last:
            continue
        if not care.first_paid_as:
            yield settle(household, care, paid_on, tally)
        else:
            yield from _corrected(household, care, paid_on, last, tally)


def _corrected(household: Household, care: Care, paid_on: date, last: date, tally: Tally) -> Iterator[Entry]:
    wrong = settle(household, replace(care, **care.first_paid_as), paid_on, tally)
    yield wrong
    if care.corrected_on <= last:
        tally.give_back(wrong)
        yield annulment(wrong, care.corrected_on)
        yield settle(household, care, care.corrected_on, tally)


def _paid_on(household: Household, care: Care) -> date:
    """Return when the care is paid: some days after it, on the weekday of who receives the money."""
    if care.paid_on != NEVER:
        return care.paid_on
    slow = 0 if household.contracts[-1].electronic_transmission else 14
    day = care.day + timedelta(days=4 if care.direct else 6 + slow)
    weekday = care.by.pay_day if care.direct else MEMBER_PAY_DAY
    return working_day(day + timedelta(days=(weekday - day.weekday()) % 7))


def _grouped(household: Household, entries: list[Entry]) -> Iterator[Payment]:
    """Yield payments; lines for which the mutual owes nothing wait for the next payment to the same hands."""
    waiting: dict[tuple[str, str], list[Entry]] = defaultdict(list)

    def hands(entry: Entry) -> tuple[date, str, str]:
        return entry.paid_on, _payee(entry), household.contract_on(entry.care.day).number

    for (paid_on, payee, number), group in groupby(sorted(entries, key=hands), key=hands):
        lines = list(group)
        if not any(line.care.exact for line in lines):
            lines = waiting.pop((payee, number), []) + lines
        payment = Payment(household, household.contract_on(lines[0].care.day), paid_on, payee, lines)
        if payment.total > 0:
            yield payment
        else:
            waiting[payee, number] = lines


def _recover(payments: list[Payment]) -> None:
    """Add to members' payments the rows that recover what tiers payant could not withhold."""
    owed: dict[str, list[Entry]] = defaultdict(list)
    for payment in payments:
        pending = owed[payment.contract.number]
        if not payment.payee and not any(entry.care.exact for entry in payment.entries):
            ready = [e for e in pending if e.paid_on + RECOVERY_DELAY <= payment.paid_on][:RECOVERED_AT_ONCE]
            payment.entries += [recovery(entry, payment.paid_on) for entry in ready]
            pending[:] = [entry for entry in pending if entry not in ready]
        pending += [entry for entry in payment.entries if entry.owed]


def _number(payments: list[Payment], counter: int) -> None:
    """Number payments as year-batch-sequence; the back office runs eleven batches every thirty days."""
    seen: Counter[tuple[int, int]] = Counter()
    for payment in payments:
        batch = payment.paid_on.timetuple().tm_yday * 11 // 30
        key = (payment.paid_on.year, batch)
        payment.sequence = counter + 17 * batch + seen[key]
        payment.number = f"{payment.paid_on:%y}-{batch:03d}-{payment.sequence:05d}"
        seen[key] += 1
