"""Lets changes take effect when their time has come, though nobody looks at them."""

from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from espace import db
from espace.adapters import clock
from espace.web.background import Background

POLL_SECONDS = 5.0


class Waiting(Protocol):
    """A service of changes that wait for their time, such as `services.bank_changes`."""

    __name__: str

    def is_due(self, session: Session, now: datetime) -> bool:
        """Tell whether a change is to take effect: one look, without a lock."""

    def apply_due(self, session: Session, now: datetime) -> int:
        """Let some of them take effect; return how many."""


class DueChanges(Background):
    """The task of one worker for one service; workers share the work as its `apply_due` says."""

    def __init__(self, service: Waiting) -> None:
        super().__init__()
        self.service, self.name = service, service.__name__

    async def work(self) -> float:
        """Apply what is due: a look without a lock first, as there is almost never any."""
        if not await db.read(self.service.is_due, clock.now()):
            return POLL_SECONDS
        applied = await db.write(self.service.apply_due, clock.now())
        return 0 if applied else POLL_SECONDS  # another worker holds what is due
