"""What a statement says, ready to be drawn: amounts in cents, days, words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from espace.domain.formats import NBSP, long_day
from espace.domain.labels import LineKind
from espace.domain.wording import WITHOUT_CORRECTIONS, recovered_apart


class Amounts(NamedTuple):
    """The amounts of a line, a subtotal or a total, in cents."""

    charged: int
    base: int | None  # None where it is not told: it would say what the care was
    social_security: int
    mutual: int
    other_insurer: int
    out_of_pocket: int

    @staticmethod
    def sum(rows: Iterable[Amounts]) -> Amounts:
        """Add up rows; no row adds up to zeros, and what one row does not tell its sum does not either."""
        columns: Any = zip(_ZERO, *rows, strict=True)
        sums: Any = (None if None in column else sum(column) for column in columns)
        return Amounts(*sums)


_ZERO = Amounts(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The mutual, as its letters show it; `name_start` and `name_end` are the two lines of its brand."""

    name_start: str
    name_end: str
    address: str
    telephone: str
    hours: str
    legal: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One prestation. Amounts in cents; `note` stands small under the act (« Retenue récupérée »).

    `base` is None where it must not be told.
    """

    care_date: date
    act: str
    practitioner: str
    charged: int
    base: int | None
    social_security: int
    mutual: int
    out_of_pocket: int
    other_insurer: int = 0
    note: str = ""
    kind: LineKind = LineKind.CARE

    @property
    def amounts(self) -> Amounts:
        """The line's amounts, in the order of the table."""
        return Amounts(
            self.charged, self.base, self.social_security, self.mutual, self.other_insurer, self.out_of_pocket
        )


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """The lines of one beneficiary; `short_name` is what the subtotal says."""

    name: str
    short_name: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One payment, or one prestation out of it, ready to be drawn.

    Attributes:
        issuer: the mutual.
        member_number: numéro d’adhérent.
        contract_number: numéro de contrat.
        plan: the plan's name.
        issued_on: the Paris day the document is made.
        addressee: the member's name, then the lines of the address.
        payment_number: the payment's own number.
        paid_on: when the money left.
        total: how much money it is about, in cents, ≥ 0: of the whole payment, or of the one prestation.
        payment_words: how it travelled, said before the day: « Virement parti le ».
        account_ending: last characters of the credited account; empty when there is none.
        payee: the health professional, when the payment did not go to the member.
        cheque_to: to whose order the cheque is, when the payment travelled as one.
        groups: the lines, by beneficiary.
        explanation: why something is left to pay; may be empty.
        line_number: the place of the one prestation in its payment; None for the whole payment.
        total_words: what `total` is: paid, taken back, recovered.
    """

    issuer: Issuer
    member_number: str
    contract_number: str
    plan: str
    issued_on: date
    addressee: tuple[str, ...]
    payment_number: str
    paid_on: date
    total: int
    payment_words: str
    groups: tuple[StatementGroup, ...]
    account_ending: str = ""
    payee: str = ""
    cheque_to: str = ""
    explanation: str = ""
    line_number: int | None = None
    total_words: str = "Versé par la mutuelle"

    @property
    def is_extract(self) -> bool:
        """Whether it shows one prestation and says nothing of the whole payment."""
        return self.line_number is not None

    @property
    def heading(self) -> str:
        """What the document is, in large letters."""
        return "Extrait du relevé : une prestation" if self.is_extract else "Relevé de prestations"

    @property
    def reference(self) -> str:
        """The numbers that name what it shows: `n° 26-118-04471`, and that of the line."""
        line = f", ligne n°{NBSP}{self.line_number}" if self.is_extract else ""
        return f"n°{NBSP}{self.payment_number}{line}"

    @property
    def title(self) -> str:
        """The document's title, as viewers show it."""
        name = "Extrait du relevé de prestations" if self.is_extract else "Relevé de prestations"
        return f"{name} du {long_day(self.paid_on)}"

    @property
    def amounts(self) -> Amounts:
        """What the lines add up to."""
        return Amounts.sum(line.amounts for line in self._lines())

    @property
    def pictured(self) -> Amounts | None:
        """What a picture of who paid what is about: the care, else the corrections; None when nothing was paid for.

        What a correction cancels was drawn with an earlier payment.
        """
        for kind in (LineKind.CARE, LineKind.CORRECTION):
            if lines := [line.amounts for line in self._lines() if line.kind is kind]:
                return Amounts.sum(lines)
        return None if self._lines() else _ZERO

    @property
    def apart(self) -> tuple[str, ...]:
        """The sentences that say what the picture, if there is one, leaves out."""
        if self.pictured is None:
            return ()
        cents = sum(line.out_of_pocket for line in self._lines() if line.kind is LineKind.RECOVERED_DEDUCTION)
        kinds = {line.kind for line in self._lines()}
        cancelled = (WITHOUT_CORRECTIONS,) if kinds >= {LineKind.CARE, LineKind.CORRECTION} else ()
        return (*cancelled, *((recovered_apart(cents),) if cents else ()))

    def _lines(self) -> list[StatementLine]:
        return [line for group in self.groups for line in group.lines]
