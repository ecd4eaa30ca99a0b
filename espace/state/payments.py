"""The payments made to the member that a search finds, twenty a page."""

from dataclasses import dataclass

import reflex as rx

from espace import routes
from espace.domain import formats
from espace.domain.labels import LineKind, Recipient
from espace.domain.search_words import found_words
from espace.domain.wording import paid_label, sent_by
from espace.services.payment_views import CareLine, PaymentView
from espace.state.member import MemberState
from espace.state.search_results import SearchResults


@dataclass(frozen=True)
class LineRow:
    """One prestation of a payment, ready to show; `id` is the public one."""

    id: str
    day: str
    who: str
    act: str
    detail: str
    note: str
    charged: str
    mutual: str


@dataclass(frozen=True)
class PaymentCard:
    """One payment of the list, ready to show; `id` is the public one."""

    id: str
    number: str
    day: str
    sent: str
    paid: str
    total: str
    lines: list[LineRow]


class PaymentsState(SearchResults, MemberState):
    """What the tab « Consultation » shows."""

    cards: list[PaymentCard] = []  # noqa: RUF012  # a state var: Reflex copies the default

    @rx.event
    async def load(self) -> None:
        """Show the page of the search that the address asks for."""
        result = await self._find(self._member_id, routes.PAYMENTS.path, Recipient.MEMBER)
        if result is None:
            self.cards = []
            return
        wanted, found = result
        self.heading = found_words(wanted, found.count, found.line_count, found.total)
        self.cards = [_card(payment) for payment in found.payments]


def _card(payment: PaymentView) -> PaymentCard:
    return PaymentCard(
        id=payment.public_id,
        number=payment.number,
        day=formats.long_day(payment.paid_on),
        sent=sent_by(payment.method, payment.account_ending, payment.total),
        paid=paid_label(payment.recipient, payment.total),
        total=formats.amount(payment.total),
        lines=[_line_row(line) for line in payment.lines],
    )


def _line_row(line: CareLine) -> LineRow:
    if line.amounts.kind is LineKind.RECOVERED_DEDUCTION:
        return _recovered_row(line)
    return LineRow(
        id=line.public_id,
        day=formats.short_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.practitioner,
        note=line.note,
        charged=formats.amount(line.amounts.charged),
        mutual=formats.amount(line.amounts.mutual),
    )


def _recovered_row(line: CareLine) -> LineRow:
    """Return the row of a recovered deduction, which has neither a price nor a part of the mutual."""
    cents = line.amounts.out_of_pocket
    taken = "récupérés" if cents >= 200 else "récupéré"
    return LineRow(
        id=line.public_id,
        day=formats.short_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.note or line.practitioner,
        note=f"{formats.amount(cents)} {taken} par l’Assurance Maladie",
        charged="–",
        mutual="–",
    )
