"""The year at a glance: what care cost over a period, who paid it, for which care and for whom."""

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import formats, searches
from espace.domain.errors import InvalidFields
from espace.domain.searches import FIELDS, Search
from espace.domain.spending import told, when
from espace.services import spending
from espace.services.spending import Spending
from espace.state.form_errors import FieldError, field_errors
from espace.state.member import MemberState
from espace.state.payment_parts import Chunk
from espace.state.spending_parts import (
    PeriodLink,
    Share,
    SpendingRow,
    period_links,
    row_of,
    rows_of_kinds,
    rows_of_people,
    shares_of,
    total_of,
    whose_care,
)
from espace.state.status import Status

# What the address says of the period; a search's other criteria change nothing here.
_NO_LINKS = [  # where they lead is known when the page has its day
    PeriodLink(label, routes.SPENDING.path)
    for label in (*(f"{months} derniers mois" for months in searches.PERIODS), "Cette année", "L’an dernier")
]


class SpendingState(MemberState):
    """What the year at a glance shows."""

    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    periods: list[PeriodLink] = _NO_LINKS
    errors: list[FieldError] = []  # noqa: RUF012  # a state var: Reflex copies the default
    period: str = ""
    sentence: list[Chunk] = []  # noqa: RUF012
    whole: SpendingRow = SpendingRow()
    shares: list[Share] = []  # noqa: RUF012
    total: Share = Share("", "", "", "")
    kinds: list[SpendingRow] = []  # noqa: RUF012
    people: list[SpendingRow] = []  # noqa: RUF012
    has_other_insurer: bool = False
    list_href: str = routes.PAYMENTS.path
    third_href: str = routes.THIRD_PARTIES.path

    @rx.event
    async def load(self) -> None:
        """Show the period that the address asks for."""
        asked = {name: self.router.url.query_parameters.get(name, "") for name in searches.PERIOD_FIELDS}
        today = formats.paris_day(clock.now())
        try:
            wanted = searches.read(asked, today)
        except InvalidFields as refusal:
            wanted, self.status = None, "refused"
            self.errors = field_errors(refusal.sentences, FIELDS)
        else:
            self._show(wanted, await db.read(spending.between, self._member_id, wanted))
        self._show_links(asked, period_links(asked, wanted, today))

    def _show(self, wanted: Search, found: Spending) -> None:
        day = "des soins" if wanted.by_care_date else "de paiement"
        self.period = f"{formats.period(wanted.first, wanted.last)}, d’après la date {day}"
        self.sentence = [
            Chunk(words.text, words.strong) for words in told(when(wanted), whose_care(found.by_person), found.whole)
        ]
        self.whole = row_of("Total", found.whole, found.whole.charged)
        self.shares, self.total = shares_of(found.whole), total_of(found.whole)
        self.kinds, self.people = rows_of_kinds(found.by_kind), rows_of_people(found.by_person)
        self.has_other_insurer = any(sums.other_insurer for _, sums in found.by_kind)
        self.status = "ready" if found.line_count else "empty"

    def _show_links(self, asked: dict[str, str], periods: list[PeriodLink]) -> None:
        self.periods = periods
        self.list_href = searches.address(routes.PAYMENTS.path, asked)
        self.third_href = searches.address(routes.THIRD_PARTIES.path, asked)
        self.made_for = self.router.url.query
