"""« Mon contrat » in a real browser: terms, people, the table with its examples, the file, each contract’s own rule."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from espace import routes
from tests.e2e.conftest import Server, tab
from tests.e2e.looks import THEMES, check
from tests.e2e.steps import CAMILLE, COLLECTIVE, enter
from tests.e2e.test_stale_view import hold_back_answers

pytestmark = pytest.mark.e2e

TWO_CONTRACTS = "0388412"  # an ended contract, then a running one; somebody was removed from both


def _open_contract(page: Page, login: str) -> None:
    enter(page, login)
    page.get_by_role("link", name="Contrat", exact=True).click()
    expect(page.get_by_role("heading", name="Tableau des prestations")).to_be_visible()


def test_a_member_reads_all_of_their_contract(page: Page) -> None:
    _open_contract(page, CAMILLE)
    card = page.get_by_role("region", name=re.compile("Horizon"))
    for words in (
        "Contrat en cours",
        "H3-0472318",
        "Individuel",
        "1er\u00a0mars\u00a02023",
        "126,40\u00a0€ par\u00a0mois",
    ):
        expect(card).to_contain_text(words)
    people = page.get_by_role("region", name="Personnes couvertes").get_by_role("listitem")
    for name in ("Camille", "Julien", "Inès", "Noé"):  # a child that another test declares may stand beside them
        expect(people.filter(has_text=f"{name} Roux-Fabre")).to_have_count(1)
    expect(people.nth(1)).to_contain_text("Conjoint, né le 3\u00a0février\u00a01982")
    expect(page.get_by_role("region", name="Votre caisse")).to_contain_text("Télétransmission active")
    expect(page.get_by_text("Merci de bien vouloir solliciter")).to_have_count(0)
    page.get_by_role("link", name="Ajouter ou retirer une personne").click()
    page.wait_for_url(f"**{routes.LIFE_EVENTS.path}")


def test_the_table_stands_by_heading_with_examples_in_euros(page: Page) -> None:
    _open_contract(page, CAMILLE)
    table = page.get_by_role("table", name="Tableau des prestations")
    headings = table.locator(".group").all_inner_texts()
    assert headings[:5] == ["Hospitalisation", "Soins courants", "Dentaire", "Optique", "Aides auditives"]
    doctors = table.get_by_role("row").filter(has_text="Généralistes et spécialistes, médecins")
    expect(doctors).to_contain_text("170\u00a0% de la base")
    expect(doctors).to_contain_text("55,00\u00a0€\u00a0: il vous reste 3,45\u00a0€")
    expect(table.get_by_text("Sans reste à charge")).to_have_count(3)
    examples = page.get_by_role("table", name="Exemples de remboursement")
    gp = examples.get_by_role("row").filter(has_text="généraliste, secteur 1")
    assert gp.get_by_role("cell").all_inner_texts() == ["30,00\u00a0€", "19,00\u00a0€", "9,00\u00a0€", "2,00\u00a0€"]


def test_the_table_is_downloaded_as_a_pdf_by_keyboard(page: Page) -> None:
    _open_contract(page, CAMILLE)
    link = page.get_by_role("link", name="Télécharger le tableau (PDF)")
    link.focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert re.fullmatch(r"garanties-H3-0472318-\d{4}\.pdf", waiting.value.suggested_filename)
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    read = page.get_by_role("link", name="Lire le tableau des prestations").get_attribute("href")
    assert page.request.get(read or "").headers["content-disposition"].startswith("inline;")


def test_a_collective_member_is_sent_to_the_employer(page: Page) -> None:
    _open_contract(page, COLLECTIVE)
    expect(
        page.get_by_text(
            "Merci de bien vouloir solliciter votre employeur pour toutes modifications de coordonnées et de contrat."
        )
    ).to_be_visible()
    card = page.get_by_role("region", name=re.compile("Horizon"))
    for words in ("Collectif", "Chantiers navals du Ponant", "Votre part"):
        expect(card).to_contain_text(words)
    expect(page.get_by_role("link", name="Ajouter ou retirer une personne")).to_have_count(0)


def test_of_two_contracts_the_ended_one_is_told_as_ended(page: Page) -> None:
    _open_contract(page, TWO_CONTRACTS)
    contracts = page.get_by_role("navigation", name="Vos contrats").get_by_role("link")
    expect(contracts).to_have_count(2)
    expect(contracts.nth(0)).to_have_attribute("aria-current", "page")
    solene = page.get_by_role("listitem").filter(has_text="Solène")
    expect(solene).to_contain_text("Retirée")
    expect(solene).to_contain_text("30\u00a0juin\u00a02025. Ses soins de cette période restent dans vos remboursements")

    contracts.nth(1).click()
    expect(page.get_by_text("Contrat terminé", exact=True).first).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("Horizon"))).to_contain_text("31\u00a0décembre\u00a02024")
    expect(contracts.nth(1)).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("region", name="Votre caisse")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Garanties au 31\u00a0décembre\u00a02024")).to_be_visible()


def test_another_contract_never_shows_the_former_one_while_the_server_is_silent(page: Page) -> None:
    _open_contract(page, TWO_CONTRACTS)
    hold_back_answers(page)
    page.get_by_role("navigation", name="Vos contrats").get_by_role("link").nth(1).click()
    page.wait_for_url("**/contrat?contrat=*")

    expect(page.get_by_text("Nous cherchons votre contrat")).to_be_visible()
    expect(page.locator(".contract, main a[href^='/documents']")).to_have_count(0)


def test_anothers_contract_is_a_missing_page(page: Page) -> None:
    _open_contract(page, TWO_CONTRACTS)
    theirs = page.get_by_role("navigation", name="Vos contrats").get_by_role("link").nth(1).get_attribute("href")
    page.context.clear_cookies()
    enter(page, CAMILLE)
    answer = page.goto(theirs or "")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(routes.NOT_FOUND.title)


@pytest.mark.parametrize("theme", THEMES)
def test_a_group_contract_and_several_contracts_have_no_axe_violation(
    chromium: Browser, server: Server, theme: str
) -> None:
    problems = []
    for login in (COLLECTIVE, TWO_CONTRACTS):
        with tab(chromium, server, color_scheme=theme) as page:
            _open_contract(page, login)
            several = page.get_by_role("navigation", name="Vos contrats").get_by_role("link")
            paths = [routes.CONTRACT.path, *(link.get_attribute("href") or "" for link in several.all()[1:])]
            problems += [problem for path in paths for problem in check(page, path)]

    assert not problems, "\n".join(problems)
