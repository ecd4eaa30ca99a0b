"""Long drawings in small steps: a thread of their own takes one after another, and the event loop sends what comes.

A step is one statement, some milliseconds. Several downloads share the thread step by step, so that none waits for
the end of another, and a single statement, drawn by other threads, waits for none of them. Nobody asks for the next
step of a download whose browser has gone: that is all it takes to cancel it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from espace.adapters import priority

T = TypeVar("T")
THREADS = 1  # Python draws with one thread at a time: a second one would only take more of the others' share


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="steps", initializer=priority.stand_back)


async def each(steps: Iterator[T]) -> AsyncIterator[T]:
    """Return what each step yields; the next step begins when its result is asked for."""
    loop = asyncio.get_running_loop()
    while (step := await loop.run_in_executor(_threads(), next, steps, None)) is not None:
        yield step


def close() -> None:
    """Let go of the thread at shutdown."""
    if _threads.cache_info().currsize:
        _threads().shutdown(wait=True)
        _threads.cache_clear()
