"""The browser's address changes at once, the server's answer comes later: nothing of the former page stays."""

import pytest
from playwright.sync_api import Page, expect

from espace import routes
from tests.e2e.steps import MANY, enter

pytestmark = pytest.mark.e2e


def hold_back_answers(page: Page) -> None:
    """Make the server silent from now on: what it says over the websocket no longer arrives."""
    page.evaluate(
        """() => {
            const deaf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get;
            Object.defineProperty(MessageEvent.prototype, "data", {
                get() { return this.target instanceof WebSocket ? "6" : deaf.call(this); },
            });
        }"""
    )


def test_another_payment_never_shows_the_former_one_while_the_server_is_silent(page: Page) -> None:
    enter(page, MANY)
    first, second = (page.locator(".pay").nth(number) for number in (0, 1))
    amount = first.locator(".amount").inner_text()
    first.click()
    expect(page.locator(".pay-summary .big")).to_have_text(amount)
    page.get_by_role("link", name="Accueil").first.click()
    expect(second).to_be_visible()

    hold_back_answers(page)
    second.click()
    page.wait_for_url("**/remboursements/paiement?id=*")

    expect(page.get_by_text("Nous cherchons ce paiement")).to_be_visible()
    expect(page.locator(".pay-summary .big, main a[href^='/documents']")).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/accueil")


def test_the_next_page_never_shows_the_former_one_while_the_server_is_silent(page: Page) -> None:
    enter(page, MANY)
    page.goto("/remboursements")
    expect(page.locator("article.payment")).to_have_count(20)

    hold_back_answers(page)
    page.get_by_role("link", name="Suivante").click()
    page.wait_for_url("**/remboursements?page=2")

    expect(page.get_by_text("Nous cherchons vos paiements")).to_be_visible()
    expect(page.locator("article.payment")).to_have_count(0)


def test_an_odd_address_still_gets_its_answer(page: Page) -> None:
    enter(page, MANY)
    for query in ("", "?", "?page=2&page=é+%20#resultats", "?page=%00'\"<b>"):
        page.goto(f"/remboursements{query}")
        expect(page.locator("article.payment")).to_have_count(20)
    page.goto("/remboursements/paiement?id=é+ %2B&id=nothing")
    expect(page.get_by_role("heading", level=1)).to_have_text(routes.NOT_FOUND.title)
