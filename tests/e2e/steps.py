"""What a visitor does, in words."""

from playwright.sync_api import Page, expect

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
