"""Documents joined to a message, in a real browser: progress, refusals, taking out, taking back; and raw requests."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests import pieces
from tests.e2e.conftest import Server
from tests.e2e.looks import wrong
from tests.e2e.steps import COLLECTIVE, enter, log_out
from tests.e2e.test_contact import GERARD, open_form

pytestmark = pytest.mark.e2e


def _file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def _choose(page: Page, *files: dict[str, object]) -> None:
    page.locator("#fichiers").set_input_files(list(files))  # type: ignore[arg-type]


def _send(page: Page) -> None:
    page.get_by_label("Votre demande concerne").select_option("Un devis")
    page.get_by_label("Votre message").fill("Voici mon devis.")
    page.get_by_role("button", name="Envoyer mon message").click()


def test_a_member_joins_documents_takes_one_out_and_finds_the_others_again(page: Page) -> None:
    open_form(page)
    _choose(page, _file("devis d’Inès.pdf", pieces.pdf()), _file("photo.jpg", pieces.picture_with_place()))
    expect(page.get_by_role("button", name="Retirer photo.jpg")).to_be_visible()
    _choose(page, _file("trop.pdf", pieces.pdf()))
    page.get_by_role("button", name="Retirer trop.pdf").press("Enter")
    expect(page.get_by_text("trop.pdf", exact=True)).to_have_count(0)
    expect(page.locator("#fichiers")).to_be_focused()
    _send(page)
    page.get_by_role("link", name="Suivre ma demande").click()

    expect(page.locator(".file")).to_have_count(2)
    with page.expect_download() as started:
        page.get_by_role("link", name="Télécharger devis d’Inès.pdf").click()
    assert started.value.suggested_filename == "devis d’Inès.pdf"
    assert Path(started.value.path()).read_bytes() == pieces.pdf()
    with page.expect_download() as started:
        page.get_by_role("link", name="Télécharger photo.jpg").click()
    assert b"chez Alice" not in Path(started.value.path()).read_bytes()


def test_each_refused_file_says_why_beside_its_name_and_the_form_can_still_be_sent(page: Page) -> None:
    open_form(page)
    _choose(
        page,
        _file("page.pdf", b"<html>"),
        _file("secret.pdf", pieces.locked_pdf()),
        _file("gros.pdf", b"%PDF-" + b"0" * 6_000_000),
        _file("bon.pdf", pieces.pdf()),
    )
    expect(page.get_by_role("button", name="Retirer bon.pdf")).to_be_visible()
    refused = page.locator(".file--error")
    expect(refused).to_have_count(3)
    for words in ("ni un PDF, ni une photo", "protégé par un mot de passe", "dépasse 5\u00a0Mo"):
        expect(refused.filter(has_text=words)).to_be_visible()
    assert wrong(page, "files") == []
    page.get_by_role("button", name="Retirer page.pdf").click()
    expect(refused).to_have_count(2)
    expect(page.locator("#fichiers")).to_be_focused()
    _send(page)
    page.get_by_role("link", name="Suivre ma demande").click()
    expect(page.locator(".file")).to_have_count(1)


def test_a_sixth_file_is_refused_and_a_place_given_back_is_free_again(page: Page) -> None:
    open_form(page)
    _choose(page, *(_file(f"page-{number}.pdf", pieces.pdf()) for number in range(6)))
    expect(page.locator(".file:not(.file--error)").get_by_role("button", name=re.compile("^Retirer"))).to_have_count(5)
    expect(page.locator(".file--error")).to_contain_text("cinq fichiers au plus")
    page.get_by_role("button", name="Retirer page-0.pdf").click()
    expect(page.get_by_text("page-0.pdf", exact=True)).to_have_count(0)
    _choose(page, _file("derniere.pdf", pieces.pdf()))
    expect(page.get_by_role("button", name="Retirer derniere.pdf")).to_be_visible()


def test_a_form_waits_for_a_file_that_is_still_on_its_way(page: Page) -> None:
    open_form(page)
    held: list[Route] = []
    page.route("**/documents/piece-jointe", lambda route: held.append(route))
    _choose(page, _file("lent.pdf", pieces.pdf()))
    expect(page.get_by_role("progressbar", name="Envoi de lent.pdf")).to_be_visible()
    _send(page)
    expect(page.get_by_text("Attendez la fin de l’envoi")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_role("button", name="Retirer lent.pdf")).to_be_visible()
    _send(page)
    expect(page.get_by_role("heading", name="Votre message est envoyé")).to_be_visible()


def test_a_file_on_its_way_can_be_stopped(page: Page) -> None:
    open_form(page)
    page.route("**/documents/piece-jointe", lambda _: None)
    _choose(page, _file("lent.pdf", pieces.pdf()))
    page.get_by_role("button", name="Annuler l’envoi de lent.pdf").click()
    expect(page.locator(".file")).to_have_count(0)


def test_a_cut_connection_is_said_and_nothing_else_is_lost(visit: BrowserContext) -> None:
    page = visit.new_page()  # its console speaks of the cut
    open_form(page)
    page.route("**/documents/piece-jointe", lambda route: route.abort())
    _choose(page, _file("devis.pdf", pieces.pdf()))
    expect(page.locator(".file--error")).to_contain_text("Vérifiez votre connexion")
    page.unroute("**/documents/piece-jointe")
    _choose(page, _file("devis.pdf", pieces.pdf()))
    expect(page.get_by_role("button", name="Retirer devis.pdf")).to_be_visible()


def test_somebody_elses_document_is_not_found(page: Page) -> None:
    open_form(page)
    _choose(page, _file("devis.pdf", pieces.pdf()))
    expect(page.get_by_role("button", name="Retirer devis.pdf")).to_be_visible()
    _send(page)
    page.get_by_role("link", name="Suivre ma demande").click()
    document = page.get_by_role("link", name="Télécharger devis.pdf").get_attribute("href")
    request = page.url
    log_out(page)
    enter(page, COLLECTIVE)
    assert page.request.get(str(document)).status == 404
    page.goto(request)
    expect(page.get_by_role("heading", name="Page introuvable")).to_be_visible()


def test_thirty_megabytes_are_refused_with_an_answer_by_the_real_server(page: Page, server: Server) -> None:
    open_form(page, GERARD)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    headers = {"Origin": server.url, "X-Formulaire": "A" * 22, "X-Nom-Fichier": "gros.pdf"}
    body = b"%PDF-1.7\n" + b"0" * 30 * 1024 * 1024
    with httpx.Client(base_url=server.url, cookies=cookies, headers=headers, timeout=30) as client:
        try:
            answer = client.post("/documents/piece-jointe", content=body)
            assert answer.status_code == 413
        except httpx.WriteError:
            pass  # cut off while it was still writing: as good a refusal
        assert client.get("/sante").status_code == 200
