"""Python's collector during a long import: only between batches, and not after each.

It would walk through thousands of rows again and again, which all go by themselves.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

BATCHES = 16  # from one sweep to the next


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running by itself."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def sweep() -> None:
    """Collect the youngest objects: what the batches left behind."""
    gc.collect(0)
