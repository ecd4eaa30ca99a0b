"""What the mutual paid to health professionals in the member's place, that a search finds."""

from dataclasses import dataclass

import reflex as rx

from espace import routes
from espace.domain import formats
from espace.domain.labels import Recipient
from espace.domain.wording import plural
from espace.services.payment_views import CONFIDENTIAL, CareLine, PaymentView
from espace.state.member import MemberState
from espace.state.search_results import SearchResults


@dataclass(frozen=True)
class ThirdPartyRow:
    """One prestation paid to a professional, ready to show; `id` is the public one."""

    id: str
    day: str
    payee: str
    act: str
    who: str
    social_security: str
    mutual: str


class ThirdPartiesState(SearchResults, MemberState):
    """What the tab « Remboursements aux tiers » shows."""

    rows: list[ThirdPartyRow] = []  # noqa: RUF012  # a state var: Reflex copies the default
    social_security: str = ""
    mutual: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the page of the search that the address asks for."""
        result = await self._find(self._member_id, routes.THIRD_PARTIES.path, Recipient.THIRD_PARTY)
        found = result[1] if result else None
        self.rows = [_row(payment, line) for payment in found.payments for line in payment.lines] if found else []
        if found:
            count = plural(found.line_count, "remboursement", "remboursements")
            self.social_security, self.mutual = formats.amount(found.social_security), formats.amount(found.total)
            self.heading = f"{count}, {self.mutual} versés"


def _row(payment: PaymentView, line: CareLine) -> ThirdPartyRow:
    hidden = line.act == CONFIDENTIAL
    return ThirdPartyRow(
        id=line.public_id,
        day=formats.short_day(payment.paid_on),
        payee="Professionnel de santé" if hidden else payment.payee or line.practitioner or "Professionnel de santé",
        act=line.act,
        who=line.first_name,
        social_security=formats.amount(line.amounts.social_security),
        mutual=formats.amount(line.amounts.mutual),
    )
