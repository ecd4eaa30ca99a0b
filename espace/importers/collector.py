"""Python's collector during a long import: only after each batch.

Amid a batch it would walk through thousands of rows again and again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
    """Collect the youngest objects: what a batch left behind."""
    gc.collect(0)
