"""axe-core on every page, in both themes, at three widths; and what axe cannot see."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from espace.routes import ROUTES, Access
from tests.e2e.conftest import Server
from tests.e2e.steps import CAMILLE, NOTHING, enter

pytestmark = pytest.mark.e2e

PUBLIC = [route.path for route in ROUTES if route.access is Access.PUBLIC and route.path != "404"] + ["/inconnue"]
MEMBER = [route.path for route in ROUTES if route.access is Access.MEMBER]
OBJECTS = ("/remboursements/paiement", "/remboursements/prestation")  # pages of one object, named in the address
THEMES = ["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 390, 1280]


@pytest.fixture(scope="module")
def member_storage(chromium: Browser, server: Server) -> dict[str, object]:
    """The cookie of a logged-in member, so that each page does not log in again."""
    storage = {}
    for login in (CAMILLE, NOTHING):
        context = chromium.new_context(base_url=server.url)
        enter(context.new_page(), login)
        storage[login] = context.storage_state()
        context.close()
    return storage


def settle(page: Page) -> None:
    """Wait until nothing is loading any more, then unfold everything."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")


def objects(page: Page) -> list[str]:
    """Return the addresses of the latest payment and of its first prestation, from the dashboard on."""
    payment = page.locator(".pay").first.get_attribute("href")
    page.goto(payment)
    return [payment, page.locator(".row-link").first.get_attribute("href")]


def violations(page: Page) -> list[str]:
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]


def check(page: Page, path: str) -> list[str]:
    """Look at one page at every width; return what is wrong."""
    page.goto(path)
    problems = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        problems += [f"{path} at {width}: {problem}" for problem in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems.append(f"{path} at {width}: scrolls sideways")
    return problems


@pytest.mark.parametrize("theme", THEMES)
def test_public_pages_have_no_axe_violation(chromium: Browser, server: Server, theme: str) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme)
    page = context.new_page()
    problems = [problem for path in PUBLIC for problem in check(page, path)]
    context.close()

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("theme", THEMES)
def test_member_pages_have_no_axe_violation(
    chromium: Browser, server: Server, member_storage: dict[str, object], theme: str
) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme, storage_state=member_storage[CAMILLE])
    page = context.new_page()
    page.goto("/accueil")
    paths = [path for path in MEMBER if path not in OBJECTS] + [f"{path}?id=x" for path in OBJECTS] + objects(page)
    problems = [problem for path in paths for problem in check(page, path)]
    context.close()

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("theme", THEMES)
def test_empty_states_have_no_axe_violation(
    chromium: Browser, server: Server, member_storage: dict[str, object], theme: str
) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme, storage_state=member_storage[NOTHING])
    page = context.new_page()
    problems = [problem for path in ("/accueil", "/remboursements") for problem in check(page, path)]
    context.close()

    assert not problems, "\n".join(problems)


def test_every_target_is_44_pixels_tall_or_inside_a_sentence(page: Page) -> None:
    enter(page)
    page.set_viewport_size({"width": 390, "height": 900})
    small = []
    for path in ("/accueil", "/remboursements", "/contrat", "/contact", "/suivi", "/connexion", *objects(page)):
        page.goto(path)
        settle(page)
        small += page.evaluate(
            "[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]"
            ".filter((e) => e.offsetParent && !e.closest('p:not(.payment__foot, .help), .crumbs, .menu, .skip'))"
            ".filter((e) => { const after = getComputedStyle(e, '::after');"
            "  return after.position !== 'absolute' && e.getBoundingClientRect().height < 43.5; })"
            ".map((e) => location.pathname + ' ' + e.outerHTML.slice(0, 120))"
        )

    assert not small, "\n".join(small)


def test_text_at_twice_its_size_stays_readable(chromium: Browser, server: Server) -> None:
    """200 % zoom of a 1280 px window is a 640 px wide page."""
    context = chromium.new_context(base_url=server.url, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    enter(page)
    for path in ("/accueil", "/remboursements", "/contrat", *objects(page)):
        page.goto(path)
        settle(page)
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
    context.close()


def test_a_screen_reader_hears_one_title_a_page(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Santé", exact=True).click()
    expect(page).to_have_title("Mes remboursements santé – Espace Adhérent – Mutuelle du Vieux-Port")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.evaluate("document.activeElement.id") == "contenu"
