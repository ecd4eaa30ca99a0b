"""Advisers in a real browser: they log in, see what members asked, apply a birth, answer a question, post a letter."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from espace.adapters import clock
from espace.demo.people import ADVISER_EMAIL, PASSWORD
from espace.domain import one_time_codes
from espace.domain.formats import paris_day
from tests.e2e.conftest import Server, run, tab, watch
from tests.e2e.looks import THEMES, check
from tests.e2e.steps import CAMILLE, enter
from tests.pieces import pdf

pytestmark = pytest.mark.e2e

BORN = paris_day(clock.now()) - timedelta(days=12)
ANSWER = "Il vous restera 86,40 € à payer."
PAGES = ("/gestion", "/gestion?etat=toutes", "/gestion?type=move&age=30", "/gestion/lettres", "/gestion/demande?id=x")


def _log_in(page: Page, server: Server) -> None:
    page.goto("/gestion/connexion")
    page.get_by_label("Adresse e-mail").fill(ADVISER_EMAIL)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Code de connexion").fill(run(server, "espace.cli", "adviser", "code", ADVISER_EMAIL).strip())
    page.get_by_role("button", name="Me connecter").click()


@pytest.fixture(scope="module")
def storage(chromium: Browser, server: Server) -> Iterator[dict[str, object]]:
    """The cookie of an adviser who logged in: a code serves once, so once is enough."""
    with tab(chromium, server) as page:
        _log_in(page, server)
        page.wait_for_url("**/gestion")
        yield page.context.storage_state()


@pytest.fixture
def desk(chromium: Browser, server: Server, storage: dict[str, object]) -> Iterator[Page]:
    """An adviser's tab, whose console must stay silent."""
    with tab(chromium, server, locale="fr-FR", storage_state=storage) as page:
        problems = watch(page)
        yield page
    assert not problems, problems


def _declare_birth(page: Page, first_name: str) -> None:
    enter(page, CAMILLE)
    page.goto("/situation/declarer?evenement=naissance")
    page.get_by_label("Une naissance").check()
    page.get_by_label("Prénom de l’enfant").fill(first_name)
    page.get_by_label("Nom de famille").fill("Roux-Fabre")
    page.get_by_label("Date de naissance").fill(f"{BORN:%d/%m/%Y}")
    page.get_by_label("Non, l’ajouter").check()
    page.get_by_role("button", name="Continuer").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "acte.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    expect(page.get_by_role("button", name="Retirer acte.pdf")).to_be_visible()  # until then the form waits for it
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name=re.compile("Envoyer|Déclarer|Confirmer")).click()
    expect(page.get_by_text(re.compile(r"D-\d\d-")).first).to_be_visible()


def _ask(page: Page, subject: str, message: str) -> None:
    page.goto("/contact")
    page.get_by_label("Votre demande concerne").select_option(label=subject)
    page.get_by_label("Votre message").fill(message)
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(page.get_by_role("heading", name="Votre message est envoyé")).to_be_visible()


def _treat(desk: Page, choice: str, message: str = "") -> None:
    desk.get_by_label(choice).check()
    desk.get_by_label("Message à l’adhérent").fill(message)
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("status").filter(has_text="C’est enregistré")).to_be_visible()


def _open(desk: Page, subject: str) -> None:
    desk.goto("/gestion?etat=toutes")
    desk.get_by_role("link", name=subject).last.click()
    expect(desk.locator("#envoi")).to_be_visible()


def test_a_birth_declared_with_a_document_is_applied_and_the_child_is_covered(page: Page, desk: Page) -> None:
    _declare_birth(page, "Lucie")
    _open(desk, "Naissance")
    expect(desk.locator(".facts").filter(has_text="Camille Roux-Fabre")).to_be_visible()
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Télécharger acte.pdf").click()
    assert taken.value.path().read_bytes() == pdf()
    _treat(desk, "Appliquer ce changement", "Bienvenue à Lucie !")
    expect(desk.get_by_role("button", name="Enregistrer")).to_have_count(0)

    page.goto("/contrat")
    expect(page.locator("main")).to_contain_text("Lucie")
    page.goto("/suivi")
    expect(page.locator("article").filter(has_text="Naissance").first).to_contain_text("acceptée", ignore_case=True)
    page.goto("/courrier")
    expect(page.locator("main")).to_contain_text("demande")


def test_a_question_is_answered_and_read_in_the_mailbox_and_in_the_history(page: Page, desk: Page) -> None:
    enter(page, CAMILLE)
    _ask(page, "Un devis", "Que me restera-t-il à payer ?")
    _open(desk, "Un devis")
    expect(desk.locator("main")).to_contain_text("Que me restera-t-il à payer ?")
    _treat(desk, "Répondre et terminer", ANSWER)

    page.goto("/courrier")
    page.locator("tbody a").first.click()
    expect(page.get_by_role("article")).to_contain_text("86,40")
    page.goto("/suivi")
    page.get_by_role("link", name="Un devis").first.click()
    expect(page.locator("[aria-labelledby=avancement] .timeline")).to_contain_text("86,40")


def test_two_tabs_on_one_request_lose_nothing_of_what_was_typed(page: Page, desk: Page) -> None:
    enter(page, CAMILLE)
    _ask(page, "Autre chose", "Une autre question.")
    _open(desk, "Autre chose")
    other = desk.context.new_page()
    other.goto(desk.url)
    _treat(other, "Indiquer que la demande est à l’étude")

    desk.get_by_label("Répondre et terminer").check()
    desk.get_by_label("Message à l’adhérent").fill(ANSWER)
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.locator("#entre-temps")).to_contain_text("Nadia Ben Amar a fait avancer cette demande")
    expect(desk.locator("#entre-temps")).to_be_focused()
    expect(desk.get_by_label("Message à l’adhérent")).to_have_value(ANSWER)
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.locator("#envoye")).to_contain_text("C’est enregistré")


def test_filters_narrow_the_queue_and_stay_in_its_address(desk: Page) -> None:
    desk.goto("/gestion")
    desk.get_by_label("Type").select_option(label="Résiliation")
    desk.get_by_label("Attente").select_option(label="Plus de 30 jours")
    desk.get_by_role("button", name="Afficher").click()
    expect(desk.locator("#resultats")).to_have_text("Aucune demande ne correspond")
    expect(desk.get_by_label("Type")).to_have_value("termination")
    desk.get_by_role("link", name="Effacer les critères").click()
    expect(desk.get_by_label("Type")).to_have_value("")


def test_wrong_and_used_codes_are_refused_with_the_same_words(page: Page, server: Server) -> None:
    code = run(server, "espace.cli", "adviser", "code", ADVISER_EMAIL).strip()
    with server.engine().begin() as connection:
        spent = one_time_codes.step_of(clock.now()) + 1
        connection.execute(text("UPDATE adviser SET last_code_step = :step"), {"step": spent})
    for typed in (code, "12345"):
        page.goto("/gestion/connexion")
        page.get_by_label("Adresse e-mail").fill(ADVISER_EMAIL)
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.get_by_label("Code de connexion").fill(typed)
        page.get_by_role("button", name="Me connecter").click()
        expect(page.get_by_role("alert")).to_contain_text("Connexion refusée")
        expect(page.get_by_label("Adresse e-mail")).to_have_value(ADVISER_EMAIL)


def test_a_member_finds_nothing_of_the_advisers_side(page: Page) -> None:
    enter(page, CAMILLE)
    for path in PAGES:
        page.goto(path)
        page.wait_for_url("**/gestion/connexion**")


@pytest.mark.parametrize("theme", THEMES)
def test_advisers_pages_have_no_axe_violation(
    chromium: Browser, server: Server, storage: dict[str, object], page: Page, theme: str
) -> None:
    enter(page, CAMILLE)
    _ask(page, "Ma carte mutualiste", "Puis-je avoir une seconde carte ?")
    with tab(chromium, server, color_scheme=theme, storage_state=storage) as page:
        page.goto("/gestion?etat=toutes")
        one = page.locator(".row-link").first.get_attribute("href")
        problems = [problem for path in (*PAGES, one) for problem in check(page, str(path))]
    assert not problems, "\n".join(problems)


def test_after_logout_the_back_button_shows_nothing(desk: Page) -> None:
    """Comes last: it ends the session that the others share."""
    desk.goto("/gestion?etat=toutes")
    expect(desk.locator("#resultats")).to_be_visible()
    desk.locator("summary.menu__button").click()
    desk.get_by_role("button", name="Me déconnecter").click()
    desk.wait_for_url("**/gestion/connexion**")
    desk.go_back()
    expect(desk.get_by_label("Code de connexion")).to_be_visible()
