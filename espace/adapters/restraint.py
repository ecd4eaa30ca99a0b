"""What spares a service outside, and those who wait for it: how often it is asked, and when no more for a while.

Both are one worker's own and are used from its event loop alone. They measure with a clock that never goes back.
"""

from collections.abc import Callable
from time import monotonic

Clock = Callable[[], float]


class Pace:
    """At most one request every `every` seconds: who comes gets the next free moment.

    geopy's own `RateLimiter` waits in the thread, however long; here one knows beforehand, and may go without.
    """

    def __init__(self, every: float, clock: Clock = monotonic) -> None:
        self._every, self._clock = every, clock
        self._free_at = clock()

    def wait(self, at_most: float) -> float | None:
        """Take the next free moment and return the seconds until then; None, and none taken, when it is too far."""
        now = self._clock()
        free_at = max(now, self._free_at)
        if free_at - now > at_most:
            return None
        self._free_at = free_at + self._every
        return free_at - now


class Breaker:
    """After a failure nobody asks for `rest` seconds; then one does, and the others only if it succeeds."""

    def __init__(self, rest: float, clock: Clock = monotonic) -> None:
        self._rest, self._clock = rest, clock
        self._until: float | None = None

    def lets_through(self) -> bool:
        """Tell whether to ask now. Who is let through after a rest is the one who tries."""
        if self._until is None:
            return True
        if self._clock() < self._until:
            return False
        self.failed()  # as long as the one who tries says nothing else
        return True

    def failed(self) -> None:
        """Begin a rest."""
        self._until = self._clock() + self._rest

    def succeeded(self) -> None:
        """Let everybody through again."""
        self._until = None
