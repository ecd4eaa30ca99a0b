"""What a visitor does, in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from espace.demo.people import PASSWORD

CAMILLE = "0472318"  # a family, individual contract
COLLECTIVE = "0518846"
NOTHING = "0530077"  # no payment yet
MANY = "0101207"  # five years of weekly care


def log_in(page: Page, login: str = CAMILLE, password: str = PASSWORD) -> None:
    page.goto("/connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_role("button", name="Me connecter").click()


def enter(page: Page, login: str = CAMILLE) -> None:
    """Log in and wait until the dashboard has something to say."""
    log_in(page, login)
    page.wait_for_url("**/accueil")
    expect(page.locator(".tile--wide [aria-busy]")).to_have_count(0)


def log_out(page: Page) -> None:
    page.locator("summary.menu__button").click()
    page.get_by_role("button", name="Me déconnecter").click()
    page.wait_for_url("**/connexion**")


@contextmanager
def before_scripts(page: Page, path: str) -> Iterator[None]:
    """Open a page whose scripts are on their way, as on a slow telephone; they come at the end of the block."""
    held: list[Route] = []
    scripts = re.compile(r"/assets/.*\.js$")
    page.route(scripts, lambda route: held.append(route))
    page.goto(path, wait_until="commit")
    expect(page.get_by_role("contentinfo")).to_be_attached()
    yield
    while held:
        held.pop().continue_()
    page.unroute(scripts)
    while held:
        held.pop().continue_()
