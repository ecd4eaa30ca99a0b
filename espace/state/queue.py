"""The requests that wait for an adviser, as the queue shows them."""

from dataclasses import dataclass
from datetime import date

import reflex as rx

from espace import db, routes
from espace.adapters import clock
from espace.domain import request_queue
from espace.domain.formats import NBSP, long_day, paris_day
from espace.domain.labels import RequestKind
from espace.domain.paging import pages
from espace.domain.request_queue import Wanted
from espace.services import request_queue as queue
from espace.services.request_queue import PAGE_SIZE, Page, Waiting
from espace.state.adviser import AdviserState
from espace.state.changes import assign
from espace.state.page_links import PageLink, page_links, page_number
from espace.state.request_parts import TO_ADVISER, TONES
from espace.state.status import Status


@dataclass(frozen=True)
class QueueRow:
    """One request of the queue, ready to show."""

    href: str
    subject: str
    number: str
    kind: str
    who: str
    age: str
    sent: str
    status: str
    tone: str


class QueueState(AdviserState):
    """What the queue shows; `kind`, `place` and `age` are what the form says again."""

    status: Status = "loading"
    made_for: str = ""  # the query of the address that this answers
    is_narrowed: bool = False
    kind: str = ""
    place: str = ""
    age: str = ""
    heading: str = ""
    rows: list[QueueRow] = []  # noqa: RUF012  # a state var: Reflex copies the default
    pages: list[PageLink] = []  # noqa: RUF012
    previous_href: str = ""
    next_href: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the page of the queue that the address asks for."""
        asked, now = self.router.url.query_parameters, clock.now()
        wanted = request_queue.read(asked)
        found = await db.read(queue.page, wanted, now, number=page_number(asked.get("page", "")))
        self.rows = [_row(one, paris_day(now)) for one in found.rows]
        self._show_around(wanted, found)

    def _show_around(self, wanted: Wanted, found: Page) -> None:
        words, count = dict(wanted.words), pages(found.count, PAGE_SIZE)
        links = page_links(found.number, count, lambda page: wanted.address(routes.QUEUE.path, page))
        assign(
            self,
            is_narrowed=wanted.is_narrowed,
            kind=words.get("type", ""),
            place=words.get("etat", ""),
            age=words.get("age", ""),
            heading=request_queue.counted(found.count),
            pages=links.pages,
            previous_href=links.previous_href,
            next_href=links.next_href,
            status="ready" if found.rows else "empty",
            made_for=self.router.url.query,
        )


def _row(one: Waiting, today: date) -> QueueRow:
    day = paris_day(one.sent_at)
    return QueueRow(
        href=f"{routes.CASE.path}?id={one.public_id}",
        subject=one.subject,
        number=one.number,
        kind="Question" if one.kind is RequestKind.QUESTION else "Changement",
        who=f"{one.who}, n°{NBSP}{one.member_number}",
        age=request_queue.age_words(day, today),
        sent=long_day(day),
        status=TO_ADVISER.status(one.status),
        tone=TONES.get(one.status, "info"),
    )
