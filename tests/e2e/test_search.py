"""« Mes remboursements santé » in a browser: search, refine, come back to the same place, on both tabs."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import CAMILLE, MANY, enter

pytestmark = pytest.mark.e2e


def more(page: Page) -> None:
    page.get_by_text("Détailler ma recherche").click()


def search(page: Page) -> None:
    page.get_by_role("button", name="Rechercher").click()


def test_a_member_searches_by_detailed_criteria_and_comes_back_to_the_same_place(page: Page) -> None:
    enter(page, MANY)
    page.goto("/remboursements")
    expect(page.locator("article.payment")).to_have_count(20)
    page.get_by_label("Période").select_option(label="Choisir les dates")
    page.get_by_label("Du", exact=True).fill("01/01/2024")
    page.get_by_label("Type de soins").select_option(label="Consultation")
    page.get_by_label("Montant versé, au moins").fill("1,00")
    search(page)

    page.wait_for_url("**/remboursements?du=01%2F01%2F2024&soins=consultation&min=1%2C00")
    expect(page.get_by_role("heading", level=2)).to_contain_text(re.compile(r"\d+\s*prestations dans"))
    assert page.evaluate("document.activeElement.id") == "resultats"
    page.get_by_role("link", name="Suivante").click()
    expect(page.locator(".pagination [aria-current]")).to_have_text("Page 2")
    opened = page.locator("article.payment").nth(3)
    number = opened.get_attribute("aria-labelledby")
    opened.get_by_role("heading").get_by_role("link").click()
    page.get_by_role("link", name="Retourner à l’écran de recherche").click()

    page.wait_for_url(f"**/remboursements?du=01%2F01%2F2024&soins=consultation&min=1%2C00&page=2#{number}")
    expect(page.get_by_label("Du", exact=True)).to_have_value("01/01/2024")
    expect(page.get_by_label("Type de soins")).to_have_value("consultation")
    expect(page.locator(f"#{number} a")).to_be_focused()


def test_a_search_can_be_reloaded_bookmarked_and_left_by_the_back_button(page: Page) -> None:
    enter(page, CAMILLE)
    page.goto("/remboursements?pro=Hélène+Cast&periode=6")
    expect(page.get_by_label("Période")).to_have_value("6")
    expect(page.get_by_label("Professionnel de santé")).to_have_value("Hélène Cast")
    found = page.get_by_role("heading", level=2).inner_text()
    page.reload()
    expect(page.get_by_role("heading", level=2)).to_have_text(found)
    page.get_by_label("Bénéficiaire").select_option(label="Noé")
    search(page)
    page.wait_for_url("**beneficiaire=*")
    expect(page.get_by_label("Bénéficiaire").locator("option:checked")).to_have_text("Noé")
    page.go_back()
    expect(page.get_by_label("Bénéficiaire").locator("option:checked")).to_have_text("Toute la famille")
    expect(page.get_by_role("heading", level=2)).to_have_text(found)


def test_what_is_wrong_stays_typed_beside_its_reason_until_it_is_right(page: Page) -> None:
    enter(page)
    page.goto("/remboursements")
    more(page)
    page.get_by_label("Du", exact=True).fill("31/02/2026")
    page.get_by_label("Montant versé, au plus").fill("1,234.56")
    search(page)

    expect(page.get_by_role("alert")).to_contain_text("Deux réponses sont à corriger")
    assert page.evaluate("document.activeElement.id") == "a-corriger"
    first = page.get_by_label("Du", exact=True)
    expect(first).to_have_value("31/02/2026")
    expect(first).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Montant versé, au plus")).to_have_value("1,234.56")
    first.fill("28/02/2026")
    page.get_by_label("Montant versé, au plus").fill("1 234,56")
    search(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("article.payment").first).to_be_visible()


def test_a_search_that_finds_nothing_offers_a_way_out(page: Page) -> None:
    enter(page)
    page.goto("/remboursements?soins=dental&min=5000")
    expect(page.get_by_role("heading", name="Aucun paiement ne correspond")).to_be_visible()
    page.locator("section.empty").get_by_role("link", name="Effacer les critères").click()
    page.wait_for_url("**/remboursements")
    expect(page.get_by_label("Montant versé, au moins")).to_have_value("")
    expect(page.locator("article.payment").first).to_be_visible()


def test_choosing_months_forgets_the_days_and_a_day_forgets_the_months(page: Page) -> None:
    enter(page)
    page.goto("/remboursements?du=01/01/2026")
    period, first = page.get_by_label("Période"), page.get_by_label("Du", exact=True)
    expect(period).to_have_value("dates")
    period.select_option("3")
    expect(first).to_have_value("")
    first.fill("02/02/2026")
    first.blur()
    expect(period).to_have_value("dates")


def test_payments_to_professionals_are_searched_and_opened_on_their_own_tab(page: Page) -> None:
    enter(page)
    page.goto("/remboursements")
    page.get_by_role("link", name="Remboursements aux tiers").click()
    page.wait_for_url("**/remboursements/tiers")
    expect(page.get_by_role("columnheader", name="Professionnel de santé")).to_be_visible()
    more(page)
    page.get_by_label("Professionnel de santé").fill("embruns")
    search(page)
    page.wait_for_url("**/remboursements/tiers?pro=embruns")
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("Laboratoire des Embruns")
    rows.first.get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Voir tout le paiement")).to_be_visible()
    page.get_by_role("link", name="Retourner à l’écran de recherche").click()
    page.wait_for_url("**/remboursements/tiers?pro=embruns**")


def test_the_keyboard_alone_searches(page: Page) -> None:
    enter(page)
    page.goto("/remboursements")
    page.get_by_text("Détailler ma recherche").press("Enter")
    page.get_by_label("Professionnel de santé").press_sequentially("ponant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/remboursements?pro=ponant")
    expect(page.get_by_role("heading", level=2)).to_contain_text("prestation")
