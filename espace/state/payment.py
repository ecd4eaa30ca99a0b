"""One payment in detail: what was sent, who paid what and why, each prestation, the words explained."""

from dataclasses import dataclass

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.content import glossary
from espace.domain import formats
from espace.domain.breakdown import Breakdown, break_down, explain
from espace.domain.errors import NotFound
from espace.domain.labels import LineKind, PaymentMethod, Recipient
from espace.domain.money import percentages
from espace.domain.wording import sent_label
from espace.services import payments
from espace.services.payment_views import CareLine, PaymentView
from espace.state.member import MemberState
from espace.state.status import Status


@dataclass(frozen=True)
class Chunk:
    """A piece of the explaining sentence; amounts that matter are strong."""

    text: str
    strong: bool


@dataclass(frozen=True)
class Part:
    """Who paid how much; `weight` is the width in the picture, in cents."""

    look: str
    name: str
    amount: str
    weight: str


@dataclass(frozen=True)
class DetailRow:
    """One prestation in the table, ready to show."""

    day: str
    who: str
    act: str
    detail: str
    charged: str
    base: str
    social_security: str
    mutual: str
    out_of_pocket: str


@dataclass(frozen=True)
class Meaning:
    """A word used by this payment, with its explanation."""

    name: str
    text: str


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
    rows: list[DetailRow] = []  # noqa: RUF012
    total: DetailRow = DetailRow("", "", "", "", "", "", "", "", "")
    words: list[Meaning] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the payment whose identifier is in the address, if it is the member's."""
        query = self.router.url.query_parameters
        public_id = query.get("id", "")
        self.back = routes.PAYMENTS.path + (f"?page={page}" if (page := query.get("page", "")).isdecimal() else "")
        try:
            self._show(await db.read(payments.one, self._member_id, public_id))
        except NotFound:
            await db.write(payments.refuse, self._member_id, self._account_id, public_id, clock.now())
            self.reset()  # nothing of the payment shown before
            self.status = "missing"
        self.made_for = self.router.url.query

    def _show(self, payment: PaymentView) -> None:
        amounts = [line.amounts for line in payment.lines]
        whole = break_down(amounts)
        self.day = formats.long_day(payment.paid_on)
        self.title = f"Paiement du {self.day}"
        self.paid_label, self.sent_label, self.account_label, self.account = _how_sent(payment)
        self.amount = formats.amount(payment.total)
        self.number = payment.number
        self.pdf = f"{routes.STATEMENT_PDF}?paiement={payment.public_id}"
        self.sentence = [Chunk(words.text, words.strong) for words in explain(amounts)]
        self.parts, self.picture = _parts(whole)
        self.rows = [_row(line) for line in payment.lines]
        self.total = _total(whole)
        self.words = [Meaning(word.name, word.meaning) for word in _words(payment, whole)]
        self.status = "ready"


def _how_sent(payment: PaymentView) -> tuple[str, str, str, str]:
    """Return the words of the summary: what was paid, the label of its day, the label of the payee, the payee."""
    sent = sent_label(payment.recipient, payment.method)
    if payment.recipient is Recipient.THIRD_PARTY:
        return "Versé au professionnel de santé", sent, "À", payment.payee or "un professionnel de santé"
    if payment.method is PaymentMethod.CHEQUE:
        return "Versé par la mutuelle", sent, "À l’ordre de", "votre nom"
    return "Versé par la mutuelle", sent, "Sur le compte", f"se terminant par {payment.account_ending}"


def _parts(whole: Breakdown) -> tuple[list[Part], str]:
    """Return the legend and the picture's text, which is empty when a negative share cannot be drawn."""
    shares = [
        ("part-am", "Assurance Maladie", whole.social_security),
        ("part-mut", "Votre mutuelle", whole.mutual),
        ("part-you", "Vous (reste à charge)", whole.out_of_pocket),
    ]
    if whole.other_insurer:
        shares.insert(2, ("part-other", "Autre mutuelle", whole.other_insurer))
    drawable = all(cents >= 0 for _, _, cents in shares) and whole.charged > 0
    parts = [Part(look, name, formats.amount(cents), str(cents)) for look, name, cents in shares]
    if not drawable:
        return parts, ""
    rates = percentages([cents for _, _, cents in shares])
    said = (f"{name} {percent}{formats.NBSP}%" for (_, name, _), percent in zip(shares, rates, strict=True))
    return parts, ", ".join(said)


def _row(line: CareLine) -> DetailRow:
    amounts = line.amounts
    return DetailRow(
        day=formats.numeric_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.note or line.practitioner,
        charged=formats.amount(amounts.charged),
        base=formats.amount(amounts.base),
        social_security=formats.amount(amounts.social_security),
        mutual=formats.amount(amounts.mutual),
        out_of_pocket=formats.amount(amounts.out_of_pocket),
    )


def _total(whole: Breakdown) -> DetailRow:
    return DetailRow(
        day="",
        who="",
        act="Total du paiement",
        detail="",
        charged=formats.amount(whole.charged),
        base=formats.amount(whole.base),
        social_security=formats.amount(whole.social_security),
        mutual=formats.amount(whole.mutual),
        out_of_pocket=formats.amount(whole.out_of_pocket),
    )


def _words(payment: PaymentView, whole: Breakdown) -> list[glossary.Word]:
    """Return the words that this payment uses, in the order of its table and sentence."""
    kinds = {line.amounts.kind for line in payment.lines}
    used = (
        (any(line.amounts.base for line in payment.lines), glossary.BASE),
        (bool(whole.participation), glossary.PARTICIPATION),
        (bool(whole.franchise), glossary.FRANCHISE),
        (bool(whole.copayment), glossary.COPAYMENT),
        (bool(whole.excess_fee), glossary.EXCESS_FEE),
        (bool(whole.off_pathway), glossary.OFF_PATHWAY),
        (bool(whole.not_covered), glossary.NOT_COVERED),
        (bool(whole.other_insurer), glossary.OTHER_INSURER),
        (bool(whole.overpaid), glossary.OVERPAID),
        (LineKind.CORRECTION in kinds, glossary.CORRECTION),
        (LineKind.RECOVERED_DEDUCTION in kinds, glossary.RECOVERED),
    )
    return [word for is_used, word in used if is_used]
