"""axe-core on every page, in both themes, at three widths; and what axe cannot see."""

import pytest
from playwright.sync_api import Browser, Page, expect

from espace.routes import ROUTES, Access
from tests.e2e.conftest import Server, tab
from tests.e2e.looks import THEMES, TWICE, check, scrolls_sideways, settle
from tests.e2e.steps import CAMILLE, NOTHING, enter

pytestmark = pytest.mark.e2e

PUBLIC = [route.path for route in ROUTES if route.access is Access.PUBLIC and route.path != "404"] + ["/inconnue"]
MEMBER = [route.path for route in ROUTES if route.access is Access.MEMBER]
OBJECTS = ("/remboursements/paiement", "/remboursements/prestation")  # pages of one object, named in the address


@pytest.fixture(scope="module")
def member_storage(chromium: Browser, server: Server) -> dict[str, object]:
    """The cookie of a logged-in member, so that each page does not log in again."""
    storage = {}
    for login in (CAMILLE, NOTHING):
        with tab(chromium, server) as page:
            enter(page, login)
            storage[login] = page.context.storage_state()
    return storage


def objects(page: Page) -> list[str]:
    """Return the addresses of the latest payment and of its first prestation, from the dashboard on."""
    payment = page.locator(".pay").first.get_attribute("href")
    page.goto(payment)
    return [payment, page.locator(".row-link").first.get_attribute("href")]


@pytest.mark.parametrize("theme", THEMES)
def test_public_pages_have_no_axe_violation(chromium: Browser, server: Server, theme: str) -> None:
    with tab(chromium, server, color_scheme=theme) as page:
        problems = [problem for path in PUBLIC for problem in check(page, path)]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("theme", THEMES)
def test_member_pages_have_no_axe_violation(
    chromium: Browser, server: Server, member_storage: dict[str, object], theme: str
) -> None:
    with tab(chromium, server, color_scheme=theme, storage_state=member_storage[CAMILLE]) as page:
        page.goto("/accueil")
        paths = [path for path in MEMBER if path not in OBJECTS] + [f"{path}?id=x" for path in OBJECTS] + objects(page)
        problems = [problem for path in paths for problem in check(page, path)]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("theme", THEMES)
def test_empty_states_have_no_axe_violation(
    chromium: Browser, server: Server, member_storage: dict[str, object], theme: str
) -> None:
    with tab(chromium, server, color_scheme=theme, storage_state=member_storage[NOTHING]) as page:
        problems = [problem for path in ("/accueil", "/remboursements") for problem in check(page, path)]

    assert not problems, "\n".join(problems)


def test_text_at_twice_its_size_stays_readable(chromium: Browser, server: Server) -> None:
    with tab(chromium, server, **TWICE) as page:
        enter(page)
        for path in ("/accueil", "/remboursements", "/contrat", *objects(page)):
            page.goto(path)
            settle(page)
            assert not scrolls_sideways(page), path


def test_a_screen_reader_hears_one_title_a_page(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Santé", exact=True).click()
    expect(page).to_have_title("Mes remboursements santé – Espace Adhérent – Mutuelle du Vieux-Port")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.evaluate("document.activeElement.id") == "contenu"
