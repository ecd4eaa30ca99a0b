"""How fast somebody may go: token buckets in memory, one a session."""

import time
from collections import OrderedDict
from collections.abc import Callable


class Bucket:
    """Allows `rate` acts a second on average, and `burst` at once."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left, self._seen = burst, clock()

    def take(self) -> bool:
        """Count one act; tell whether it is still within the limit."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._seen) * self._rate)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Buckets:
    """A bucket for each key; the longest unused go first when there are too many."""

    def __init__(self, rate: float, burst: float, most: int = 10_000) -> None:
        self._rate, self._burst, self._most = rate, burst, most
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def one(self) -> Bucket:
        """Return a bucket for somebody without a key, who takes it along."""
        return Bucket(self._rate, self._burst)

    def of(self, key: str) -> Bucket:
        """Return the key's bucket, made at its first act."""
        bucket = self._buckets.get(key) or self.one()
        self._buckets[key] = bucket
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return bucket
