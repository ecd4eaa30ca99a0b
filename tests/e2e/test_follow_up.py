"""« Suivi » in a real browser: questions found and shared, the history of requests, a reply that was waited for."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text
from sqlmodel import Session

from espace.domain.labels import RequestStatus
from espace.services import request_steps
from tests import pieces
from tests.e2e.conftest import Server
from tests.e2e.looks import settle, violations, widths, wrong
from tests.e2e.steps import NOTHING, enter
from tests.e2e.test_contact import mails

pytestmark = pytest.mark.e2e


def _step(server: Server, number: str, status: RequestStatus, message: str) -> None:
    """Do what an adviser does who lets the words travel by e-mail."""
    with Session(server.engine().execution_options(writes=True)) as session:
        found = session.execute(text("SELECT id FROM member_request WHERE number = :n"), {"n": number}).scalar_one()
        now = datetime.now(UTC)
        request_steps.add_step(session, found, status=status, message=message, travels=True, now=now)
        session.commit()


def _ask(page: Page, words: str) -> str:
    page.goto("/contact")
    page.get_by_label("Votre demande concerne").select_option("Un devis")
    page.get_by_label("Votre message").fill(words)
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(page.get_by_role("heading", name="Votre message est envoyé")).to_be_visible()
    return page.locator("main strong.nowrap").inner_text()


def test_questions_are_found_without_accents_while_one_types(page: Page) -> None:
    enter(page)
    page.goto("/suivi")
    expect(page.locator(".faq details[id]:visible").first).to_be_visible()
    box = page.get_by_label("Votre question")
    box.press_sequentially("TELETRANSMISSION delai", delay=10)
    found = page.locator(".faq details[id]:not([hidden])")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("En combien de temps suis-je remboursé")
    expect(page.get_by_role("status").filter(has_text="Une question trouvée.")).to_be_visible()
    box.press("Enter")
    expect(found.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(found).to_contain_text("48\u00a0heures")
    expect(page).to_have_url(re.compile("/suivi#delai$"))

    box.fill("zzz")
    expect(found).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Aucune question ne contient ces mots")).to_be_visible()
    expect(page.get_by_text("Vous ne trouvez pas votre réponse")).to_be_visible()
    box.fill("")
    assert found.count() >= 40


def test_a_question_has_an_address_of_its_own_even_when_it_is_folded_away(page: Page) -> None:
    enter(page)
    page.goto("/suivi#mediateur")
    answer = page.get_by_text("Le médiateur de la Mutualité française est indépendant")
    expect(answer).to_be_visible()
    expect(page.locator("#mediateur summary")).to_be_focused()
    page.get_by_role("link", name="Écrivez-nous").click()
    expect(page.get_by_role("heading", name="Contact", level=1)).to_be_visible()


def test_somebody_without_a_request_sees_what_will_be_there_and_where_to_write(page: Page) -> None:
    enter(page, NOTHING)
    page.goto("/suivi")
    expect(page.get_by_role("heading", name="Aucune demande pour l’instant")).to_be_visible()
    expect(page.get_by_role("link", name="Écrire à la mutuelle")).to_have_attribute("href", "/contact")
    assert violations(page) == []


def test_a_request_is_followed_replied_to_and_answered(page: Page, server: Server) -> None:
    enter(page)
    number = _ask(page, "Combien me restera-t-il à payer ?")
    _step(server, number, RequestStatus.WAITING, "Il nous manque la page 2 du devis.")

    page.goto("/suivi")
    card = page.locator("article", has_text=number)
    expect(card).to_contain_text("En attente de votre réponse")
    expect(card).to_contain_text("Il nous manque la page 2 du devis.")
    card.get_by_role("link", name="Répondre à la mutuelle").click()
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_text("Une réponse est à corriger")).to_be_visible()
    page.get_by_role("textbox", name="Votre réponse").fill("La voici.")
    page.locator("#fichiers").set_input_files({"name": "p2.pdf", "mimeType": "", "buffer": pieces.pdf()})
    expect(page.get_by_role("button", name="Retirer p2.pdf")).to_be_visible()
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_role("status").filter(has_text="Votre réponse est envoyée")).to_be_visible()
    expect(page.locator("#envoye")).to_be_focused()
    expect(page.locator(".timeline")).to_contain_text("La voici.")
    expect(page.get_by_role("link", name="Télécharger p2.pdf")).to_be_visible()

    _step(server, number, RequestStatus.ANSWERED, "Il vous restera 120,00\u00a0€.\n<b>Luc</b>")
    page.reload()
    expect(page.locator(".timeline")).to_contain_text("Il vous restera 120,00\u00a0€.")
    expect(page.locator(".timeline")).to_contain_text("<b>Luc</b>")
    assert "Il vous restera 120,00\u00a0€." in mails(server, number)[-1]
    page.get_by_role("link", name="Revenir au suivi").click()
    expect(page.locator("article", has_text=number)).to_contain_text("Réponse envoyée")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_request_that_waits_has_no_axe_violation(page: Page, server: Server, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    enter(page)
    number = _ask(page, "Et pour une seconde couronne ?")
    _step(server, number, RequestStatus.WAITING, "Précisez la dent.")
    page.get_by_role("link", name="Suivre ma demande").click()
    expect(page.get_by_role("textbox", name="Votre réponse")).to_be_visible()
    request, problems = page.url, []
    for address in (request, f"{server.url}/suivi"):
        page.goto(address)
        expect(page.get_by_text(number).first).to_be_visible()
        for width in widths(page):
            settle(page)
            problems += wrong(page, f"{address} at {width}")
    assert not problems, "\n".join(problems)
