"""P1: server CPU of one search, with session check, database and audit: the portal's event against the rival's page.

Two shapes: the event that fills the list (what a search form sends), and a page change as the browser does it today
(a link inside the portal, which makes Reflex run its page-load chain: three events, each behind the guard).
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from sqlite3 import connect
from statistics import median

from benchmarks.clients import PAGE_LOAD, ROOT_STATE, Browser, Tab, log_in_to_rival
from benchmarks.data import BUSY, PASSWORD, USUAL
from benchmarks.lab import Lab
from benchmarks.report import Figure, spread
from benchmarks.servers import Server
from espace import routes
from espace.state.payments import PaymentsState

GOAL = 0.6
WARM_UP, EVENTS, PAIRS = 150, 200, 9
LIST = PaymentsState.get_full_name()
PATH = routes.PAYMENTS.path


def run(lab: Lab) -> list[Figure]:
    """Measure both shapes in back-to-back pairs."""
    return asyncio.run(_measure(lab))


async def _measure(lab: Lab) -> list[Figure]:
    figures = []
    with ExitStack() as servers:
        portal = servers.enter_context(lab.portal())
        async with Tab(_member(portal, USUAL), PATH) as usual, Tab(_member(portal, BUSY), PATH) as busy:
            await usual.quiet()
            await busy.quiet()
            audited = await _writes_audit(usual, lab.database)
            print(
                f"P1  the portal {'writes' if audited else 'does not write'} an audit row a search; so does the rival"
            )
            rival = servers.enter_context(lab.rival(audit=audited))
            for what, member, tab, search in (
                ("list event", USUAL, usual, _list_event),
                ("page change", BUSY, busy, _page_change),
            ):
                browser = Browser(rival.port)
                log_in_to_rival(browser, member, PASSWORD)
                figures += await _compare(what, portal, rival, tab, search, browser)
    return figures


def _member(server: Server, login: str) -> Browser:
    browser = Browser(server.port)
    browser.post(routes.LOGIN_POST, {"identifiant": login, "mot_de_passe": PASSWORD})
    assert browser.cookies, "the portal opened no session"
    return browser


async def _list_event(tab: Tab, _turn: int) -> None:
    await tab.send(f"{LIST}.load")
    part = await tab.until(LIST, "cards")
    assert sum(len(card["lines"]) for card in part["cards_rx_state_"]) == 20


async def _page_change(tab: Tab, turn: int) -> None:
    await tab.send(PAGE_LOAD, path=f"{PATH}?page={turn % 3 + 1}")
    part = await tab.until(LIST, "cards")
    assert len(part["cards_rx_state_"]) == 20
    await tab.until(ROOT_STATE, "is_hydrated", True)


def _rival_page(what: str, browser: Browser, turn: int) -> None:
    page = browser.get(PATH if what == "list event" else f"{PATH}?page={turn % 3 + 1}")
    assert page.count(b'class="cell-title"') == 20


async def _compare(
    what: str,
    portal: Server,
    rival: Server,
    tab: Tab,
    search: Callable[[Tab, int], Awaitable[None]],
    browser: Browser,
) -> list[Figure]:
    for turn in range(WARM_UP):
        await search(tab, turn)
        _rival_page(what, browser, turn)
    ours, theirs = [], []
    received = tab.received
    for _ in range(PAIRS):
        before = portal.cpu()
        for turn in range(EVENTS):
            await search(tab, turn)
        ours.append((portal.cpu() - before) / EVENTS)
        before = rival.cpu()
        for turn in range(EVENTS):
            _rival_page(what, browser, turn)
        theirs.append((rival.cpu() - before) / EVENTS)
    size = (tab.received - received) / PAIRS / EVENTS / 1000
    print(f"P1  {what}: portal {spread(ours, 'ms', 1000)}, {size:.1f} kB down uncompressed")
    print(f"P1  {what}: rival  {spread(theirs, 'ms', 1000)}")
    ratio = median(mine / other for mine, other in zip(ours, theirs, strict=True))
    return [Figure("P1", f"CPU of one search, {what} / rival's full page", ratio, " ×", GOAL)]


async def _writes_audit(tab: Tab, database: Path) -> bool:
    before = _audit_rows(database)
    for turn in range(5):
        await _list_event(tab, turn)
    return _audit_rows(database) - before >= 5


def _audit_rows(database: Path) -> int:
    connection = connect(database)
    try:
        return int(connection.execute("SELECT count(*) FROM audit_entry").fetchone()[0])
    finally:
        connection.close()
