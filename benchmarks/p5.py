"""P5: the first visit of the login page and of the public home, in Chromium with an empty cache.

Network: Lighthouse's « slow 4G » (round trip 150 ms, 1.6 Mbit/s down, 750 kbit/s up) through the DevTools protocol,
with the CPU slowed four times. Bytes are what came down the wire, headers included, until the network is quiet,
the websocket's frames included.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.lab import Lab
from benchmarks.report import Figure, spread
from benchmarks.servers import Server
from espace import routes

RUNS = 9
PAGES = {"login": routes.LOGIN.path, "home": routes.PUBLIC_HOME.path}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
CPU_SLOWDOWN = 4
MAX_BYTES, MAX_FCP_RATIO, MAX_LCP = 200_000, 1.1, 0.5
WATCH = """
window.__lcp = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.__lcp = entry.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""
PAINTS = """() => ({
  fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, lcp: window.__lcp,
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One first visit: paints in seconds, bytes down, number of requests."""

    fcp: float
    lcp: float
    received: int
    requests: int


def run(lab: Lab) -> list[Figure]:
    """Visit each page on both servers in turn, slowed and at full speed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("P5 needs Chromium: install the system's package (Debian: chromium).")
    figures: list[Figure] = []
    with sync_playwright() as tools, lab.portal() as portal, lab.rival() as rival:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        floor = [visit(browser, portal.base + routes.HEALTH_CHECK, slow=True) for _ in range(RUNS + 1)][1:]
        print(f"P5  floor, {_where(slow=True)}: a page of one word {_summary(floor)}")
        for name, path in PAGES.items():
            for slow in (True, False):
                figures += _compare(browser, portal, rival, name, path, slow)
        browser.close()
    return figures


def _compare(browser: Browser, portal: Server, rival: Server, name: str, path: str, slow: bool) -> list[Figure]:
    ours: list[Visit] = []
    theirs: list[Visit] = []
    for turn in range(RUNS + 1):  # the first pair only warms up
        for server, visits in ((portal, ours), (rival, theirs)):
            seen = visit(browser, server.base + path, slow=slow)
            if turn:
                visits.append(seen)
    where = _where(slow=slow)
    for server_name, visits in (("portal", ours), ("rival ", theirs)):
        print(f"P5  {name}, {where}: {server_name} {_summary(visits)}")
    ratio = median(mine.fcp for mine in ours) / median(other.fcp for other in theirs)
    figures = [Figure("P5", f"{name}: FCP / rival's, {where}", ratio, " ×", MAX_FCP_RATIO)]
    if slow:
        figures.append(Figure("P5", f"{name}: LCP, {where}", median(v.lcp for v in ours), " s", MAX_LCP))
    else:
        figures.append(
            Figure("P5", f"{name}: bytes down", median(v.received for v in ours) / 1000, " kB", MAX_BYTES / 1000)
        )
    return figures


def _where(*, slow: bool) -> str:
    return f"slow 4G, CPU / {CPU_SLOWDOWN}" if slow else "full speed"


def visit(browser: Browser, url: str, *, slow: bool) -> Visit:
    """Open an address in a browser that has never seen it."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        devtools = context.new_cdp_session(page)
        sizes: list[int] = []
        devtools.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        frames: list[int] = []
        devtools.on("Network.webSocketFrameReceived", lambda event: frames.append(_frame_size(event)))
        devtools.send("Network.enable")
        if slow:
            devtools.send("Network.emulateNetworkConditions", SLOW_4G)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        answer = page.goto(url, wait_until="load", timeout=60_000)
        assert answer is not None
        assert answer.status == 200, f"{url}: {answer.status}"
        page.wait_for_load_state("networkidle", timeout=60_000)
        page.wait_for_timeout(500)
        paints = page.evaluate(PAINTS)
    finally:
        context.close()
    return Visit(paints["fcp"] / 1000, paints["lcp"] / 1000, sum(sizes) + sum(frames), len(sizes))


def _frame_size(event: dict[str, Any]) -> int:
    return len(event["response"]["payloadData"].encode())


def _summary(visits: Sequence[Visit]) -> str:
    received = median(visit.received for visit in visits) / 1000
    return (
        f"FCP {spread([v.fcp for v in visits], 'ms', 1000, 0)}, LCP {spread([v.lcp for v in visits], 'ms', 1000, 0)}, "
        f"{received:.1f} kB in {median(v.requests for v in visits):.0f} requests"
    )
