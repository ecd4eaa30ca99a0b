"""P6: how many live sessions a gibibyte holds, each with a list of twenty rows on screen.

Everybody is another member with a session of their own and an open page. The memory is the resident set of the
server's processes, after a pause; what one session takes is the slope between a first crowd, which has grown what the
server keeps for all, and a second one on top of it. The states are kept in memory, in one worker.
"""

import asyncio
from contextlib import AsyncExitStack

from benchmarks.crowd import at_portal, open_sessions
from benchmarks.lab import Lab
from benchmarks.report import Figure
from benchmarks.servers import Server

FIRST, MORE = 100, 300
MIN_SESSIONS = 3000
GIBIBYTE, MEBIBYTE = 1024**3, 1024**2
PAUSE = 3.0  # seconds: what was freed meanwhile is given back


def run(lab: Lab) -> list[Figure]:
    """Open both crowds and weigh the server after each."""
    tokens = open_sessions(lab.database, FIRST + MORE)
    with lab.portal() as portal:
        each = asyncio.run(_weigh(portal, tokens))
    print(f"P6  {GIBIBYTE / each:.0f} sessions per GiB, goal ≥ {MIN_SESSIONS}")
    return [Figure("P6", "memory of a live session with 20 rows", each / 1024, " kB", GIBIBYTE / MIN_SESSIONS / 1024)]


async def _weigh(portal: Server, tokens: list[str]) -> float:
    weights = []
    async with AsyncExitStack() as stack:
        for crowd in (tokens[:FIRST], tokens[FIRST:]):
            await stack.enter_async_context(at_portal(portal, crowd))
            await asyncio.sleep(PAUSE)
            weights.append(portal.memory())
    before, after = weights
    print(f"P6  {before / MEBIBYTE:.0f} MiB with {FIRST} sessions, {after / MEBIBYTE:.0f} MiB with {FIRST + MORE}")
    return (after - before) / MORE
