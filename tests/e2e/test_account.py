"""« Mon compte » in a real browser: change what is ours, be refused what is the employer’s, see who is connected."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import text

from espace.demo.people import PASSWORD
from tests.e2e.conftest import Server
from tests.e2e.looks import THEMES, widths, wrong
from tests.e2e.steps import COLLECTIVE, enter, log_in

pytestmark = pytest.mark.e2e

GERARD = "0447215"
ETIENNE = "0388412"
NEW_PASSWORD = "vélo girafe lanterne 🚲"


def _open_account(page: Page, login: str) -> None:
    enter(page, login)
    page.goto("/compte")
    expect(page.get_by_role("heading", name="Nos messages")).to_be_visible()


def _mails(server: Server, recipient: str) -> list[str]:
    with server.engine().connect() as connection:
        query = text("SELECT text FROM outbox_email WHERE recipient = :to ORDER BY id")
        return list(connection.execute(query, {"to": recipient}).scalars())


@pytest.fixture
def elsewhere(chromium: Browser, server: Server) -> Iterator[Page]:
    """Another device."""
    context = chromium.new_context(base_url=server.url, locale="fr-FR", timezone_id="Europe/Paris")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def former_passwords(server: Server) -> Iterator[None]:
    """Give everybody their password back after the test: the others log in with it."""
    with server.engine().connect() as connection:
        kept = connection.execute(text("SELECT id, password_hash, password_changed_at FROM account")).mappings().all()
    yield
    back = "UPDATE account SET password_hash = :password_hash, password_changed_at = :password_changed_at"
    with server.engine().begin() as connection:
        connection.execute(text(f"{back} WHERE id = :id"), [dict(row) for row in kept])


def test_a_member_corrects_a_telephone_until_it_is_right(page: Page) -> None:
    _open_account(page, GERARD)
    page.get_by_role("button", name="Modifier les téléphones").click()
    mobile = page.get_by_label("Téléphone mobile")
    expect(mobile).to_be_focused()
    mobile.fill("06 39 98")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.get_by_text("Une réponse est à corriger")).to_be_visible()
    expect(page.locator("#a-corriger")).to_be_focused()
    expect(mobile).to_have_value("06 39 98")
    expect(mobile).to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="Téléphone mobile : Écrivez").click()
    expect(mobile).to_be_focused()

    mobile.fill("+33 6 39 98 47 12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Vos coordonnées sont enregistrées.")).to_be_visible()
    expect(page.locator("#enregistre")).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text("06\u00a039\u00a098\u00a047\u00a012")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("06\u00a039\u00a098\u00a047\u00a012")


def test_a_member_changes_the_address_and_a_choice(page: Page) -> None:
    _open_account(page, GERARD)
    page.get_by_role("button", name="Modifier l’adresse postale").click()
    page.get_by_label("Numéro et rue").fill("<b>gras</b>")
    page.get_by_label("Code postal").fill("99")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Deux réponses sont à corriger")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("#bloc-adresse")).to_be_focused()

    letter = page.get_by_label("Recevoir la lettre d’information")
    letter.click()
    expect(page.get_by_role("status").filter(has_text="Votre choix est enregistré.")).to_be_visible()
    expect(letter).to_be_checked()


def test_a_member_changes_the_email_by_the_link_of_the_second_email(
    page: Page, server: Server, visit: BrowserContext
) -> None:
    _open_account(page, ETIENNE)
    old = page.locator("dd", has_text="@").inner_text()
    page.get_by_role("button", name="Changer d’adresse e-mail").click()
    page.get_by_label("Adresse e-mail", exact=True).fill("etienne@nouvelle.example")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Tapez votre mot de passe actuel.").first).to_be_visible()
    page.get_by_label("Mot de passe actuel").fill(PASSWORD)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").filter(has_text="Un lien de confirmation part")).to_be_visible()
    expect(page.get_by_text("En attente de confirmation")).to_be_visible()

    (mail,) = _mails(server, "etienne@nouvelle.example")
    link = re.search(r"http\S+lien=\S+", mail)
    assert link
    visit.request.get(link[0])  # what a mail scanner does
    tab = visit.new_page()
    tab.goto(link[0])
    expect(tab.get_by_role("main")).to_contain_text("etienne@nouvelle.example")
    page.reload()
    expect(page.locator("dd", has_text="@")).to_have_text(old)

    tab.get_by_role("button", name="Confirmer cette adresse").click()
    expect(tab.get_by_text("Votre adresse e-mail est confirmée")).to_be_visible()
    tab.get_by_role("link", name="Aller à mon compte").click()
    expect(tab.locator("dd", has_text="@")).to_have_text("etienne@nouvelle.example")
    assert "remplacée" in _mails(server, old)[-1]
    tab.goto(link[0])
    expect(tab.get_by_text("déjà servi")).to_be_visible()


@pytest.mark.usefixtures("former_passwords")
def test_a_new_password_disconnects_the_other_devices(page: Page, elsewhere: Page) -> None:
    _open_account(page, GERARD)
    enter(elsewhere, GERARD)
    page.get_by_role("button", name="Modifier le mot de passe").click()
    page.get_by_label("Mot de passe actuel").fill(PASSWORD)
    new = page.get_by_label("Nouveau mot de passe")
    new.press_sequentially("0447215", delay=20)
    expect(page.locator(".rules .is-ok")).to_have_count(1)
    new.fill(NEW_PASSWORD)
    expect(page.locator(".rules li:not(.is-ok)")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").filter(has_text="Votre mot de passe est changé.")).to_be_visible()

    elsewhere.goto("/compte")
    elsewhere.wait_for_url("**/connexion**")
    log_in(elsewhere, GERARD, NEW_PASSWORD)
    elsewhere.wait_for_url("**/accueil")
    page.reload()
    expect(page.get_by_role("heading", name="Nos messages")).to_be_visible()


def test_a_member_sees_and_ends_another_session_then_all(page: Page, elsewhere: Page) -> None:
    enter(page, COLLECTIVE)
    enter(elsewhere, COLLECTIVE)
    page.goto("/compte/appareils")
    expect(page.get_by_text("cette session")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text("Connecté aujourd’hui à")
    page.get_by_role("button", name="Déconnecter Chrome").first.click()
    expect(page.get_by_role("status").filter(has_text="L’appareil est déconnecté.")).to_be_visible()
    elsewhere.goto("/compte")
    elsewhere.wait_for_url("**/connexion**")

    page.get_by_role("button", name="Déconnecter partout").click()
    page.wait_for_url("**/connexion**")
    page.goto("/compte")
    page.wait_for_url("**/connexion**")


def test_a_collective_member_reads_but_cannot_edit(page: Page) -> None:
    _open_account(page, COLLECTIVE)
    expect(page.get_by_text("Merci de bien vouloir solliciter votre employeur")).to_be_visible()
    expect(page.get_by_text("Géré par votre employeur")).to_have_count(3)
    expect(page.get_by_role("button", name="Modifier")).to_have_count(1)
    expect(page.get_by_role("button", name="Changer d’adresse e-mail")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_the_forms_and_their_errors_have_no_axe_violation(chromium: Browser, server: Server, theme: str) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme)
    page = context.new_page()
    _open_account(page, ETIENNE)
    problems = []
    for button, field in (
        ("Modifier l’adresse postale", "Ville"),
        ("Modifier les téléphones", "Téléphone mobile"),
        ("Changer d’adresse e-mail", "Adresse e-mail"),
        ("Modifier le mot de passe", "Nouveau mot de passe"),
    ):
        page.get_by_role("button", name=button).click()
        page.get_by_label(field).first.fill("<")
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.locator("#a-corriger")).to_be_visible()
        for width in widths(page):
            problems += wrong(page, f"{button} at {width}")
        page.get_by_role("button", name="Annuler").click()
    context.close()
    assert not problems, "\n".join(problems)
