"""P10: 32 logins at once against raw argon2, what everyone else feels, and what documents on top of it take.

Back to back: the same number of passwords verified by argon2 alone on as many threads as the portal hashes with, then
that many people who post the login form at the same instant, each a member of their own at an address of their own.
On a machine that does other work the processor time says more than the rate: hashing threads let others go first.
Then the same crowds again, while a few people load their lists over their sockets with a short pause between clicks.
At last all together: a crowd, ten statements and every statement of a period at once, the memory watched every 20 ms.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from sqlite3 import connect
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from passlib.hash import argon2

from benchmarks.clients import Browser, Tab
from benchmarks.data import LINES_PER_MEMBER, PASSWORD
from benchmarks.lab import Lab
from benchmarks.p1 import LIST, PATH
from benchmarks.report import Figure, spread
from benchmarks.servers import Server
from espace import routes
from espace.adapters.passwords import HASHING_THREADS

LOGINS, PAIRS, OTHERS = 32, 8, 4  # 17 crowds: fewer than the portal's cap of logins a minute
STATEMENTS, ROUNDS = 10, 3
PAUSE = 0.025  # seconds between two clicks of somebody else
WATCH = 0.02  # seconds between two looks at the memory
MIN_RATE, MAX_P95, MAX_MEMORY = 0.8, 0.100, 80  # MiB
FIRST_MEMBER = 10


def run(lab: Lab) -> list[Figure]:
    """Measure both sides in back-to-back pairs."""
    people = FIRST_MEMBER + LOGINS + OTHERS + STATEMENTS + 1
    if lab.lines < people * LINES_PER_MEMBER:
        raise SystemExit(f"P10 needs {people} members: ask for more lines.")
    return asyncio.run(_measure(lab))


async def _measure(lab: Lab) -> list[Figure]:
    # Everybody comes from this machine: a trusted proxy says who is who, as in production.
    with lab.portal(ESPACE_TRUSTED_PROXIES="127.0.0.1") as portal:
        await _crowd(portal)
        figures = [*await _against_argon2(portal), await _felt_by_others(portal)]
        return figures + await _with_documents(portal, lab.database)


async def _against_argon2(portal: Server) -> list[Figure]:
    rates, shares = [], []
    raw, ours = [], []
    for _ in range(PAIRS):
        raw_seconds, raw_cpu = _argon2_alone()
        before = portal.cpu()
        seconds = await _crowd(portal)
        raw.append(LOGINS / raw_seconds)
        ours.append(LOGINS / seconds)
        rates.append(seconds / raw_seconds)
        shares.append((portal.cpu() - before) / raw_cpu)
    print(f"P10 argon2 alone on {HASHING_THREADS} threads: {spread(raw, 'logins/s', digits=0)}")
    print(f"P10 {LOGINS} logins at once: {spread(ours, 'logins/s', digits=0)}")
    return [
        Figure("P10", "time of 32 logins at once / argon2 alone", median(rates), " ×", 1 / MIN_RATE),
        Figure("P10", "processor time of a login / argon2 alone", median(shares), " ×", 1 / MIN_RATE),
    ]


async def _felt_by_others(portal: Server) -> Figure:
    async with AsyncExitStack() as tabs:
        others = [await tabs.enter_async_context(Tab(_member(portal, n), PATH)) for n in range(OTHERS)]
        for tab in others:
            await tab.quiet()
        calm = await _clicks(others, asyncio.create_task(asyncio.sleep(3)))
        felt = []
        for _ in range(PAIRS):
            felt += await _clicks(others, asyncio.create_task(_crowd(portal)))
    print(
        f"P10 others: median {1000 * median(felt):.0f} ms of {len(felt)} clicks; p95 in calm {1000 * _p95(calm):.0f} ms"
    )
    return Figure("P10", f"others' p95 during {LOGINS} logins", 1000 * _p95(felt), " ms", 1000 * MAX_P95)


async def _with_documents(portal: Server, database: Path) -> list[Figure]:
    members = [_member(portal, n) for n in range(OTHERS + STATEMENTS + 1)]
    wanted = [routes.ALL_STATEMENTS]
    wanted += [f"{routes.STATEMENT_PDF}?paiement={_payment_of(database, OTHERS + 1 + n)}" for n in range(STATEMENTS)]
    async with AsyncExitStack() as tabs:
        others = [await tabs.enter_async_context(Tab(member, PATH)) for member in members[:OTHERS]]
        for tab in others:
            await tab.quiet()
        before, peak, felt = portal.memory(), 0, []
        for _ in range(ROUNDS):
            documents = [_fetched(portal, *ask) for ask in zip(members[OTHERS:], wanted, strict=True)]
            work = asyncio.gather(_crowd(portal), *documents)
            watch = asyncio.create_task(_most_memory(portal, work))
            felt += await _clicks(others, work)
            peak = max(peak, await watch)
    more = (peak - before) / 1024**2
    return [
        Figure("P10", "others' p95 during logins and documents", 1000 * _p95(felt), " ms", 1000 * MAX_P95),
        Figure("P10", "memory on top meanwhile", more, " MiB", MAX_MEMORY),
    ]


async def _most_memory(portal: Server, meanwhile: "asyncio.Future[Any]") -> int:
    most = 0
    while not meanwhile.done():
        most = max(most, portal.memory())
        await asyncio.sleep(WATCH)
    return most


async def _fetched(portal: Server, member: Browser, path: str) -> None:
    """Fetch a file as a browser does, to its last byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", portal.port)
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{portal.port}\r\nCookie: {member.cookie}\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode())
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    assert b"%%EOF" in answer[-64:], path


def _payment_of(database: Path, number: int) -> str:
    """Return the public identifier of a payment of a member."""
    connection = connect(database)
    try:
        query = "SELECT public_id FROM payment WHERE member_id = ? AND recipient = 'member' ORDER BY id DESC LIMIT 1"
        return str(connection.execute(query, [FIRST_MEMBER + LOGINS + number]).fetchone()[0])
    finally:
        connection.close()


def _member(portal: Server, number: int) -> Browser:
    browser = Browser(portal.port)
    browser.post(routes.LOGIN_POST, {"identifiant": _login(LOGINS + number), "mot_de_passe": PASSWORD})
    assert browser.cookies, "the portal opened no session"
    return browser


def _login(number: int) -> str:
    return f"M{FIRST_MEMBER + number:07d}"


def _argon2_alone() -> tuple[float, float]:
    """Return the seconds, and those of processor time, that argon2 alone needs for as many passwords."""
    stored = argon2.using(type="ID", memory_cost=19456, time_cost=2, parallelism=1).hash(PASSWORD)
    with ThreadPoolExecutor(HASHING_THREADS) as threads:
        list(threads.map(argon2.verify, [PASSWORD] * HASHING_THREADS, [stored] * HASHING_THREADS))
        started, used = time.perf_counter(), time.process_time()
        fit = list(threads.map(argon2.verify, [PASSWORD] * LOGINS, [stored] * LOGINS))
        took = time.perf_counter() - started, time.process_time() - used
    assert all(fit)
    return took


async def _crowd(portal: Server) -> float:
    """Open the connections, post all forms at one instant, and return the seconds until the last is let in."""
    visits = [await asyncio.open_connection("127.0.0.1", portal.port) for _ in range(LOGINS)]
    started = time.perf_counter()
    for number, (_, writer) in enumerate(visits):
        writer.write(_request(portal, number))
    answers = await asyncio.gather(*(reader.readuntil(b"\r\n\r\n") for reader, _ in visits))
    took = time.perf_counter() - started
    for _, writer in visits:
        writer.close()
    assert all(b"\r\nlocation: /accueil\r\n" in answer.lower() for answer in answers), answers[0]
    return took


def _request(portal: Server, number: int) -> bytes:
    body = urlencode({"identifiant": _login(number), "mot_de_passe": PASSWORD})
    lines = (
        f"POST {routes.LOGIN_POST} HTTP/1.1",
        f"Host: 127.0.0.1:{portal.port}",
        f"Origin: {portal.base}",
        f"X-Forwarded-For: 198.51.100.{number}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join((*lines, "", body)).encode()


async def _clicks(tabs: list[Tab], meanwhile: "asyncio.Future[Any]") -> list[float]:
    """Return how long each click took that somebody made until `meanwhile` was done."""

    async def one(tab: Tab) -> list[float]:
        took = []
        while not meanwhile.done():
            started = time.perf_counter()
            await tab.send(f"{LIST}.load")
            await tab.until(LIST, "cards")
            took.append(time.perf_counter() - started)
            await asyncio.sleep(PAUSE)
        return took

    return [seconds for series in await asyncio.gather(*map(one, tabs)) for seconds in series]


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
