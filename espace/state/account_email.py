"""The page behind the link sent to a new e-mail address: opening it changes nothing, its button does."""

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.domain.errors import PortalError
from espace.services import login_details
from espace.state.status import Status

QUERY = "lien"


class AccountEmailState(rx.State):
    """What whoever holds the link may see."""

    status: Status = "loading"
    first_name: str = ""
    email: str = ""
    refusal: str = ""
    confirmed: bool = False

    @rx.event
    async def load(self) -> None:
        """Show the address to confirm, or why the link is good for nothing."""
        self.reset()
        try:
            change = await db.read(login_details.open_email_change, self._token(), clock.now())
        except PortalError as refusal:
            self.status, self.refusal = "missing", refusal.sentence
        else:
            self.first_name, self.email, self.status = change.first_name, change.email, "ready"

    @rx.event
    async def confirm(self) -> None:
        """Make it the address one logs in with."""
        try:
            await db.write(login_details.confirm_email_change, self._token(), clock.now())
        except PortalError as refusal:
            self.status, self.refusal = "missing", refusal.sentence
        else:
            self.confirmed = True

    def _token(self) -> str:
        return self.router.url.query_parameters.get(QUERY, "")
