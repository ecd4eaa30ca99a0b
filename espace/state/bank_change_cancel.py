"""The page behind the link that cancels a change of bank details: opening it changes nothing, its button does."""

import reflex as rx

from espace import db
from espace.adapters import clock
from espace.domain.errors import PortalError
from espace.services import bank_changes
from espace.state.status import Status

QUERY = "lien"


class BankChangeCancelState(rx.State):
    """What whoever holds the link may see: nothing of either account."""

    status: Status = "loading"
    first_name: str = ""
    effective: str = ""
    refusal: str = ""

    @rx.event
    async def load(self) -> None:
        """Show what the link would cancel, or why it is good for nothing."""
        self.reset()
        try:
            found = await db.read(bank_changes.open_cancellation, self._token(), clock.now())
        except PortalError as refusal:
            self._refuse(refusal)
        else:
            self.first_name, self.effective, self.status = found.first_name, found.effective, "ready"

    @rx.event
    async def cancel(self) -> None:
        """Cancel the change."""
        try:
            await db.write(bank_changes.cancel_by_link, self._token(), clock.now())
        except PortalError as refusal:
            self._refuse(refusal)
        else:
            self.status = "empty"

    def _token(self) -> str:
        return self.router.url.query_parameters.get(QUERY, "")

    def _refuse(self, refusal: PortalError) -> None:
        self.status, self.refusal = "missing", refusal.sentence
