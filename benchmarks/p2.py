"""P2: 50 people, then 200, who search without pause: the portal's events against the rival's pages.

Everybody is another member with a session of their own, and changes the period at each search. The portal runs with
one worker that keeps the states in memory, and with two that share them in Redis, if there is one on this machine; the
rival has two workers. The client takes its part of the same processors, from both alike.
"""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from statistics import median, quantiles

from benchmarks import servers
from benchmarks.crowd import at_portal, at_rival, open_sessions, rush
from benchmarks.lab import Lab
from benchmarks.report import Figure, spread
from benchmarks.servers import Server

CROWDS = (50, 200)
PAIRS, SECONDS, WARM_UP = 3, 5.0, 2.0
MIN_RATE, MAX_P95 = {50: 1.5}, {50: 1.0, 200: 0.5}


def run(lab: Lab) -> list[Figure]:
    """Measure each way to run the portal."""
    figures = _against_rival(lab, "1 worker, memory", lab.portal)
    with servers.redis(lab.folder) as address:
        if not address:
            print("P2  2 workers left out: there is no redis-server on this machine")
            return figures
        shared = {"ESPACE_WORKERS": "2", "ESPACE_REDIS_URL": address}
        return figures + _against_rival(lab, "2 workers, Redis", lambda: lab.portal(**shared))


def _against_rival(lab: Lab, how: str, portal: Callable[[], Server]) -> list[Figure]:
    figures = []
    with ExitStack() as stack:
        ours, theirs = stack.enter_context(portal()), stack.enter_context(lab.rival(audit=False))
        for count in CROWDS:
            tokens = open_sessions(lab.database, count)
            figures += asyncio.run(_compare(f"{count} people, {how}", ours, theirs, tokens))
    return figures


async def _compare(what: str, portal: Server, rival: Server, tokens: list[str]) -> list[Figure]:
    rates: dict[str, list[float]] = {}
    p95: dict[str, list[float]] = {}
    async with AsyncExitStack() as stack:
        people = {
            "portal": await stack.enter_async_context(at_portal(portal, tokens)),
            "rival, page": await stack.enter_async_context(at_rival(rival, tokens, part=False)),
            "rival, part": await stack.enter_async_context(at_rival(rival, tokens, part=True)),
        }
        for turn in range(PAIRS + 1):
            for name, searchers in people.items():
                rate, taken = await rush(searchers, SECONDS if turn else WARM_UP)
                if turn:
                    rates.setdefault(name, []).append(rate)
                    p95.setdefault(name, []).append(quantiles(taken, n=20)[-1])
    for name in people:
        print(f"P2  {what}: {name:<11} {spread(rates[name], '/s', 1, 0)}, p95 {spread(p95[name], 'ms', 1000, 0)}")
    return [*_figures(what, len(tokens), rates, p95)]


def _figures(what: str, count: int, rates: dict[str, list[float]], p95: dict[str, list[float]]) -> list[Figure]:
    page, part = "rival, page", "rival, part"
    goal = 1 / MIN_RATE[count] if count in MIN_RATE else None
    return [
        Figure("P2", f"{what}: rival's searches/s / ours", _ratio(rates[page], rates["portal"]), " ×", goal),
        Figure("P2", f"{what}: the same, htmx part", _ratio(rates[part], rates["portal"]), " ×"),
        Figure("P2", f"{what}: p95 / rival's", _ratio(p95["portal"], p95[page]), " ×", MAX_P95[count]),
        Figure("P2", f"{what}: the same, htmx part", _ratio(p95["portal"], p95[part]), " ×"),
    ]


def _ratio(mine: list[float], others: list[float]) -> float:
    return median(one / other for one, other in zip(mine, others, strict=True))
