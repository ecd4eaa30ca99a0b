"""« Ma situation change » in a real browser: a birth with its document, a move, résiliations, and who is refused."""

import io
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfWriter
from sqlalchemy import text

from espace.adapters import clock
from espace.domain.formats import long_day, paris_day
from espace.domain.labels import ContractKind
from espace.domain.periods import months_after
from espace.domain.termination import Notice, Reason, Terms, due_date, judge
from tests.e2e.conftest import Server
from tests.e2e.looks import THEMES, widths, wrong
from tests.e2e.steps import CAMILLE, COLLECTIVE, enter

pytestmark = pytest.mark.e2e

GERARD = "0447215"
TODAY = paris_day(clock.now())
TITLE = "#etape"
REQUESTS = text(
    "SELECT count(*) FROM member_request WHERE member_id = (SELECT id FROM member WHERE member_number = :number)"
)
START = text(
    "UPDATE contract SET starts_on = :day WHERE member_id = (SELECT id FROM member WHERE member_number = :number)"
)
# Of one contract one résiliation is open at a time: that of another test must not be.
DECIDED = text(
    "UPDATE member_request SET status = 'refused' WHERE kind = 'termination' "
    "AND member_id = (SELECT id FROM member WHERE member_number = :number)"
)


def _typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _tell(page: Page, login: str, event: str) -> None:
    enter(page, login)
    page.goto(f"/situation/declarer?evenement={event}")
    expect(page.locator("#declaration")).to_be_visible()


def _continue(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator(TITLE)).to_have_text(heading)


def _a_pdf() -> bytes:
    out, made = io.BytesIO(), PdfWriter()
    made.add_blank_page(200, 200)
    made.write(out)
    return out.getvalue()


def _fill_birth(page: Page, first_name: str = "Alba") -> None:
    page.get_by_label("Une naissance").check()
    page.get_by_label("Prénom de l’enfant").fill(first_name)
    page.get_by_label("Nom de famille").fill("Roux-Fabre")
    page.get_by_label("Date de naissance").fill(_typed(TODAY - timedelta(days=12)))
    page.get_by_label("Non, l’ajouter").check()


def test_a_member_declares_a_birth_with_its_document(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Ma situation change").first.click()
    page.get_by_role("link", name="Naissance ou adoption").click()
    expect(page.locator(TITLE)).to_have_text("L’enfant")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Cinq réponses sont à corriger")).to_be_visible()
    expect(page.locator("#a-corriger")).to_be_focused()

    arrival = page.get_by_label("Date d’arrivée dans votre foyer")
    page.get_by_label("Une adoption").check()
    expect(arrival).to_be_visible()
    _fill_birth(page)
    expect(arrival).to_be_hidden()
    _continue(page, "Les justificatifs")
    expect(page.locator(TITLE)).to_be_focused()
    document = {"name": "acte.pdf", "mimeType": "application/pdf", "buffer": _a_pdf()}
    page.locator("#fichiers").set_input_files(document)
    expect(page.get_by_role("button", name="Retirer acte.pdf")).to_be_visible()
    _continue(page, "La vérification")
    expect(page.get_by_role("main")).to_contain_text("acte.pdf")
    expect(page.get_by_role("main")).to_contain_text(long_day(TODAY - timedelta(days=12)))
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", name="Votre demande est envoyée")).to_be_focused()
    number = page.locator("dd .nowrap").inner_text()
    assert number.startswith("D-")

    page.get_by_role("link", name="Suivre ma demande").click()
    expect(page.get_by_role("main")).to_contain_text(number)
    expect(page.get_by_role("main")).to_contain_text("acte.pdf")
    expect(page.get_by_role("main")).to_contain_text("Alba")


def test_back_reload_and_another_tab_lose_nothing_that_was_typed(page: Page) -> None:
    _tell(page, CAMILLE, "naissance")
    _fill_birth(page, "Zoé")
    _continue(page, "Les justificatifs")
    page.go_back()
    expect(page.locator(TITLE)).to_have_text("L’enfant")
    expect(page.get_by_label("Prénom de l’enfant")).to_have_value("Zoé")
    page.reload()
    expect(page.get_by_label("Prénom de l’enfant")).to_have_value("Zoé")
    expect(page.get_by_label("Une naissance")).to_be_checked()
    other = page.context.new_page()
    other.goto("/situation/declarer?evenement=demenagement")
    other.get_by_label("Ville").fill("Port-Mistral")
    _continue(page, "Les justificatifs")
    _continue(page, "La vérification")
    page.reload()
    expect(page.locator(TITLE)).to_have_text("La vérification")
    expect(page.get_by_role("main")).to_contain_text("Zoé")
    expect(other.get_by_label("Ville")).to_have_value("Port-Mistral")
    assert "Zoé" not in other.evaluate("JSON.stringify(sessionStorage)")


def test_the_last_step_without_the_first_leads_back_with_a_sentence(page: Page) -> None:
    enter(page)
    page.goto("/situation/declarer?evenement=separation&etape=verification")
    expect(page.get_by_role("alert")).to_contain_text("Commencez par répondre")
    expect(page.locator(TITLE)).to_have_text("La séparation")


def test_a_number_of_social_security_is_not_kept_by_the_browser(page: Page) -> None:
    _tell(page, GERARD, "ajout")
    page.get_by_label("Son prénom").fill("Rose")
    page.get_by_label("Son numéro de Sécurité sociale").fill("255081416802538")
    kept = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    assert "Rose" in kept
    assert "2550814" not in kept


def test_a_move_is_applied_at_once_and_seen_on_the_account(page: Page) -> None:
    _tell(page, GERARD, "demenagement")
    for label, value in (("Numéro et rue", "9 quai des Embruns"), ("Code postal", "13299"), ("Ville", "Port-Mistral")):
        page.get_by_label(label).fill(value)
    page.get_by_label("Date de votre déménagement").fill(_typed(TODAY))
    _continue(page, "La vérification")
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_text("C’est enregistré")).to_be_visible()
    page.goto("/compte")
    expect(page.locator("address")).to_contain_text("9 quai des Embruns")


def test_a_collective_member_is_told_whom_to_ask(page: Page, server: Server) -> None:
    enter(page, COLLECTIVE)
    for address in ("/situation", "/situation/declarer?evenement=demenagement"):
        page.goto(address)
        expect(page.get_by_text("Merci de bien vouloir solliciter votre employeur")).to_be_visible()
        expect(page.get_by_text("Chantiers navals du Ponant")).to_be_visible()
        expect(page.locator("#declaration")).to_have_count(0)
    with server.engine().connect() as connection:
        query = text(
            "SELECT count(*) FROM member_request JOIN member ON member.id = member_id WHERE member_number = :n"
        )
        assert connection.execute(query, {"n": COLLECTIVE}).scalar_one() == 0


@pytest.mark.parametrize(
    ("reason", "age", "event_days"),
    [
        (Reason.AFTER_A_YEAR, 36, None),
        (Reason.OTHER, 12, None),
        (Reason.NEW_SITUATION, 5, 10),
        (Reason.EMPLOYER_PLAN, 2, 3),
        (Reason.DUE_DATE, 7, None),
    ],
)
def test_a_resiliation_shows_the_right_day_whatever_the_situation(
    page: Page, server: Server, reason: Reason, age: int, event_days: int | None
) -> None:
    starts_on = months_after(TODAY, -age)
    with server.engine().begin() as connection:
        connection.execute(START, {"day": starts_on, "number": GERARD})
        connection.execute(DECIDED, {"number": GERARD})
    event_on = TODAY - timedelta(days=event_days) if event_days else None
    lawful = judge(Terms(ContractKind.INDIVIDUAL, starts_on), Notice(TODAY, reason, event_on)).ends_on
    assert lawful
    _tell(page, GERARD, "resiliation")
    page.get_by_label(reason.label).check()
    if event_on:
        page.get_by_label("Date de ce changement").fill(_typed(event_on))
    _continue(page, "Les justificatifs")
    _continue(page, "La vérification")
    expect(page.get_by_role("main")).to_contain_text(f"le {long_day(lawful)} au soir")
    for words in ("Les conditions", "Le préavis", "Les conséquences"):
        expect(page.locator("#declaration").get_by_text(words)).to_be_visible()
    assert lawful <= due_date(TODAY + timedelta(days=366))


def test_a_confirmed_resiliation_leaves_a_document(page: Page) -> None:
    _tell(page, GERARD, "resiliation")
    page.get_by_label(Reason.DUE_DATE.label).check()
    _continue(page, "Les justificatifs")
    _continue(page, "La vérification")
    page.get_by_role("button", name="Confirmer ma demande de résiliation").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger la confirmation de résiliation").click()
    assert download.value.suggested_filename.startswith("confirmation-resiliation-D-")
    assert download.value.path().read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("theme", THEMES)
def test_the_forms_and_their_errors_have_no_axe_violation(chromium: Browser, server: Server, theme: str) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme)
    page = context.new_page()
    enter(page)
    problems = []
    for event in ("naissance", "deces", "formule", "resiliation"):
        page.goto(f"/situation/declarer?evenement={event}")
        page.get_by_role("button", name="Continuer").click()
        expect(page.locator("#a-corriger")).to_be_visible()
        for width in widths(page):
            problems += wrong(page, f"{event} at {width}")
    page.goto("/situation/declarer?evenement=naissance")
    _fill_birth(page)
    for heading in ("Les justificatifs", "La vérification"):
        _continue(page, heading)
        problems += wrong(page, heading)
    context.close()
    assert not problems, "\n".join(problems)
