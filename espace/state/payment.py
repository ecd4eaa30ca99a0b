"""One payment in detail: what was sent, who paid what and why, each prestation, the words explained."""

from collections.abc import Mapping

import reflex as rx

from espace import db, routes
from espace.domain import formats
from espace.domain.breakdown import many
from espace.domain.errors import NotFound
from espace.domain.labels import Recipient
from espace.domain.wording import paid_label, sent_label
from espace.services import payments
from espace.services.ownership import Thing
from espace.services.payment_views import PaymentView
from espace.state.member import MemberState
from espace.state.missing import say_missing
from espace.state.payment_parts import (
    Chunk,
    DetailRow,
    Meaning,
    Part,
    chunks_of,
    corrected_day,
    meanings_of,
    row_of,
    shares_of,
    total_of,
)
from espace.state.payment_ways import address_from, list_address, sent_to
from espace.state.status import Status


class PaymentState(MemberState):
    """What the page of one payment shows."""

    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    title: str = ""
    paid_label: str = ""
    amount: str = ""
    sent_label: str = ""
    day: str = ""
    account_label: str = ""
    account: str = ""
    number: str = ""
    pdf: str = ""
    back: str = ""
    sentence: list[Chunk] = []  # noqa: RUF012  # a state var: Reflex copies the default
    parts: list[Part] = []  # noqa: RUF012
    picture: str = ""
    remark: str = ""
    apart: list[str] = []  # noqa: RUF012
    rows: list[DetailRow] = []  # noqa: RUF012
    total: DetailRow = total_of()
    has_other_insurer: bool = False
    words: list[Meaning] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the payment whose identifier is in the address, if it is the member's."""
        query = self.router.url.query_parameters
        public_id = query.get("id", "")
        self.back = list_address(query)
        try:
            self._show(await db.read(payments.one, self._member_id, public_id), query)
        except NotFound:
            await say_missing(self, Thing.PAYMENT, public_id)
        self.made_for = self.router.url.query

    def _show(self, payment: PaymentView, query: Mapping[str, str]) -> None:
        amounts = [line.amounts for line in payment.lines]
        self.day = formats.long_day(payment.paid_on)
        self.title = f"Paiement du {self.day}"
        self.paid_label = paid_label(payment.recipient, payment.total)
        self.sent_label = sent_label(payment.recipient, payment.method, payment.total)
        self.account_label, self.account = sent_to(payment, self.full_name)
        self.amount = formats.amount(abs(payment.total))
        self.number = payment.number
        self.pdf = f"{routes.STATEMENT_PDF}?paiement={payment.public_id}"
        third = payment.recipient is Recipient.THIRD_PARTY
        self.sentence = [*_change(payment), *chunks_of(amounts, third_party=third)]
        shares = shares_of(amounts)
        self.parts, self.picture = shares.parts, shares.picture
        self.remark, self.apart = shares.remark, shares.apart
        self.rows = [row_of(line, address_from(query, routes.LINE, line.public_id)) for line in payment.lines]
        self.total = total_of(amounts)
        self.has_other_insurer = any(line.other_insurer for line in amounts)
        self.words = meanings_of(amounts)
        self.status = "ready"


def _change(payment: PaymentView) -> list[Chunk]:
    """Say first what the payment changes for the member, where it can be told simply."""
    if payment.recipient is Recipient.THIRD_PARTY:
        return []
    if payment.total < 0:
        return [Chunk(text, strong) for text, strong in _overpaid(-payment.total)]
    day = corrected_day(payment.lines)
    if day is None or not payment.total:
        return []
    start = f"Nous avons corrigé le paiement du {formats.long_day(day)} : nous vous versons "
    return [Chunk(start, strong=False), Chunk(formats.amount(payment.total), strong=True), Chunk(" de plus. ", False)]


def _overpaid(cents: int) -> list[tuple[str, bool]]:
    been, can = ("ont été versés", "pourront") if many(cents) else ("a été versé", "pourra")
    then = f" vous {been} en trop (trop-perçu) et {can} être repris sur un prochain paiement. "
    return [(formats.amount(cents), True), (then, False)]
