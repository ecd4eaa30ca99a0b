"""All the statements of a search in a browser: progress, cancelling, a session that ends, and no script at all."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Download, Page, Route, expect
from pypdf import PdfReader

from tests.e2e.steps import CAMILLE, MANY, enter

pytestmark = pytest.mark.e2e

YEARS = "/remboursements?du=01/01/2020&au=31/12/2026"
SLOW_FRAMES = b'{"name": "releves.pdf", "type": "application/pdf", "of": 400}\n{"done": 12}\n'


def _all(page: Page) -> None:
    page.get_by_role("link", name="Télécharger tous les relevés de la période").click()


def _found(page: Page) -> int:
    """Open the search of MANY over many years; return how many payments it finds."""
    enter(page, MANY)
    page.goto(YEARS)
    return int(page.locator("#resultats").inner_text().split()[0])


def _bytes(download: Download, folder: Path) -> bytes:
    download.save_as(folder / "file")
    return (folder / "file").read_bytes()


def test_every_statement_of_many_years_comes_in_one_file_with_its_progress(page: Page, tmp_path: Path) -> None:
    count = _found(page)
    assert count > 100
    page.evaluate(
        """() => {
          window.told = [];
          const bar = document.querySelector("progress");
          new MutationObserver(() => window.told.push(bar.value)).observe(bar, { attributes: true });
        }"""
    )
    with page.expect_download() as coming:
        _all(page)
    assert coming.value.suggested_filename == "releves-2020-01-01-2026-12-31.pdf"
    reader = PdfReader(BytesIO(_bytes(coming.value, tmp_path)))
    assert len({entry.title for entry in reader.outline}) == len(reader.outline) == count + 1
    told = page.evaluate("window.told")
    assert told == sorted(told)
    assert (told[-1], len(set(told)) > 10) == (count, True)
    expect(page.get_by_role("status").filter(has_text="Vos relevés sont téléchargés.")).to_have_count(1)
    expect(page.locator('[data-part="name"]')).to_have_text("releves-2020-01-01-2026-12-31.pdf")


def test_the_other_formats_are_a_fold_away(page: Page, tmp_path: Path) -> None:
    count = _found(page)
    page.get_by_text("Autres formats").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Un PDF par relevé, dans un dossier ZIP").click()
    assert coming.value.suggested_filename == "releves-2020-01-01-2026-12-31.zip"
    with ZipFile(BytesIO(_bytes(coming.value, tmp_path))) as opened:
        assert len(set(opened.namelist())) == count
    with page.expect_download() as coming:
        page.get_by_role("link", name="Les soins dans un tableau (CSV)").click()
    assert coming.value.suggested_filename == "remboursements-2020-01-01-2026-12-31.csv"
    table = _bytes(coming.value, tmp_path).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(table, newline=""), delimiter=";"))
    assert len({row["N° de paiement"] for row in rows}) == count


def _slow(page: Page) -> None:
    """Answer a download with its beginning alone, and never end: what a page sees of a very long one."""
    page.add_init_script(
        f"""
        const real = window.fetch;
        window.fetch = (address, options) => {{
          if (!String(address).includes("/documents/")) {{ return real(address, options); }}
          const body = new ReadableStream({{
            start(frames) {{
              frames.enqueue(new TextEncoder().encode({SLOW_FRAMES.decode()!r}));
              options.signal.addEventListener("abort", () => {{
                window.aborted = true;
                sessionStorage.setItem("aborted", "yes");
                frames.error(new DOMException("", "AbortError"));
              }});
            }},
          }});
          const headers = {{ "content-type": options.headers.Accept }};
          return Promise.resolve(new Response(body, {{ headers }}));
        }};
        """
    )


def test_long_work_shows_how_far_it_is_and_can_be_cancelled_by_keyboard(page: Page) -> None:
    _slow(page)
    _found(page)
    link = page.get_by_role("link", name="Télécharger tous les relevés de la période")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Préparation des relevés : 12 sur 400").first).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "12")
    violations = Axe().run(page, context=".bulk").response["violations"]
    assert violations == []
    page.get_by_role("button", name="Annuler").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Téléchargement annulé.")).to_have_count(1)
    expect(page.get_by_role("button", name="Annuler")).to_be_hidden()
    expect(link).to_be_focused()
    assert page.evaluate("window.aborted")


def test_leaving_the_page_cancels_what_is_in_hand(page: Page) -> None:
    _slow(page)
    _found(page)
    _all(page)
    expect(page.get_by_role("button", name="Annuler")).to_be_visible()
    page.get_by_role("link", name="RIB").first.click()
    page.wait_for_url("**/remboursements/rib")
    page.wait_for_function("() => sessionStorage.getItem('aborted') === 'yes'")


def test_a_download_that_is_cut_short_says_what_to_do(page: Page) -> None:
    _found(page)

    def cut(route: Route) -> None:
        headers = {"content-type": "application/vnd.espace.progress"}
        route.fulfill(status=200, headers=headers, body=SLOW_FRAMES)

    page.route("**/documents/releves**", cut)
    _all(page)
    expect(page.get_by_role("alert").filter(has_text="La connexion a été interrompue")).to_be_visible()
    page.unroute("**/documents/releves**", cut)
    with page.expect_download():
        _all(page)
    expect(page.get_by_role("alert").filter(has_text="interrompue")).to_have_count(0)


def test_what_the_server_refuses_is_said_in_its_words(page: Page) -> None:
    enter(page, CAMILLE)
    page.goto("/remboursements")
    page.locator(".bulk > a").evaluate("link => { link.href += '&pro=personne'; }")
    _all(page)
    expect(page.get_by_role("alert").filter(has_text="Aucun paiement ne correspond")).to_be_visible()


def test_after_the_session_has_ended_the_login_page_comes(page: Page, visit: BrowserContext) -> None:
    _found(page)
    visit.clear_cookies()
    _all(page)
    page.wait_for_url("**/connexion?suite=/documents/releves**")


def test_without_javascript_the_link_downloads_the_same_file(visit: BrowserContext, page: Page, tmp_path: Path) -> None:
    enter(page, CAMILLE)
    page.goto("/remboursements")
    address = page.locator(".bulk > a").get_attribute("href")
    with page.expect_download() as coming:
        page.evaluate("address => { window.location.assign(address); }", address)
    assert coming.value.suggested_filename.startswith("releves-")
    assert _bytes(coming.value, tmp_path).startswith(b"%PDF-")
