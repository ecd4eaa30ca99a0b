"""The list of the payments made to the member over the last twelve months, twenty a page."""

from dataclasses import dataclass
from datetime import date

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import formats
from espace.domain.labels import LineKind
from espace.domain.periods import last_months
from espace.domain.wording import paid_label, plural, sent_by
from espace.services import payments
from espace.services.payment_views import CareLine, PaymentView
from espace.services.payments import PAGE_SIZE, PaymentPage
from espace.state.member import MemberState
from espace.state.status import Status

MONTHS = 12
LAST_PAGE = 10_000


@dataclass(frozen=True)
class LineRow:
    """One prestation of a payment, ready to show."""

    day: str
    who: str
    act: str
    detail: str
    note: str
    charged: str
    mutual: str
    href: str


@dataclass(frozen=True)
class PaymentCard:
    """One payment of the list, ready to show."""

    anchor: str
    title: str
    day: str
    sent: str
    paid: str
    total: str
    href: str
    pdf: str
    lines: list[LineRow]


@dataclass(frozen=True)
class PageLink:
    """A link of the pagination; `href` is empty on the page one is on."""

    label: str
    href: str


class PaymentsState(MemberState):
    """What the list shows."""

    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    heading: str = ""
    period: str = ""
    cards: list[PaymentCard] = []  # noqa: RUF012  # a state var: Reflex copies the default
    pages: list[PageLink] = []  # noqa: RUF012
    previous_href: str = ""
    next_href: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the page that the address asks for."""
        today = formats.paris_day(clock.now())
        first, last = last_months(today, MONTHS)
        asked = _page_number(self.router.url.query_parameters.get("page", ""))
        found = await db.read(payments.between, self._member_id, first, last, page=asked)
        self._show(found, first, last)
        self.made_for = self.router.url.query

    def _show(self, found: PaymentPage, first: date, last: date) -> None:
        count = -(-found.count // PAGE_SIZE)
        self.heading = f"{plural(found.count, 'paiement', 'paiements')}, {formats.amount(found.total)} versés"
        self.period = formats.period(first, last) + (", pour toute la famille" if found.has_family else "")
        self.cards = [_card(payment, found.page) for payment in found.payments]
        self.pages = [PageLink(str(n), "" if n == found.page else _href(n)) for n in _shown_pages(found.page, count)]
        self.previous_href = _href(found.page - 1) if found.page > 1 else ""
        self.next_href = _href(found.page + 1) if found.page < count else ""
        self.status = "ready" if found.payments else "empty"


def _page_number(text: str) -> int:
    """Read the page of the address: anything that is not a plain number is the first page."""
    return max(1, min(int(text[:9]), LAST_PAGE)) if text.isascii() and text.isdecimal() else 1


def _shown_pages(current: int, count: int) -> list[int]:
    """Return at most five pages around the current one."""
    first = max(1, min(current - 2, count - 4))
    return list(range(first, min(count, first + 4) + 1)) if count > 1 else []


def _href(page: int) -> str:
    return routes.PAYMENTS.path + (f"?page={page}" if page > 1 else "")


def _card(payment: PaymentView, page: int) -> PaymentCard:
    day = formats.long_day(payment.paid_on)
    back = f"&page={page}" if page > 1 else ""
    return PaymentCard(
        anchor=f"p{payment.number}",
        title=f"Paiement du {day}",
        day=day,
        sent=sent_by(payment.method, payment.account_ending, payment.total),
        paid=paid_label(payment.recipient, payment.total),
        total=formats.amount(abs(payment.total)),
        href=f"{routes.PAYMENT.path}?id={payment.public_id}{back}",
        pdf=f"{routes.STATEMENT_PDF}?paiement={payment.public_id}",
        lines=[_line_row(line, back) for line in payment.lines],
    )


def _line_row(line: CareLine, back: str) -> LineRow:
    if line.amounts.kind is LineKind.RECOVERED_DEDUCTION:
        return _recovered_row(line, back)
    return LineRow(
        day=formats.short_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.practitioner,
        note=line.note,
        charged=formats.amount(line.amounts.charged),
        mutual=formats.amount(line.amounts.mutual),
        href=_line_href(line, back),
    )


def _line_href(line: CareLine, back: str) -> str:
    return f"{routes.LINE.path}?id={line.public_id}{back}"


def _recovered_row(line: CareLine, back: str) -> LineRow:
    """Return the row of a recovered deduction, which has neither a price nor a part of the mutual."""
    cents = line.amounts.out_of_pocket
    taken = "récupérés" if cents >= 200 else "récupéré"
    return LineRow(
        day=formats.short_day(line.care_date),
        who=line.first_name,
        act=line.act,
        detail=line.note or line.practitioner,
        note=f"{formats.amount(cents)} {taken} par l’Assurance Maladie",
        charged="–",
        mutual="–",
        href=_line_href(line, back),
    )
