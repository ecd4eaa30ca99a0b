"""What a browser does in which no script runs: the login works, and nothing that was typed gets into an address."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, tab
from tests.e2e.steps import log_in

pytestmark = pytest.mark.e2e


@pytest.fixture
def plain(chromium: Browser, server: Server) -> Iterator[Page]:
    """A tab without JavaScript."""
    with tab(chromium, server, java_script_enabled=False) as page:
        yield page


def test_login_and_logout_work_without_javascript(plain: Page) -> None:
    log_in(plain, password="wrong-password-entirely")
    expect(plain.get_by_role("alert")).to_contain_text("Identifiant ou mot de passe incorrect")

    log_in(plain)
    expect(plain).to_have_url(re.compile("/accueil$"))
    plain.locator("summary.menu__button").click()
    plain.get_by_role("button", name="Me déconnecter").click()
    expect(plain).to_have_url(re.compile("/connexion"))
    expect(plain.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    expect(plain.get_by_text("reconnectez-vous")).to_be_hidden()


def test_a_member_page_gives_the_telephone_number(plain: Page) -> None:
    log_in(plain)
    said = plain.locator("noscript .notice")  # which Playwright's text search leaves out
    expect(said).to_be_visible()
    expect(said).to_contain_text("04 65 71 00 12")


def test_a_form_that_needs_one_says_so_and_puts_nothing_into_the_address(plain: Page) -> None:
    plain.goto("/creer-mon-espace")
    expect(plain.locator("noscript .notice")).to_be_visible()
    plain.locator("#nir").fill("2 94 04 83 999 012 92")
    plain.get_by_role("button", name="Envoyer").click()
    expect(plain.get_by_role("heading", name="Rien n’a été envoyé")).to_be_visible()
    expect(plain.get_by_role("main")).to_contain_text("04 65 71 00 12")
    expect(plain).to_have_url(re.compile("/creer-mon-espace$"))
