"""P4: the bytes of one search over the socket, down and up, twenty rows shown, and what of them was there before.

Frames are measured as they are sent, then as the frames of that one search would take deflated (permessage-deflate
without memory of earlier searches, which are too much alike here to be fair). Vars that a delta brings unchanged are
listed by name: they should not have been sent.
"""

import asyncio
import json
import zlib
from collections.abc import Iterator
from typing import Any

from benchmarks.clients import PAGE_LOAD, Browser, Tab
from benchmarks.crowd import PATH, QUERIES, browser_of, open_sessions
from benchmarks.lab import Lab
from benchmarks.report import Figure

GOAL = 1.2  # kB


def run(lab: Lab) -> list[Figure]:
    """Search a few times as one person and weigh the last search that shows twenty rows."""
    tokens = open_sessions(lab.database, 1)
    with lab.portal() as portal, lab.rival(audit=False) as rival:
        figures = asyncio.run(_weigh(browser_of(portal, tokens[0])))
        part = _part(rival.port, tokens[0])
    return [*figures, Figure("P4", "the rival's htmx part, gzip, down", part / 1000, " kB")]


async def _weigh(browser: Browser) -> list[Figure]:
    known: dict[str, Any] = {}
    again: list[str] = []
    async with Tab(browser, PATH) as tab:
        for update in await tab.quiet():
            _learn(known, update)
        for query in (QUERIES[0], QUERIES[2]):  # three months, then twelve, which show twenty rows
            tab.frames.clear()
            sent = await tab.send(PAGE_LOAD, path=f"{PATH}?{query}" if query else PATH)
            updates = await tab.quiet()
            again.clear()
            for update in updates:
                again += _unchanged(known, update)
                _learn(known, update)
    assert sum(len(card["lines"]) for card in _value(known, "cards")) == 20
    print(f"P4  frames down: {[len(frame.encode()) for frame in tab.frames]} bytes")
    print(f"P4  sent again unchanged: {', '.join(again) or 'nothing'}")
    for state, name, size in sorted(_parts(updates), key=lambda part: -part[2]):
        print(f"P4    {size:>6} bytes  {state}.{name}")
    raw, up = sum(len(frame.encode()) for frame in tab.frames), len(sent.encode())
    return [
        Figure("P4", "one search at 20 rows, deflated, down", _deflated(tab.frames) / 1000, " kB", GOAL),
        Figure("P4", "the same as sent, down", raw / 1000, " kB"),
        Figure("P4", "the same as sent, up", up / 1000, " kB"),
        Figure("P4", "vars sent again unchanged", len(again), "", 0),
    ]


def _deflated(frames: list[str]) -> int:
    """Return what the frames take on a socket that compresses, without the end marks, which the protocol leaves out."""
    compressor = zlib.compressobj(wbits=-15)
    packed = (compressor.compress(frame.encode()) + compressor.flush(zlib.Z_SYNC_FLUSH) for frame in frames)
    return sum(len(one) - 4 for one in packed)


def _parts(updates: list[dict[str, Any]]) -> Iterator[tuple[str, str, int]]:
    for update in updates:
        for state, part in (update.get("delta") or {}).items():
            for name, value in part.items():
                yield state.rpartition("___")[2], name.removesuffix("_rx_state_"), len(json.dumps(value).encode())


def _unchanged(known: dict[str, Any], update: dict[str, Any]) -> Iterator[str]:
    for state, part in (update.get("delta") or {}).items():
        for name, value in part.items():
            if known.get(f"{state} {name}", ...) == value:
                yield name.removesuffix("_rx_state_")


def _learn(known: dict[str, Any], update: dict[str, Any]) -> None:
    for state, part in (update.get("delta") or {}).items():
        known |= {f"{state} {name}": value for name, value in part.items()}


def _value(known: dict[str, Any], variable: str) -> Any:
    return next(value for name, value in known.items() if name.endswith(f" {variable}_rx_state_"))


def _part(port: int, token: str) -> int:
    """Return what htmx gets for the same search, compressed as for a browser."""
    browser = Browser(port)
    browser.cookies["rival_session"] = token
    return len(browser.get(PATH, {"HX-Request": "true", "Accept-Encoding": "gzip"}))
