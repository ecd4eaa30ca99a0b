"""What a member may tell of on « Ma situation change », or whom to ask instead."""

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.services import life_events
from espace.state.member import MemberState
from espace.state.status import Status


class LifeEventsState(MemberState):
    """What the choice of an event shows; `employer` is the one to ask, where that is known."""

    status: Status = "loading"
    locked: bool = False
    employer: str = ""

    @rx.event
    async def load(self) -> None:
        """Find out whether the member's own contract can be changed here."""
        found = await db.read(life_events.overview, self._member_id, clock.now())
        self.locked, self.employer = found.locked, found.employer
        self.status = "ready" if found.has_contract else "empty"
