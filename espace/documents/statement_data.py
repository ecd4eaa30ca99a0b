"""What a statement says, ready to be drawn: amounts in cents, days, words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from espace.domain.formats import long_day


class Amounts(NamedTuple):
    """The amounts of a line, a subtotal or a total, in cents."""

    charged: int
    base: int
    social_security: int
    mutual: int
    other_insurer: int
    out_of_pocket: int

    @staticmethod
    def sum(rows: Iterable[Amounts]) -> Amounts:
        """Add up rows; no row adds up to zeros."""
        return Amounts(*map(sum, zip(_ZERO, *rows, strict=True)))


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
    """One prestation. Amounts in cents; `note` stands small under the act (« Retenue récupérée »)."""

    care_date: date
    act: str
    practitioner: str
    charged: int
    base: int
    social_security: int
    mutual: int
    out_of_pocket: int
    other_insurer: int = 0
    note: str = ""

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
    """One payment, ready to be drawn.

    Attributes:
        issuer: the mutual.
        member_number: numéro d’adhérent.
        contract_number: numéro de contrat.
        plan: the plan's name.
        issued_on: the Paris day the document is made.
        addressee: the member's name, then the lines of the address.
        payment_number: the payment's own number.
        paid_on: when the money left.
        total: what the mutual paid, in cents.
        payment_words: how it travelled, said before the day: « Virement parti le ».
        account_ending: last characters of the credited account; empty when there is none.
        payee: the health professional, when the payment did not go to the member.
        cheque_to: to whose order the cheque is, when the payment travelled as one.
        groups: the lines, by beneficiary.
        explanation: why something is left to pay; may be empty.
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

    @property
    def title(self) -> str:
        """The document's title, as viewers show it."""
        return f"Relevé de prestations du {long_day(self.paid_on)}"

    @property
    def amounts(self) -> Amounts:
        """What the lines add up to."""
        return Amounts.sum(line.amounts for group in self.groups for line in group.lines)
