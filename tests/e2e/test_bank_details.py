"""« Mon RIB » in a real browser: see the account, change it, say no to the change, on screen and by the e-mail."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import Row, text, update
from sqlmodel import SQLModel, col, select

from espace.demo.people import PASSWORD
from espace.models import Account, BankDetailsChange, EmailToken, Member
from tests.e2e.conftest import Server
from tests.e2e.looks import THEMES, widths, wrong
from tests.e2e.secrets import found_in
from tests.e2e.steps import CAMILLE, COLLECTIVE, MANY, NOTHING, enter, log_out

pytestmark = pytest.mark.e2e

NEW = "FR14 2004 1010 0505 0001 3M02 606"
CAMILLES = "FR76 9999 9132 9920 2610 0071 471"


def _open(page: Page, login: str) -> None:
    enter(page, login)
    page.goto("/remboursements/rib")
    expect(page.get_by_role("heading", name="Compte actuel")).to_be_visible()


def _ask(page: Page, iban: str = NEW) -> None:
    page.get_by_label("Nouvel IBAN").fill(iban)
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Enregistrer ce compte").click()
    expect(page.get_by_role("heading", name="Votre nouveau compte")).to_be_visible()


def _mails(server: Server, login: str) -> list[Row]:
    query = """SELECT subject, text FROM outbox_email JOIN account ON account.email = recipient
        JOIN member ON member.id = account.member_id WHERE member_number = :login ORDER BY outbox_email.id"""
    with server.engine().connect() as connection:
        return list(connection.execute(text(query), {"login": login}))


def _link(server: Server, login: str) -> str:
    found = re.search(r"http\S+/rib/annuler\?lien=\S+", _mails(server, login)[-1].text)
    assert found
    return found[0]


def _set(server: Server, table: type[SQLModel], login: str, **values: datetime) -> None:
    """Write instants into the rows of a member."""
    rows = table.__table__
    whose = select(col(Member.id)).where(col(Member.member_number) == login).scalar_subquery()
    with server.engine().begin() as connection:
        connection.execute(update(rows).where(rows.c.member_id == whose).values(values))


def test_the_account_is_shown_by_its_ends_and_whole_for_the_password_only(page: Page, server: Server) -> None:
    _open(page, CAMILLE)
    expect(page.locator(".tabs [aria-current]")).to_have_text("RIB")
    card = page.locator("section", has=page.get_by_role("heading", name="Compte actuel"))
    expect(card).to_contain_text("FR76 •••• •••• •••• •••• •••• 471")
    expect(card.get_by_text("se terminant par 471")).to_have_count(1)
    expect(card).to_contain_text("Utilisé pour vos remboursements depuis")
    assert CAMILLES not in page.content()

    page.get_by_role("button", name="Voir l’IBAN entier").click()
    password = page.get_by_label("Mot de passe", exact=True)
    expect(password).to_be_focused()
    password.fill("pas celui-là")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Ce n’est pas votre mot de passe actuel")
    expect(password).to_have_attribute("aria-invalid", "true")
    password.fill(PASSWORD)
    page.keyboard.press("Enter")
    whole = page.get_by_label("Votre IBAN entier")
    expect(whole).to_have_value(CAMILLES)
    expect(whole).to_be_focused()

    storage = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert found_in(storage.encode(), CAMILLES) == []
    page.get_by_role("button", name="Masquer").click()
    expect(whole).to_be_hidden()
    expect(page.locator("#iban-entier")).to_have_value("")


def test_leaving_the_page_hides_the_whole_number(page: Page) -> None:
    _open(page, CAMILLE)
    page.get_by_role("button", name="Voir l’IBAN entier").click()
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre IBAN entier")).to_have_value(CAMILLES)
    page.locator(".tabs").get_by_role("link", name="Consultation").click()
    expect(page.locator("article.payment").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Voir l’IBAN entier")).to_be_visible()
    expect(page.locator("#iban-entier")).to_have_value("")


def test_the_number_is_judged_as_it_is_typed_and_what_was_typed_stays(page: Page) -> None:
    _open(page, CAMILLE)
    field, said = page.get_by_label("Nouvel IBAN"), page.locator("#iban-etat")
    expect(said).to_have_attribute("role", "status")
    for typed, look, words in (
        (NEW[:19], "wait", "Encore 11\u00a0caractères."),
        (NEW[:-1] + "0", "error", "La clé de cet IBAN ne correspond pas"),
        (NEW.lower(), "ok", "IBAN correct\u00a0: 27\u00a0caractères, clé vérifiée. Banque\u00a0: LA BANQUE POSTALE"),
    ):
        field.fill("")
        field.press_sequentially(typed, delay=5)
        expect(said).to_contain_text(words)
        expect(said).to_have_class(f"msg msg--{look}")
        expect(said.locator("svg.icon")).to_have_count(1)

    page.get_by_label("Titulaire du compte").fill("")
    page.get_by_role("button", name="Enregistrer ce compte").click()
    expect(page.locator("#a-corriger")).to_be_focused()
    expect(page.locator("#a-corriger")).to_contain_text("Indiquez le nom du titulaire")
    expect(field).to_have_value(NEW.lower())
    page.get_by_label("Titulaire du compte").fill("Camille Roux-Fabre")
    page.get_by_role("button", name="Enregistrer ce compte").click()
    expect(page.locator("#a-corriger")).to_contain_text("Tapez votre mot de passe actuel.")
    expect(field).to_have_value(NEW.lower())


def test_a_member_of_a_collective_contract_changes_the_account_and_says_no_on_screen(
    page: Page, server: Server
) -> None:
    _open(page, COLLECTIVE)
    _ask(page)
    expect(page.locator("#enregistre")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Votre demande est enregistrée.")).to_be_visible()
    waiting = page.locator("section", has=page.get_by_role("heading", name="Votre nouveau compte"))
    expect(waiting).to_contain_text("FR14 •••• •••• •••• •••• •••• 606")
    expect(waiting).to_contain_text(re.compile(r"Utilisé à partir du.*\d{4} à.\d+.h.\d\d"))
    mail = _mails(server, COLLECTIVE)[-1]
    assert mail.subject == "Votre compte bancaire va changer"
    assert "606" not in mail.text.partition("lien=")[0]

    page.reload()
    page.get_by_role("button", name="Annuler ce changement").click()
    expect(page.get_by_role("status").filter(has_text="Le changement est annulé.")).to_be_visible()
    expect(page.get_by_role("heading", name="Changer de compte bancaire")).to_be_visible()
    assert _mails(server, COLLECTIVE)[-1].subject == "Le changement de compte bancaire est annulé"


def test_the_link_of_the_email_says_no_without_a_session_once(
    page: Page, server: Server, visit: BrowserContext
) -> None:
    _open(page, MANY)
    _ask(page)
    link = _link(server, MANY)
    log_out(page)
    visit.request.get(link)  # what a mail scanner does
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text("Bonjour Odette")
    expect(page.get_by_role("main")).not_to_contain_text("606")
    page.get_by_role("button", name="Annuler ce changement").click()
    expect(page.get_by_role("alert")).to_contain_text("Le changement est annulé")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("déjà annulé")
    page.goto("/rib/annuler?lien=inconnu")
    expect(page.get_by_role("alert")).to_contain_text("Ce lien n’est pas valable")

    _open(page, MANY)
    expect(page.get_by_role("heading", name="Changer de compte bancaire")).to_be_visible()


def test_the_new_account_is_used_by_itself_when_its_time_has_come(page: Page, server: Server) -> None:
    _open(page, MANY)
    _ask(page)
    link = _link(server, MANY)
    now = datetime.now(UTC)
    _set(server, BankDetailsChange, MANY, effective_at=now)
    _set(server, EmailToken, MANY, expires_at=now)
    page.goto("/accueil")
    for _ in range(40):  # nobody looks at the account: the task of the server does it
        if _mails(server, MANY)[-1].subject == "Votre nouveau compte bancaire est utilisé":
            break
        page.wait_for_timeout(250)
    page.goto("/remboursements/rib")
    expect(page.get_by_text("FR14 •••• •••• •••• •••• •••• 606")).to_be_visible()
    expect(page.get_by_role("heading", name="Changer de compte bancaire")).to_be_visible()
    assert _mails(server, MANY)[-1].subject == "Votre nouveau compte bancaire est utilisé"
    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("Le délai pour annuler est passé")

    page.goto("/remboursements/rib")
    page.get_by_label("Nouvel IBAN").fill(NEW)
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Enregistrer ce compte").click()
    expect(page.locator("#a-corriger")).to_contain_text("Ce compte est déjà celui de vos remboursements")


def test_after_a_new_password_the_page_says_from_when_a_change_is_possible(page: Page, server: Server) -> None:
    _set(server, Account, NOTHING, password_changed_at=datetime.now(UTC))
    _open(page, NOTHING)
    expect(page.get_by_text("Un peu de patience")).to_be_visible()
    expect(
        page.get_by_text(re.compile("vous pourrez changer de compte bancaire à partir du .* à.\\d+.h"))
    ).to_be_visible()
    expect(page.get_by_label("Nouvel IBAN")).to_have_count(0)


@pytest.mark.parametrize("theme", THEMES)
def test_every_state_of_the_page_has_no_axe_violation(chromium: Browser, server: Server, theme: str) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme)
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems: list[str] = []

    def look(state: str) -> None:
        for width in widths(page):
            problems.extend(wrong(page, f"{state} at {width}"))

    _open(page, CAMILLE)
    page.get_by_role("button", name="Enregistrer ce compte").click()
    expect(page.locator("#a-corriger")).to_be_visible()
    look("refused")
    page.get_by_role("button", name="Voir l’IBAN entier").click()
    page.get_by_label("Mot de passe", exact=True).fill("non")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ce n’est pas votre mot de passe actuel")).to_be_visible()
    look("password refused")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre IBAN entier")).to_have_value(CAMILLES)
    look("whole")
    _ask(page)
    look("waiting")
    page.goto(_link(server, CAMILLE))
    expect(page.get_by_role("button", name="Annuler ce changement")).to_be_visible()
    look("link")
    page.get_by_role("button", name="Annuler ce changement").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("cancelled")
    context.close()
    assert not problems, "\n".join(problems)
