"""One prestation: from the list and from its payment, its extract, what it is linked to, and the way back."""

from io import BytesIO
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlmodel import select

from espace.db import transaction
from espace.domain.labels import LineKind
from espace.models import Beneficiary, Member, PaymentLine
from tests.e2e.conftest import Server
from tests.e2e.steps import CAMILLE, COLLECTIVE, MANY, enter

pytestmark = pytest.mark.e2e

PAGE = "/remboursements/prestation"


def opened(page: Page, heading: str) -> None:
    """Wait until the detail of a prestation stands under this title."""
    page.wait_for_url(f"**{PAGE}?id=*")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.get_by_role("heading", name="Le calcul")).to_be_visible()


def line_of(server: Server, member: str, kind: LineKind) -> str:
    """Return the public id of a member's latest line of a kind."""
    query = (
        select(PaymentLine.public_id)
        .join(Member, Member.id == PaymentLine.member_id)
        .where(Member.member_number == member, PaymentLine.kind == kind)
        .order_by(PaymentLine.paid_on.desc())
    )
    with transaction(server.engine()) as session:
        found = session.exec(query).first()
    assert found is not None
    return found


def test_a_click_anywhere_on_a_line_of_the_list_opens_its_detail(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Santé", exact=True).click()
    row = page.locator("article.payment tbody tr").nth(1)
    act = row.locator(".row-link").inner_text()
    row.locator(".cell-cost").click(force=True)  # the link lies over the whole row

    opened(page, act)
    expect(page.locator("section", has_text="Qui a payé quoi").locator(".legend > div")).to_have_count(3)


def test_the_keyboard_opens_a_line_and_its_whole_row_shows_the_focus(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Santé", exact=True).click()
    link = page.locator(".row-link").first
    act = link.inner_text()
    link.focus()
    ring = link.evaluate("e => { const r = getComputedStyle(e, '::after'); return [r.outlineStyle, r.position]; }")
    assert ring[1] == "absolute"
    page.keyboard.press("Enter")

    opened(page, act)
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_the_amounts_of_the_page_add_up(page: Page) -> None:
    enter(page)
    page.locator(".pay").first.click()
    page.locator(".row-link").first.click()
    expect(page.get_by_role("heading", name="Le calcul")).to_be_visible()

    said = dict(page.locator("[aria-labelledby=calcul] tbody tr").evaluate_all(
        "rows => rows.map((row) => [row.cells[0].firstChild.textContent, row.cells[1].textContent])"
    ))  # fmt: skip
    left = page.locator("[aria-labelledby=calcul] tfoot td").inner_text()
    parts = [said["Part de l’Assurance Maladie (RO)"], said["Part de la mutuelle (RC)"], left]
    assert sum(map(_cents, parts)) == _cents(said["Dépense"])
    assert page.locator(".legend dd").all_inner_texts() == parts


def test_the_prestation_alone_is_downloaded_as_an_extract(page: Page) -> None:
    enter(page)
    page.locator(".pay").first.click()
    page.locator(".row-link").nth(1).click()
    expect(page.get_by_role("heading", name="Les références")).to_be_visible()
    amount, title = page.locator(".pay-summary .big").inner_text(), page.get_by_role("heading", level=1).inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger cette prestation").click()

    assert download.value.suggested_filename.startswith("prestation-")
    pdf = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    said = " ".join(pdf.pages[0].extract_text().split())
    for words in ("Extrait du relevé : une prestation", "ligne n° 2", title, amount):
        assert " ".join(words.split()) in said


def test_a_correction_and_the_corrected_prestation_lead_to_each_other(page: Page, server: Server) -> None:
    enter(page)
    correction = line_of(server, CAMILLE, LineKind.CORRECTION)
    page.goto(f"{PAGE}?id={correction}")
    expect(page.locator(".pay-summary")).to_contain_text("Repris par la mutuelle")
    page.get_by_role("link", name="Cette ligne corrige la prestation payée le").click()

    back = page.get_by_role("link", name="Cette prestation a été corrigée le")
    expect(back).to_be_visible()
    expect(page.locator(".pay-summary")).to_contain_text("Versé par la mutuelle")
    back.click()
    page.wait_for_url(f"**{PAGE}?id={correction}")


def test_a_recovered_deduction_leads_to_its_care_and_back(page: Page, server: Server) -> None:
    enter(page)
    recovered = line_of(server, CAMILLE, LineKind.RECOVERED_DEDUCTION)
    page.goto(f"{PAGE}?id={recovered}")
    page.get_by_role("link", name="Cette retenue concerne des soins payés le").click()
    expect(page.get_by_role("heading", name="Prestations liées")).to_be_visible()
    page.get_by_role("link", name="a été récupérée le").click()

    page.wait_for_url(f"**{PAGE}?id={recovered}")


def test_one_comes_back_to_the_same_page_of_the_search_and_to_the_payment_left(page: Page) -> None:
    enter(page, MANY)
    page.goto("/remboursements?page=2")
    payment = page.locator("article.payment").nth(1)
    title = payment.locator("h3").inner_text()
    payment.locator(".row-link").first.click()
    expect(page.get_by_role("heading", name="Le calcul")).to_be_visible()
    page.get_by_role("link", name="Voir tout le paiement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.locator(".row-link").first.click()
    page.get_by_role("link", name="Retourner à l’écran de recherche").click()

    page.wait_for_url("**/remboursements?page=2#p*")
    expect(page.get_by_role("link", name=title)).to_be_focused()

    page.locator("article.payment").nth(2).locator(".row-link").first.click()
    expect(page.get_by_role("heading", name="Le calcul")).to_be_visible()
    page.go_back()
    expect(page.locator("article.payment h3 a").nth(2)).to_be_focused()


def test_another_adults_care_is_paid_for_and_not_told(page: Page, server: Server) -> None:
    with transaction(server.engine()) as session:
        query = (
            select(PaymentLine.public_id, PaymentLine.act_label)
            .join(Beneficiary, Beneficiary.id == PaymentLine.beneficiary_id)
            .join(Member, Member.id == PaymentLine.member_id)
            .where(Beneficiary.relationship == "spouse", Beneficiary.care_shared_on.is_(None))
            .where(Member.member_number == COLLECTIVE, PaymentLine.kind == LineKind.CARE)
        )
        public_id, act = session.exec(query).first()
    enter(page, COLLECTIVE)
    page.goto(f"{PAGE}?id={public_id}")

    opened(page, "Acte confidentiel")
    expect(page.get_by_text("Le secret médical les protège")).to_be_visible()
    said = page.get_by_role("main").inner_text()
    assert act not in said
    assert "Base de remboursement" not in said
    assert "N° de décompte" not in said


def test_anothers_prestation_is_the_same_404_as_a_missing_one(page: Page, server: Server) -> None:
    foreign = line_of(server, MANY, LineKind.CARE)
    enter(page)
    shown = []
    for identifier in (foreign, "does-not-exist"):
        page.goto(f"{PAGE}?id={identifier}")
        expect(page.locator(".menu__name")).to_contain_text("Camille")
        expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
        shown.append(page.get_by_role("main").inner_text())
    assert shown[0] == shown[1]

    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    for path in (PAGE, "/documents/prestation"):
        answers = [
            httpx.get(f"{server.url}{path}", params={"id": identifier}, cookies=cookies)
            for identifier in (foreign, "does-not-exist", "")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1


def _cents(amount: str) -> int:
    sign = -1 if "−" in amount else 1
    return sign * int("".join(character for character in amount if character.isdigit()))
