"""Who is logged in, as every page's state sees it. Filled by `espace.web.guard` before each event."""

from typing import Any

import reflex as rx
from reflex.state import BaseState
from reflex_base.registry import RegistrationContext

from espace.services.sessions import Who


class MemberState(rx.State):
    """Base of every state that needs a session: none of its handlers runs without a live one.

    Subclass it flat (`class PaymentsState(MemberState)`). The vars without underscore are what every page
    shows of the member; the others never reach the browser and are the only source of identity: no handler
    takes a member's id from an argument. `_member_id` is 0 when nobody is logged in.
    """

    first_name: str = ""
    full_name: str = ""
    initials: str = ""
    _session_hash: str = ""
    _account_id: int = 0
    _member_id: int = 0

    @rx.event
    async def enter(self) -> None:
        """Do nothing but meet the guard: what a member's page loads when it has nothing else to load."""

    def _fill(self, who: Who | None) -> None:
        self._session_hash = who.id_hash if who else ""
        self._account_id = who.account_id if who else 0
        self._member_id = who.member_id if who else 0
        self.first_name = who.first_name if who else ""
        self.full_name = who.full_name if who else ""
        self.initials = who.initials if who else ""


async def forget(root: BaseState, family: type[rx.State]) -> None:
    """Give every var of a family of states its default back: nothing of one person is left for the next."""
    for state in RegistrationContext.get().base_states.values():
        if issubclass(state, family):
            await root.get_state(state)  # a shared state store loads only what is asked for
    base: Any = await root.get_state(family)
    base.reset()
