"""Work done beside the requests, one task in each worker; the database says what there is to do, and who does it.

A task looks, does what is due and rests. A restart forgets nothing, as nothing is kept in memory.
"""

import asyncio
import contextlib
from abc import ABC, abstractmethod

from espace.adapters import logs

SECONDS_AFTER_FAILURE = 10.0
SECONDS_TO_FINISH = 3.0
SECONDS_TO_CANCEL = 0.5


class Background(ABC):
    """A task that lives as long as its worker; `name` says in tracebacks what it does."""

    name: str

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @abstractmethod
    async def work(self) -> float:
        """Do some of what is due; return how many seconds to rest, 0 to look again at once."""

    def start(self) -> None:
        """Begin to work."""
        self._stopping.clear()
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        """Let what is in hand finish, for a few seconds at most; the rest stays in the database."""
        self._stopping.set()
        if self._task:
            await asyncio.wait({self._task}, timeout=SECONDS_TO_FINISH)
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=SECONDS_TO_CANCEL)
            self._task = None

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                rest = await self.work()
            except Exception as error:  # the database may be away for a while: this task outlives it
                logs.failure(error)
                rest = SECONDS_AFTER_FAILURE
            if rest:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), rest)
