"""The devices connected to the account, each of which can be disconnected."""

from typing import Any

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.services import open_sessions
from espace.services.open_sessions import OpenSession
from espace.state.member import MemberState
from espace.state.status import Status

DONE = "fait"


class AccountSessionsState(MemberState):
    """What the list shows; its references open nothing."""

    status: Status = "loading"
    open_sessions: list[OpenSession] = []  # noqa: RUF012  # a state var: Reflex copies the default
    done: str = ""

    @rx.event
    async def load(self) -> None:
        """Show the open sessions."""
        self.done = ""
        await self._show()

    @rx.event
    async def disconnect(self, reference: str) -> Any:
        """End one session; when it is this one, the next event leads to the login."""
        await db.write(open_sessions.close, self._account_id, reference, clock.now())
        await self._show()
        self.done = "L’appareil est déconnecté."
        return rx.set_focus(DONE)

    async def _show(self) -> None:
        listed = await db.read(open_sessions.listed, self._account_id, self._session_hash, clock.now())
        self.open_sessions = list(listed)
        self.status = "ready"
