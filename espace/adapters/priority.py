"""Threads that stand back: heavy work takes the processor after those that answer clicks."""

import os
import threading
from contextlib import suppress

NICENESS = 5


def stand_back() -> None:
    """Lower the calling thread's priority (Linux; elsewhere it stays as it is); a pool's `initializer`."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
