"""« Suivi »: the history of the member's requests; the frequent questions are part of the page itself."""

import reflex as rx

from espace import db
from espace.services import requests
from espace.state.member import MemberState
from espace.state.request_parts import RequestCard, card_of
from espace.state.status import Status

AT_FIRST = 4  # the others unfold


class FollowUpState(MemberState):
    """What the page shows."""

    status: Status = "loading"
    latest: list[RequestCard] = []  # noqa: RUF012  # a state var: Reflex copies the default
    older: list[RequestCard] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the requests, newest first."""
        cards = [card_of(found) for found in await db.read(requests.history, self._member_id)]
        self.latest, self.older = cards[:AT_FIRST], cards[AT_FIRST:]
        self.status = "ready" if cards else "empty"
