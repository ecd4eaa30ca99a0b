"""One payment in detail: what was sent, who paid what and why, each prestation, the words explained."""

from collections.abc import Mapping
from dataclasses import dataclass

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import formats, searches
from espace.domain.breakdown import Breakdown, break_down, explain
from espace.domain.errors import NotFound
from espace.domain.labels import PaymentMethod, Recipient
from espace.domain.wording import sent_label
from espace.services import ownership, payments
from espace.services.ownership import Thing
from espace.services.payment_views import PaymentView
from espace.state.member import MemberState
from espace.state.payment_parts import DetailRow, Meaning, Part, corrected_day, meanings_of, row_of, shares_of, total_of
from espace.state.status import Status


@dataclass(frozen=True)
class Chunk:
    """A piece of the explaining sentence; amounts that matter are strong."""

    text: str
    strong: bool


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
    recovered: str = ""
    rows: list[DetailRow] = []  # noqa: RUF012
    total: DetailRow = total_of(Breakdown())
    has_other_insurer: bool = False
    words: list[Meaning] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the payment whose identifier is in the address, if it is the member's."""
        query = self.router.url.query_parameters
        public_id = query.get("id", "")
        self.back = _way_back(query)
        try:
            self._show(await db.read(payments.one, self._member_id, public_id))
        except NotFound:
            await db.write(ownership.refuse, Thing.PAYMENT, self._member_id, self._account_id, public_id, clock.now())
            self.reset()  # nothing of the payment shown before
            self.status = "missing"
        self.made_for = self.router.url.query

    def _show(self, payment: PaymentView) -> None:
        amounts = [line.amounts for line in payment.lines]
        self.day = formats.long_day(payment.paid_on)
        self.title = f"Paiement du {self.day}"
        self.paid_label, self.sent_label, self.account_label, self.account = _how_sent(payment, self.full_name)
        self.amount = formats.amount(payment.total)
        self.number = payment.number
        self.pdf = f"{routes.STATEMENT_PDF}?paiement={payment.public_id}"
        third = payment.recipient is Recipient.THIRD_PARTY
        self.sentence = [
            *_change(payment),
            *(Chunk(words.text, words.strong) for words in explain(amounts, third_party=third)),
        ]
        shares = shares_of(amounts)
        self.parts, self.picture = shares.parts, shares.picture
        self.remark, self.recovered = shares.remark, shares.recovered
        self.rows = [row_of(line) for line in payment.lines]
        self.total = total_of(break_down(amounts))
        self.has_other_insurer = any(line.other_insurer for line in amounts)
        self.words = meanings_of(amounts)
        self.status = "ready"


def _way_back(query: Mapping[str, str]) -> str:
    """Return the address of the search one came from: its tab, its criteria, its page; anything else is left out."""
    tab = routes.THIRD_PARTIES if query.get("onglet") == "tiers" else routes.PAYMENTS
    page = query.get("page", "")
    return searches.address(tab.path, query, page=page[:9] if page.isascii() and page.isdecimal() else "")


def _change(payment: PaymentView) -> list[Chunk]:
    """Say first what a correction changes for the member, where it can be told simply."""
    day = corrected_day(payment.lines)
    if day is None or payment.total <= 0 or payment.recipient is Recipient.THIRD_PARTY:
        return []
    start = f"Nous avons corrigé le paiement du {formats.long_day(day)} : nous vous versons "
    return [Chunk(start, strong=False), Chunk(formats.amount(payment.total), strong=True), Chunk(" de plus. ", False)]


def _how_sent(payment: PaymentView, full_name: str) -> tuple[str, str, str, str]:
    """Return the words of the summary: what was paid, the label of its day, the label of the payee, the payee."""
    sent = sent_label(payment.recipient, payment.method)
    if payment.recipient is Recipient.THIRD_PARTY:
        return "Versé au professionnel de santé", sent, "Payé à", payment.payee or "un professionnel de santé"
    if payment.method is PaymentMethod.CHEQUE:
        return "Versé par la mutuelle", sent, "À l’ordre de", full_name
    return "Versé par la mutuelle", sent, "Sur le compte", f"se terminant par {payment.account_ending}"
