"""What every page must be, in both themes and at every width: accessible as axe sees it, no wider than its window."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

THEMES = ["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 390, 1280]
# 200 % zoom of a 1280 px window is a 640 px wide page.
TWICE = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}


def widths(page: Page) -> Iterator[int]:
    """Show the page at each width in turn."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield width


def settle(page: Page) -> None:
    """Wait until nothing is loading any more, then unfold everything."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")


def violations(page: Page) -> list[str]:
    # What passes is thousands of elements, which take longer to bring over than to look at.
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]


# A link in a sentence is as tall as its line; what spreads over its card, or has a label to press, is larger than it.
_TOO_SMALL = """
() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter((one) => one.offsetParent && !one.closest("p:not(.payment__foot, .help), .crumbs, .menu, .skip"))
  .filter((one) => getComputedStyle(one, "::after").position !== "absolute")
  .map((one) => ["checkbox", "radio"].includes(one.type) ? one.labels[0] ?? one : one)
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => `less than 44 px: ${one.outerHTML.slice(0, 120)}`)
"""


def too_small(page: Page) -> list[str]:
    """Return what a finger would miss."""
    return page.evaluate(_TOO_SMALL)


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def wrong(page: Page, where: str) -> list[str]:
    """What is wrong with the page as it stands; `where` begins each line."""
    found = violations(page) + too_small(page) + ["scrolls sideways"] * scrolls_sideways(page)
    return [f"{where}: {problem}" for problem in found]


def check(page: Page, path: str) -> list[str]:
    """Look at one page at every width; return what is wrong."""
    page.goto(path)
    problems = []
    for width in widths(page):
        settle(page)
        problems += wrong(page, f"{path} at {width}")
    return problems
