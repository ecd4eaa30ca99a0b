"""Personal data stay in the database: not in logs, not in the state store, not in the browser."""

import json
import re

import pytest
import redis
from playwright.sync_api import Browser, expect

from espace.demo.people import PASSWORD
from tests.e2e.conftest import Server
from tests.e2e.secrets import found_in, seeded
from tests.e2e.steps import MANY, enter, log_in

pytestmark = pytest.mark.e2e

TYPED_IBAN = "FR1420041010050500013M02606"


def test_the_list_of_secrets_is_not_empty() -> None:
    assert len(set(seeded())) > 20
    assert found_in(b"... soleil-sur-le-port ...") == ["soleil-sur-le-port"]


def test_neither_the_log_nor_the_store_nor_the_browser_keeps_a_secret(chromium: Browser, scaled_server: Server) -> None:
    context = chromium.new_context(base_url=scaled_server.url)
    page = context.new_page()
    log_in(page, password="wrong-password-entirely")
    expect(page.get_by_role("alert")).to_be_visible()
    enter(page, MANY)
    cookie = context.cookies()[0]["value"]
    page.locator(".pay").first.click()
    expect(page.get_by_role("heading", name="Qui a payé quoi ?")).to_be_visible()
    with page.expect_download():
        page.get_by_role("link", name="Imprimer ce paiement").click()
    page.goto("/remboursements")
    expect(page.locator("article.payment")).to_have_count(20)
    page.goto("/remboursements/rib")
    page.get_by_label("Nouvel IBAN").fill(TYPED_IBAN)
    expect(page.locator("#iban-etat")).to_contain_text("IBAN correct")
    page.get_by_role("button", name="Voir l’IBAN entier").click()
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre IBAN entier")).to_have_value(re.compile(r"FR76( \w{4}){5} \w{3}"))
    storage = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    context.close()

    store = redis.Redis.from_url(scaled_server.environment["ESPACE_REDIS_URL"])
    kept = b"".join(key + (store.get(key) or b"") for key in store.keys() if store.type(key) == b"string")  # noqa: SIM118 - Redis, not a dict
    assert kept, "the state store is where the test looks"
    assert found_in(kept, cookie, "wrong-password-entirely", TYPED_IBAN) == []
    assert found_in(storage.encode(), cookie, "Camille", MANY, TYPED_IBAN) == []
    assert json.loads(storage)[2] == ""
    assert found_in(scaled_server.log.read_bytes(), cookie, "wrong-password-entirely", TYPED_IBAN) == []
