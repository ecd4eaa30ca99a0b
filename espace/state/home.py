"""The dashboard: the latest payment in a sentence, the three latest in a list."""

from dataclasses import dataclass
from datetime import date

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import formats
from espace.domain.labels import LineKind
from espace.domain.wording import care_words
from espace.services import payments
from espace.services.payment_views import PaymentView
from espace.state.member import MemberState
from espace.state.status import Status


@dataclass(frozen=True)
class Teaser:
    """One of the latest payments, ready to show."""

    day: str
    what: str
    amount: str
    href: str


class HomeState(MemberState):
    """What the dashboard shows."""

    status: Status = "loading"
    latest: list[Teaser] = []  # noqa: RUF012  # a state var: Reflex copies the default
    latest_amount: str = ""
    latest_day: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the three latest payments."""
        found = await db.read(payments.latest, self._member_id)
        self.latest = [_teaser(payment) for payment in found]
        self.latest_amount = formats.amount(found[0].total) if found else ""
        self.latest_day = _day(found[0].paid_on) if found else ""
        self.status = "ready" if found else "empty"


def _day(day: date) -> str:
    """Return the day in words, with its year unless it is this one."""
    same_year = day.year == formats.paris_day(clock.now()).year
    return formats.day_and_month(day) if same_year else formats.long_day(day)


def _teaser(payment: PaymentView) -> Teaser:
    # What is recovered on other care is not what this payment is for, unless it is all there is.
    care = [line for line in payment.lines if line.amounts.kind is not LineKind.RECOVERED_DEDUCTION]
    return Teaser(
        day=formats.long_day(payment.paid_on),
        what=care_words([(line.care_kind, line.first_name) for line in care or payment.lines]),
        amount=formats.amount(payment.total),
        href=f"{routes.PAYMENT.path}?id={payment.public_id}",
    )
