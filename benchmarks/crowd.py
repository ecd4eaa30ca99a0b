"""Many people who search at once, as cheaply as a client can: what they cost is taken from both servers alike.

Nobody reads what comes: a search is over when the answer with the list has come, whole, and the server has nothing
more to say of it. A page's load that the next one overtakes is cancelled by Reflex, which on Redis may leave the
state's lock behind for ten seconds: nobody clicks that fast, so nobody does here.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Protocol, Self

from benchmarks.clients import NAMESPACE, PAGE_LOAD, ROOT_STATE, Browser, Tab
from benchmarks.servers import Server
from espace import routes
from espace.adapters import clock
from espace.db import make_engine, transaction
from espace.services import sessions
from espace.state.payments import PaymentsState

PATH, LIST = routes.PAYMENTS.path, PaymentsState.get_full_name()
# No two in a row find the same: a list that did not change is not sent again.
QUERIES = ("periode=3", "periode=6", "", "periode=6&dates=soins")


class Searcher(Protocol):
    """Somebody who is logged in."""

    async def search(self, turn: int) -> None:
        """Search once, and return when the list is there."""


class AtPortal:
    """Somebody at an open page of the portal: a search is what the browser sends when the address changes."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._frames = [_frame(query) for query in QUERIES]

    async def search(self, turn: int) -> None:
        """Send the page's load chain, and wait for the list, then for the end of the chain."""
        await self._tab.socket.send(self._frames[turn % len(QUERIES)])
        for awaited in ('"cards_rx_state_"', '"is_hydrated_rx_state_":true'):
            while awaited not in (message := str(await self._tab.socket.recv())):
                if message == "2":
                    await self._tab.socket.send("3")


def _frame(query: str) -> str:
    router = {
        "pathname": PATH,
        "asPath": _address(query),
        "query": dict(part.split("=") for part in query.split("&") if part),
    }
    body = {"name": PAGE_LOAD, "payload": {}, "router_data": router}
    return f"42{NAMESPACE}," + json.dumps(["event", body])


def _address(query: str) -> str:
    return f"{PATH}?{query}" if query else PATH


class AtRival:
    """Somebody at the rival, over a connection that stays open: the whole page, or the part that htmx asks for."""

    def __init__(self, server: Server, token: str, *, part: bool) -> None:
        self._port = server.port
        wanted = "HX-Request: true" if part else "Accept: text/html"
        head = f"Host: 127.0.0.1:{server.port}\r\nCookie: rival_session={token}\r\n{wanted}"
        self._requests = [f"GET {_address(query)} HTTP/1.1\r\n{head}\r\n\r\n".encode() for query in QUERIES]

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def search(self, turn: int) -> None:
        """Ask for the list and read all of it."""
        self._writer.write(self._requests[turn % len(QUERIES)])
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200"), head
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        assert b'class="cell-title"' in body


def open_sessions(database: Path, count: int, *, first: int = 10) -> list[str]:
    """Open sessions of so many members, from the member `first` on, and return their tokens: good at both servers."""
    engine = make_engine(f"sqlite:///{database}")
    with transaction(engine, writes=True) as session:
        tokens = [sessions.open_session(session, first + n, clock.now()) for n in range(count)]
    engine.dispose()
    return tokens


def browser_of(server: Server, token: str) -> Browser:
    """Return the browser of somebody who holds a session of the portal."""
    browser = Browser(server.port)
    browser.cookies["espace"] = token
    return browser


@asynccontextmanager
async def at_portal(server: Server, tokens: Sequence[str]) -> AsyncIterator[list[Searcher]]:
    """Open the list of payments for each session, and wait until all show it."""
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(Tab(browser_of(server, token), PATH)) for token in tokens]
        for tab in tabs:
            await tab.until(LIST, "cards")
            await tab.until(ROOT_STATE, "is_hydrated", True)
            tab.listener.cancel()  # the searcher listens itself
        yield [AtPortal(tab) for tab in tabs]


@asynccontextmanager
async def at_rival(server: Server, tokens: Sequence[str], *, part: bool) -> AsyncIterator[list[Searcher]]:
    """Open a connection for each session."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(AtRival(server, token, part=part)) for token in tokens]


async def rush(searchers: Sequence[Searcher], seconds: float) -> tuple[float, list[float]]:
    """Let everybody search without pause; return the searches a second, and how long each took in seconds."""
    started = time.perf_counter()

    async def one(searcher: Searcher, turn: int) -> list[float]:
        taken = []
        while (begun := time.perf_counter()) - started < seconds:
            await searcher.search(turn := turn + 1)
            taken.append(time.perf_counter() - begun)
        return taken

    series = await asyncio.gather(*(one(searcher, n) for n, searcher in enumerate(searchers)))
    every = [each for taken in series for each in taken]
    return len(every) / (time.perf_counter() - started), every
