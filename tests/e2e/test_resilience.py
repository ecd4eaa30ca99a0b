"""What a person notices when the server stops and comes back, and on the machines of a real deployment."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Server, portal
from tests.e2e.steps import MANY, enter

pytestmark = pytest.mark.e2e


@pytest.fixture
def restarted(tmp_path: Path, demonstration: Path) -> Iterator[Server]:
    """A server of the test's own, to stop and start."""
    shutil.copy(demonstration, tmp_path)
    server = portal(tmp_path)
    server.start()
    yield server
    server.stop()


def test_a_restart_loses_no_click_and_asks_for_no_new_login(chromium: Browser, restarted: Server) -> None:
    context = chromium.new_context(base_url=restarted.url)
    page = context.new_page()
    enter(page, MANY)
    page.wait_for_load_state("networkidle")  # the page and the code of the next ones are here
    assert restarted.stop() in (0, -signal.SIGTERM)
    page.get_by_role("link", name="Santé", exact=True).click()
    expect(page.get_by_text("La connexion est interrompue")).to_be_visible()
    restarted.start()

    expect(page.locator("article.payment")).to_have_count(20, timeout=15_000)
    expect(page.get_by_text("La connexion est interrompue")).to_have_count(0)
    context.close()


def test_the_server_stops_cleanly_while_someone_is_connected(chromium: Browser, restarted: Server) -> None:
    context = chromium.new_context(base_url=restarted.url)
    page = context.new_page()
    enter(page)

    assert restarted.stop() in (0, -signal.SIGTERM)
    assert b"Traceback" not in restarted.log.read_bytes()
    restarted.start()
    context.close()


def test_two_workers_on_postgresql_and_redis_serve_the_same_journey(chromium: Browser, scaled_server: Server) -> None:
    context: BrowserContext = chromium.new_context(base_url=scaled_server.url)
    tabs: list[Page] = [context.new_page() for _ in range(4)]
    enter(tabs[0], MANY)
    for tab in tabs:
        tab.goto("/remboursements")
        expect(tab.locator("article.payment")).to_have_count(20)
    tabs[0].locator("article.payment h3 a").first.click()
    expect(tabs[0].get_by_role("heading", name="Qui a payé quoi ?")).to_be_visible()
    with tabs[0].expect_download() as download:
        tabs[0].get_by_role("link", name="Imprimer ce paiement").click()
    assert download.value.suggested_filename.endswith(".pdf")
    tabs[0].locator("summary.menu__button").click()
    tabs[0].get_by_role("button", name="Me déconnecter").click()
    tabs[0].wait_for_url("**/connexion**")
    tabs[1].get_by_role("link", name="Suivante").click()
    tabs[1].wait_for_url("**/connexion**")
    context.close()
