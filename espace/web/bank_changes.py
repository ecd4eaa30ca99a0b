"""Lets changes of bank details take effect when their time has come, though nobody looks at them."""

from espace import db
from espace.adapters import clock
from espace.services import bank_changes
from espace.web.background import Background

POLL_SECONDS = 5.0


class BankChanges(Background):
    """The task of one worker; workers share the work as `services.bank_changes.apply_due` says."""

    name = "bank details"

    async def work(self) -> float:
        """Apply what is due: a look without a lock first, as there is almost never any."""
        if not await db.read(bank_changes.is_due, clock.now()):
            return POLL_SECONDS
        applied = await db.write(bank_changes.apply_due, clock.now())
        return 0 if applied else POLL_SECONDS  # another worker holds what is due
