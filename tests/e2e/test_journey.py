"""The main job, end to end: log in, open the latest reimbursement, understand it, print it, log out."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.e2e.steps import MANY, NOTHING, enter, log_out

pytestmark = pytest.mark.e2e


def test_a_visitor_finds_the_way_from_the_public_home_to_the_login(page: Page) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Accéder à votre espace").click()
    page.get_by_role("link", name="Accéder à mon espace personnel").click()

    page.wait_for_url("**/connexion")
    expect(page.get_by_role("heading", name="J’ai déjà un espace personnel")).to_be_visible()
    expect(page.get_by_role("heading", name="Je souhaite créer mon espace personnel")).to_be_visible()


def test_a_member_reads_the_latest_reimbursement_and_prints_it(page: Page) -> None:
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Camille")
    expect(page.locator(".pays > li")).to_have_count(3)
    amount = page.locator(".pay .amount").first.inner_text()
    expect(page.locator(".hello .lead")).to_contain_text(amount)

    page.locator(".pay").first.click()
    page.wait_for_url("**/remboursements/paiement?id=*")
    expect(page.get_by_role("heading", name="Qui a payé quoi ?")).to_be_visible()
    expect(page.locator(".pay-summary .big")).to_have_text(amount)
    expect(page.locator(".measure")).to_contain_text("il vous reste")
    expect(page.locator(".legend > div")).to_have_count(3)

    with page.expect_download() as download:
        page.get_by_role("link", name="Imprimer ce paiement").click()
    assert download.value.suggested_filename.startswith("releve-")
    pdf = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    said = " ".join(pdf.pages[0].extract_text().split())
    assert "Relevé de prestations" in said
    assert " ".join(amount.split()) in said

    log_out(page)
    expect(page.get_by_role("heading", name="J’ai déjà un espace personnel")).to_be_visible()


def test_every_tile_opens_its_section(page: Page) -> None:
    enter(page)
    for title in ("Mon compte", "Ma situation change", "Mon contrat", "Contact", "Mes outils"):
        page.get_by_role("main").get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.go_back()
        page.wait_for_url("**/accueil")


def test_the_whole_tile_is_clickable(page: Page) -> None:
    enter(page)
    tile = page.locator(".tile", has_text="Mon contrat")
    rond = tile.locator(".rond").evaluate("e => [e.offsetLeft + e.offsetWidth / 2, e.offsetTop + e.offsetHeight / 2]")
    tile.click(position={"x": rond[0], "y": rond[1]})

    expect(page.get_by_role("heading", level=1)).to_have_text("Mon contrat")


def test_the_toolbar_stands_on_every_member_page_and_marks_the_section(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Santé", exact=True).click()
    page.wait_for_url("**/remboursements")

    toolbar = page.get_by_role("navigation", name="Barre d’outils")
    expect(toolbar.locator("[aria-current=page]")).to_have_text("Santé")
    expect(toolbar).to_contain_text("à venir")
    expect(toolbar.get_by_role("link")).to_have_count(3)


def test_the_list_gives_every_payment_with_its_detail_and_comes_back_to_its_page(page: Page) -> None:
    enter(page, MANY)
    page.get_by_role("link", name="Santé", exact=True).click()
    expect(page.locator("article.payment")).to_have_count(20)
    page.get_by_role("link", name="Suivante").click()
    page.wait_for_url("**/remboursements?page=2")
    expect(page.locator(".pagination [aria-current]")).to_have_text("Page 2")

    title = page.locator("article.payment h3 a").first.inner_text()
    page.locator("article.payment h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Retourner à l’écran de recherche").click()

    page.wait_for_url("**/remboursements?page=2#p*")
    expect(page.locator(".pagination [aria-current]")).to_have_text("Page 2")


def test_one_comes_back_to_the_payment_one_left(page: Page) -> None:
    enter(page, MANY)
    page.get_by_role("link", name="Santé", exact=True).click()
    left = page.locator("article.payment h3 a").nth(9)
    title = left.inner_text()
    left.click()
    page.get_by_role("link", name="Retourner à l’écran de recherche").click()
    expect(page.get_by_role("link", name=title)).to_be_focused()
    expect(page.get_by_role("link", name=title)).to_be_in_viewport()

    page.locator("article.payment h3 a").nth(15).click()
    expect(page.get_by_role("heading", name="Qui a payé quoi ?")).to_be_visible()
    page.go_back()
    expect(page.locator("article.payment h3 a").nth(15)).to_be_focused()


def test_another_page_of_results_takes_the_focus_to_their_heading(page: Page) -> None:
    enter(page, MANY)
    page.get_by_role("link", name="Santé", exact=True).click()
    page.get_by_role("link", name="Suivante").click()

    heading = page.get_by_role("heading", level=2, name=re.compile("23.paiements, .* page 2"))
    expect(heading).to_be_focused()


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(page: Page) -> None:
    enter(page)
    button, panel = page.locator("summary.menu__button"), page.locator(".menu__panel")
    button.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    expect(panel).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(panel).to_be_hidden()


def test_announced_pages_of_a_section_keep_its_title_and_tabs(page: Page) -> None:
    enter(page)
    page.goto("/remboursements/tiers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes remboursements santé")
    expect(page.locator(".tabs [aria-current]")).to_have_text("Remboursements aux tiers")
    page.locator(".tabs").get_by_role("link", name="Consultation").click()
    expect(page.locator("article.payment").first).to_be_visible()


def test_reload_and_bookmark_bring_the_same_payment_back(page: Page, visit: BrowserContext) -> None:
    enter(page)
    page.locator(".pay").nth(1).click()
    number = page.locator(".pay-summary .facts dd").last
    expect(number).to_have_text(number.inner_text())
    shown = number.inner_text()

    page.reload()
    expect(page.locator(".pay-summary .facts dd").last).to_have_text(shown)
    bookmark = visit.new_page()
    bookmark.goto(page.url)
    expect(bookmark.locator(".pay-summary .facts dd").last).to_have_text(shown)


def test_a_member_without_payment_reads_what_will_come(page: Page) -> None:
    enter(page, NOTHING)
    expect(page.locator(".tile--wide")).to_contain_text("Aucun remboursement pour l’instant")

    page.get_by_role("link", name="Santé", exact=True).click()
    expect(page.get_by_role("heading", name="Aucun paiement sur cette période")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="04 65 71 00 12")).to_be_visible()


def test_the_keyboard_alone_does_the_whole_journey(page: Page) -> None:
    page.goto("/connexion")
    _tab_to(page, "Identifiant")
    page.keyboard.type("0472318")
    page.keyboard.press("Tab")
    page.keyboard.type("soleil-sur-le-port")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accueil")
    expect(page.locator(".pay")).to_have_count(3)

    _tab_to(page, page.locator(".pay").first.inner_text())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Qui a payé quoi ?")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "contenu"

    _tab_to(page, "Imprimer ce paiement")
    with page.expect_download():
        page.keyboard.press("Enter")
    page.keyboard.press("Home")
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if "menu__button" in page.evaluate("document.activeElement.className"):
            break
    page.keyboard.press("Enter")
    _tab_to(page, "Me déconnecter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion**")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what carries this name, and check that the focus can be seen."""
    wanted = " ".join(name.split())
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " return (l ? l.innerText : e.innerText || '').replace(/\\s+/g, ' ').trim(); })()"
        )
        if said == wanted:
            return
    raise AssertionError(f"« {wanted} » cannot be reached with Tab")
