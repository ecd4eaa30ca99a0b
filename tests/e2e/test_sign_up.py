"""From the member card to an open space, in a browser: the e-mails are read in the demonstration's mailbox."""

import re
import shutil
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from queue import Queue

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Server, free_port, portal, watch
from tests.e2e.steps import before_scripts, log_in, log_out

pytestmark = pytest.mark.e2e

SOFIA = {
    "num": "0541190",
    "nom": "LAMBERT",
    "prenom": "Sofia",
    "naiss": "02/04/1994",
    "nir": "2 94 04 83 999 012 92",
    "mail": "sofia.lambert@example.org",
}
PASSWORD = "le vieux phare clignote encore"


@pytest.fixture
def alone(chromium: Browser, tmp_path: Path, demonstration: Path) -> Iterator[tuple[Page, Server]]:
    """A visitor of a server of their own: what is created here stays here."""
    shutil.copy(demonstration, tmp_path)
    server = portal(tmp_path, ESPACE_OUTGOING_FOLDER=str(tmp_path / "courrier"))
    server.start()
    context = chromium.new_context(base_url=server.url, locale="fr-FR")
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems = watch(page)
    yield page, server
    context.close()
    server.stop()
    assert not problems, problems


def ask(page: Page, **answers: str) -> None:
    page.goto("/creer-mon-espace")
    expect(page.get_by_role("heading", name="Créer mon espace personnel")).to_be_visible()
    for name, value in {**SOFIA, **answers}.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Un e-mail vous attend")).to_be_visible()


def follow(page: Page, subject: str, path: str) -> None:
    """Open the newest e-mail of that subject and follow its link."""
    page.goto("/courrier")
    page.get_by_role("link", name=subject).first.click()
    page.get_by_role("article").locator(f"a[href*='{path}']").first.click()
    page.wait_for_url(re.compile(path))


def choose(page: Page, button: str) -> None:
    page.locator("#mot_de_passe").fill(PASSWORD)
    expect(page.locator(".rules .is-ok")).to_have_count(3)
    page.get_by_role("button", name=button).click()


def test_a_member_creates_a_space_and_logs_in(alone: tuple[Page, Server]) -> None:
    page, _ = alone
    ask(page)
    follow(page, "Activez votre espace", "/activation")
    link = page.url
    choose(page, "Activer mon espace")
    expect(page.get_by_text("Votre espace est ouvert")).to_be_visible()

    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("déjà servi")
    log_in(page, SOFIA["mail"], PASSWORD)
    page.wait_for_url("**/accueil")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Sofia")


def test_an_address_that_is_not_on_file_needs_the_posted_code(alone: tuple[Page, Server]) -> None:
    page, server = alone
    ask(page, mail="une.autre@example.org")
    follow(page, "Activez votre espace", "/activation")
    page.get_by_role("button", name="Confirmer mon adresse et recevoir le code").click()
    expect(page.get_by_text("Votre code part par courrier")).to_be_visible()
    (letter,) = Path(server.environment["ESPACE_OUTGOING_FOLDER"]).glob("*.pdf")
    code = re.search(r"[A-Z0-9]{4}(?:[ -][A-Z0-9]{4}){2}", PdfReader(letter).pages[0].extract_text())
    assert code is not None

    page.get_by_role("link", name="J’ai reçu mon code").click()
    page.locator("#num").fill(SOFIA["num"])
    page.locator("#code").fill("ABCD-EFGH-JKLM")
    choose(page, "Ouvrir mon espace")
    expect(page.get_by_role("alert")).to_contain_text("Ce code ne convient pas")
    page.locator("#code").fill(code[0].lower())
    page.get_by_role("button", name="Ouvrir mon espace").click()
    expect(page.get_by_text("Votre espace est ouvert")).to_be_visible()
    log_in(page, SOFIA["num"], PASSWORD)
    page.wait_for_url("**/accueil")


def test_a_form_sent_before_the_page_is_alive_is_sent_once_it_is(alone: tuple[Page, Server]) -> None:
    page, _ = alone
    with before_scripts(page, "/creer-mon-espace"):
        for name, value in SOFIA.items():
            page.locator(f"#{name}").fill(value)
        page.get_by_role("button", name="Envoyer").click()
        expect(page.get_by_role("button", name="Envoyer")).to_have_attribute("aria-busy", "true")

    expect(page.get_by_role("heading", name="Un e-mail vous attend")).to_be_visible()
    assert page.evaluate("performance.getEntries().every((entry) => !entry.name.includes('num='))")
    expect(page).to_have_url(re.compile("/creer-mon-espace$"))
    page.goto("/courrier")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_the_screen_says_the_same_for_a_card_that_is_nobodys(alone: tuple[Page, Server]) -> None:
    page, _ = alone
    shown = []
    for answers in ({}, {"num": "9999999"}, {"naiss": "03/04/1994"}, {"num": "0472318"}):
        ask(page, **answers)
        shown.append(re.sub(r"\d+ h \d+", "", page.get_by_role("main").inner_text().replace("\u00a0", " ")))

    assert len(set(shown)) == 1
    page.goto("/courrier")
    expect(page.locator("tbody tr")).to_have_count(4)


def test_what_was_typed_stays_and_each_error_stands_beside_its_field(alone: tuple[Page, Server]) -> None:
    page, _ = alone
    page.goto("/creer-mon-espace")
    typed = {"num": "054119", "nom": "<b>", "prenom": "", "naiss": "31/02/1994", "nir": "2 94", "mail": "a@b"}
    for name, value in typed.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="Envoyer").click()

    expect(page.get_by_role("alert")).to_contain_text("6 réponses sont à corriger")
    expect(page.locator(".msg--error")).to_have_count(6)
    for name, value in typed.items():
        expect(page.locator(f"#{name}")).to_have_value(value)
        expect(page.locator(f"#{name}")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("alert").get_by_role("link", name="Adresse e-mail").click()
    expect(page.locator("#mail")).to_be_focused()


def test_the_mail_can_be_sent_again_without_typing_again(alone: tuple[Page, Server]) -> None:
    page, _ = alone
    ask(page)
    page.get_by_role("button", name="Renvoyer l’e-mail").click()
    expect(page.get_by_role("heading", name="Un e-mail vous attend")).to_be_visible()
    page.get_by_role("button", name="Corriger mon formulaire").click()
    expect(page.locator("#nir")).to_have_value(SOFIA["nir"])
    page.goto("/courrier")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_a_lost_password_is_replaced_and_other_sessions_end(alone: tuple[Page, Server], chromium: Browser) -> None:
    page, server = alone
    log_in(page)
    page.wait_for_url("**/accueil")
    other = chromium.new_context(base_url=server.url).new_page()
    other.goto("/mot-de-passe-oublie")
    said = []
    for login in ("0472318", "inconnue@example.org"):
        other.get_by_label("Identifiant").fill(login)
        other.get_by_role("button", name="Recevoir l’e-mail").click()
        expect(other.get_by_role("alert")).to_be_visible()
        said.append(other.get_by_role("alert").inner_text())
    assert said[0] == said[1]

    follow(other, "mot de passe", "/nouveau-mot-de-passe")
    choose(other, "Enregistrer mon mot de passe")
    expect(other.get_by_text("Votre mot de passe est changé")).to_be_visible()
    page.get_by_role("link", name="Santé", exact=True).click()
    page.wait_for_url(re.compile("/connexion"))
    log_in(other, "0472318", PASSWORD)
    other.wait_for_url("**/accueil")
    log_out(other)
    other.context.close()


class Postbox:
    """What a real SMTP server was given, one e-mail at a time."""

    def __init__(self) -> None:
        self.mails: Queue[str] = Queue()

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        mail = message_from_bytes(envelope.content, policy=default)
        self.mails.put(mail.get_body(("plain",)).get_content())
        return "250 OK"


def test_the_same_by_a_real_smtp_server(chromium: Browser, tmp_path: Path, demonstration: Path) -> None:
    shutil.copy(demonstration, tmp_path)
    postbox = Postbox()
    post = Controller(postbox, hostname="127.0.0.1", port=free_port())
    post.start()
    smtp = {"ESPACE_SMTP_HOST": "127.0.0.1", "ESPACE_SMTP_PORT": str(post.port), "ESPACE_SMTP_SECURITY": "none"}
    server = portal(tmp_path, **smtp)
    server.start()
    page = chromium.new_context(base_url=server.url).new_page()
    try:
        ask(page)
        link = re.search(rf"{server.url}/activation\S+", postbox.mails.get(timeout=20))
        assert link is not None
        page.goto(link[0])
        choose(page, "Activer mon espace")
        expect(page.get_by_text("Votre espace est ouvert")).to_be_visible()
        assert "Sofia" in postbox.mails.get(timeout=20)
        log_in(page, SOFIA["num"], PASSWORD)
        page.wait_for_url("**/accueil")
        assert page.request.get("/courrier").status == 404
    finally:
        page.context.close()
        server.stop()
        post.stop()
