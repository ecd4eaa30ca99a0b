"""« Contact » in a real browser: write, be refused, send once, find the request again, call when somebody answers."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.e2e.conftest import Server
from tests.e2e.looks import THEMES, widths, wrong
from tests.e2e.steps import COLLECTIVE, enter

pytestmark = pytest.mark.e2e

GERARD = "0447215"
# Types 100,000 characters at once, as a paste does; Playwright would need minutes.
PASTE = """(area, text) => {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}"""
MARKUP = "<script>alert(1)</script> <b>gras</b>"


def open_form(page: Page, login: str = GERARD) -> None:
    enter(page, login)
    page.goto("/contact")
    expect(page.get_by_label("Votre demande concerne")).to_be_visible()


def mails(server: Server, words: str) -> list[str]:
    with server.engine().connect() as connection:
        query = text("SELECT text FROM outbox_email WHERE subject LIKE :words ORDER BY id")
        return list(connection.execute(query, {"words": f"%{words}%"}).scalars())


def test_a_member_corrects_the_form_sends_it_and_follows_it(page: Page, server: Server) -> None:
    open_form(page)
    send = page.get_by_role("button", name="Envoyer mon message")
    send.click()
    expect(page.get_by_text("Deux réponses sont à corriger")).to_be_visible()
    expect(page.locator("#a-corriger")).to_be_focused()
    page.get_by_role("link", name="Votre message : Écrivez").click()
    message = page.get_by_label("Votre message", exact=True)
    expect(message).to_be_focused()
    expect(message).to_have_attribute("aria-invalid", "true")

    message.fill(f"Bonjour,\n{MARKUP}")
    send.click()
    expect(page.get_by_text("Une réponse est à corriger")).to_be_visible()
    expect(message).to_have_value(f"Bonjour,\n{MARKUP}")
    page.get_by_label("Votre demande concerne").select_option("Un devis")
    send.dblclick()

    heading = page.get_by_role("heading", name="Votre message est envoyé")
    expect(heading).to_be_focused()
    number = page.locator("main strong.nowrap").inner_text()
    assert len(mails(server, number)) == 1
    page.get_by_role("link", name="Suivre ma demande").click()
    expect(page.get_by_role("heading", name="Un devis", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(MARKUP)
    expect(page.get_by_role("main")).to_contain_text(number)

    page.goto("/contact")
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("")


def test_a_message_too_long_is_counted_held_and_kept(page: Page) -> None:
    open_form(page)
    message = page.get_by_label("Votre message", exact=True)
    message.fill("Bonjour")
    expect(page.locator("#message-reste")).to_have_text("Il vous reste 4\u00a0993 caractères.")
    message.evaluate(PASTE, "mot " * 25_000)
    expect(page.locator("#message-reste")).to_contain_text("95\u00a0000 caractères de trop")
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(message).to_be_focused()
    expect(message).to_have_attribute("aria-invalid", "true")
    assert len(message.input_value()) == 100_000
    expect(page.get_by_text("à corriger")).to_have_count(0)


def test_another_message_starts_from_an_empty_form(page: Page) -> None:
    open_form(page)
    for words in ("La première", "La seconde"):
        page.get_by_label("Votre demande concerne").select_option("Autre chose")
        page.get_by_label("Votre message", exact=True).fill(words)
        page.get_by_role("button", name="Envoyer mon message").click()
        expect(page.get_by_role("heading", name="Votre message est envoyé")).to_be_visible()
        page.get_by_role("button", name="Écrire un autre message").click()
        expect(page.get_by_label("Votre message", exact=True)).to_have_value("")
    page.goto("/suivi")
    expect(page.get_by_role("link", name="Autre chose")).to_have_count(2)


def test_a_member_of_a_group_contract_writes_too_and_reads_the_numbers_to_call(page: Page) -> None:
    open_form(page, COLLECTIVE)
    expect(page.get_by_role("link", name="04\u00a065\u00a071\u00a000\u00a012").first).to_have_attribute(
        "href", "tel:+33465710012"
    )
    expect(page.get_by_text("en ce moment")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("24\u00a0h sur 24")


@pytest.mark.parametrize("theme", THEMES)
def test_a_form_with_errors_has_no_axe_violation(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    open_form(page)
    page.get_by_role("button", name="Envoyer mon message").click()
    expect(page.locator("#a-corriger")).to_be_focused()
    problems = [problem for width in widths(page) for problem in wrong(page, f"at {width}")]
    assert not problems, "\n".join(problems)
