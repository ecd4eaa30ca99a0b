"""P3: from the click on « Rechercher » to the painted list, in Chromium, the portal against the rival with htmx.

One person, logged in at both, searches three months and twelve months in turns on a page that stays open; the two
servers are asked one after the other. The clock starts with the browser's own `click` event and stops in the frame
that follows the one in which the new list stands in the page: what was asked for has then been painted.
"""

import shutil
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.crowd import PATH, open_sessions
from benchmarks.lab import Lab
from benchmarks.report import Figure, spread
from benchmarks.servers import Server

SEARCHES, WARM_UP = 60, 6
MAX_P50, MAX_P95 = 1.2, 1.0
# The period whose option is chosen, and the lines that it shows: three months of payments 36 days apart, a year's.
PERIODS = {"3": 4, "": 20}
TIMED = """rows => new Promise(done => {
  const button = document.querySelector('form[role=search] button[type=submit]');
  let started = 0;
  button.addEventListener('click', () => { started = performance.now(); }, {once: true, capture: true});
  const there = () => document.querySelectorAll('.table--lines .cell-title').length === rows;
  const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  const watch = new MutationObserver(() => { if (started && there()) { watch.disconnect(); painted(); } });
  watch.observe(document.body, {childList: true, subtree: true});
  button.click();
})"""


def run(lab: Lab) -> list[Figure]:
    """Search in turns at both servers."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("P3 needs Chromium: install the system's package (Debian: chromium).")
    (token,) = open_sessions(lab.database, 1)
    taken: dict[str, list[float]] = {}
    with sync_playwright() as tools, lab.portal() as portal, lab.rival(audit=False) as rival:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = {
            "portal": _open(browser, portal, "espace", token),
            "rival": _open(browser, rival, "rival_session", token),
        }
        for turn in range(SEARCHES + WARM_UP):
            for name, page in pages.items():
                seconds = _search(page, turn)
                if turn >= WARM_UP:
                    taken.setdefault(name, []).append(seconds)
        browser.close()
    return _figures(taken)


def _open(browser: Browser, server: Server, cookie: str, token: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": cookie, "value": token, "url": server.base}])
    page = context.new_page()
    page.goto(server.base + PATH)
    page.locator(".table--lines .cell-title").nth(PERIODS[""] - 1).wait_for()
    page.wait_for_load_state("networkidle")
    return page


def _search(page: Page, turn: int) -> float:
    period, rows = [*PERIODS.items()][turn % 2]
    page.bring_to_front()
    page.select_option("select[name=periode]", period)
    return float(page.evaluate(TIMED, rows)) / 1000


def _figures(taken: dict[str, list[float]]) -> list[Figure]:
    ours, theirs = taken["portal"], taken["rival"]
    for name, series in taken.items():
        print(f"P3  {name:<6} {spread(series, 'ms', 1000, 0)}, p95 {1000 * _p95(series):.0f} ms")
    return [
        Figure("P3", "click to painted, p50 / htmx's", median(ours) / median(theirs), " ×", MAX_P50),
        Figure("P3", "click to painted, p95 / htmx's", _p95(ours) / _p95(theirs), " ×", MAX_P95),
    ]


def _p95(series: list[float]) -> float:
    return quantiles(series, n=20)[-1]
