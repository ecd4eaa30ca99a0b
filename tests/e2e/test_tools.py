"""« Mes outils » in a real browser: professionals near home and elsewhere, with and without other people's services."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.ban import BanStub, answer, feature
from tests.e2e.conftest import PATIENCE, Server, portal, watch
from tests.e2e.steps import COLLECTIVE, enter
from tests.e2e.test_accessibility import WIDTHS, settle, violations

pytestmark = pytest.mark.e2e

SEARCH = "/outils?adresse=18+rue+des+Embruns%2C+13299+Port-Mistral&profession=general_practitioner&rayon=2"
TILES = "http://127.0.0.1:9/{z}/{x}/{y}.png"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def kilometres(page: Page) -> list[float]:
    """Return the distances of the list, as they are written."""
    written = page.locator(".pro__dist").all_inner_texts()
    numbers = [re.search(r"([\d,]+)\s(k?m)", text) for text in written]
    return [float(n[1].replace(",", ".")) / (1 if n[2] == "km" else 1000) for n in numbers if n]


def test_a_physiotherapist_is_found_near_home(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Mes outils").click()
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("18 rue des Embruns, 13299 Port-Mistral")
    page.get_by_label("Profession", exact=True).select_option("Kinésithérapeute")
    page.get_by_role("button", name="Rechercher", exact=True).click()

    heading = page.get_by_role("heading", level=2)
    expect(heading).to_contain_text("kinésithérapeutes à moins de 5")
    expect(heading).to_be_focused()
    expect(page.get_by_role("heading", level=3, name="Mathieu Ferrand")).to_be_visible()
    assert kilometres(page) == sorted(kilometres(page))
    call = page.locator(".pro").first.get_by_role("link", name=re.compile("^0[1-9]"))
    assert re.fullmatch(r"tel:0\d{9}", call.get_attribute("href") or "")
    way = page.locator(".pro").first.get_by_role("link", name=re.compile("Itinéraire vers .+ dans un nouvel onglet"))
    expect(way).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_role("img", name=re.compile("^Plan schématique"))).to_be_visible()


def test_a_search_is_reloaded_bookmarked_and_left_by_the_back_button(page: Page) -> None:
    enter(page)
    page.goto("/outils")
    page.get_by_label("Profession", exact=True).select_option("Dentiste")
    page.get_by_label("Rayon").select_option("20\u00a0km")
    page.get_by_role("button", name="Rechercher", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("dentistes à moins de 20")
    expect(page).to_have_url(re.compile("profession=dentist&rayon=20$"))

    page.get_by_role("link", name="Page 2").click()
    expect(page.locator(".pro .num").first).to_have_text("11")
    page.reload()
    expect(page.locator(".pro .num").first).to_have_text("11")
    expect(page.get_by_label("Profession", exact=True)).to_have_value("dentist")
    expect(page.get_by_label("Rayon")).to_have_value("20")
    page.go_back()
    expect(page.locator(".pro .num").first).to_have_text("1")
    page.go_back()
    expect(page.get_by_role("heading", name="Qui cherchez-vous")).to_be_visible()
    expect(page.get_by_label("Profession", exact=True)).to_have_value("")


def test_a_place_is_chosen_by_keyboard_while_it_is_typed(page: Page) -> None:
    enter(page)
    page.goto("/outils")
    box = page.get_by_role("combobox", name="Autour de cette adresse")
    expect(box).to_have_value(re.compile("Port-Mistral"))
    box.fill("")
    box.press_sequentially("cassi", delay=20)
    expect(page.get_by_role("option", name="13260 Cassis")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("13260 Cassis")
    expect(page.get_by_role("option")).to_have_count(0)

    page.get_by_label("Profession", exact=True).select_option("Kinésithérapeute")
    box.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("kinésithérapeutes à moins de 5")
    expect(page.get_by_text("Position approximative")).to_contain_text("Cassis")
    expect(page.locator(".pro").first).to_contain_text("13260\u00a0Cassis")

    page.get_by_role("button", name="Autour de chez moi").click()
    expect(box).to_have_value("18 rue des Embruns, 13299 Port-Mistral")
    expect(box).to_be_focused()


def test_what_is_typed_is_sent_by_enter_whatever_is_proposed(page: Page) -> None:
    enter(page)
    page.goto("/outils?adresse=Aubagne&profession=dentist")
    expect(page.locator(".pro").first).to_be_visible()
    box = page.get_by_role("combobox")
    box.fill("")
    box.press_sequentially("Marseille", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile("adresse=Marseille&"))
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_name_of_several_communes_is_asked_about(page: Page) -> None:
    enter(page)
    page.goto("/outils?adresse=St+Denis&profession=general_practitioner")
    expect(page.get_by_role("heading", name="Plusieurs communes portent ce nom")).to_be_visible()
    page.get_by_role("link", name=re.compile("La Réunion")).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("généralistes à moins de")
    expect(page.locator(".pro").first).to_contain_text("97400\u00a0Saint-Denis")
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("St Denis")

    page.goto("/outils?adresse=51300&profession=nurse")
    expect(page.locator("main .links li")).to_have_count(46)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Écrivez une adresse, une commune ou un code postal"),
        ("Genève", "Nous ne trouvons pas «\u00a0Genève\u00a0» en France"),
        ("<b>Marseille</b>", "Écrivez l’adresse en lettres et en chiffres"),
        ("1 84 06 13 055 123 61", "sans numéro de téléphone ni autre numéro long"),
    ],
)
def test_what_is_no_place_stays_typed_beside_its_reason(page: Page, typed: str, says: str) -> None:
    enter(page)
    page.goto("/outils")
    box = page.get_by_label("Autour de cette adresse")
    expect(box).to_have_value(re.compile("Port-Mistral"))
    box.fill(typed)
    page.get_by_label("Profession", exact=True).select_option("Dentiste")
    page.get_by_role("button", name="Rechercher", exact=True).click()

    expect(page.locator("#adresse-erreur")).to_contain_text(says)
    expect(page.locator("#a-corriger")).to_be_focused()
    expect(box).to_have_value(typed)
    expect(box).to_have_attribute("aria-describedby", "adresse-erreur")
    expect(page.get_by_label("Profession", exact=True)).to_have_value("dentist")


def test_nobody_nearby_leads_to_the_next_circle_with_its_count(page: Page) -> None:
    enter(page)
    page.goto("/outils?adresse=Cassis&profession=nephrologist&rayon=1")
    expect(page.get_by_role("heading", name=re.compile("Aucun néphrologue à moins de 1"))).to_be_visible()
    further = page.get_by_role("link", name=re.compile(r"^À moins de \d+\skm : \d+\snéphrologue"))
    told = int(re.search(r": (\d+)", further.first.inner_text())[1])  # type: ignore[index]
    further.first.click()
    expect(page.get_by_role("heading", level=2)).to_have_text(re.compile(rf"^{told}\s"))


def test_a_member_of_a_collective_contract_searches_too(page: Page) -> None:
    enter(page, COLLECTIVE)
    page.goto("/outils?adresse=13001&profession=pharmacy")
    expect(page.locator(".pro").first).to_contain_text("Pharmacie")


def test_the_position_of_the_device_is_only_asked_for_on_demand(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(
        base_url=server.url, geolocation={"latitude": 43.213456, "longitude": 5.537891}, permissions=["geolocation"]
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    enter(page)
    page.goto("/outils")
    page.get_by_label("Profession", exact=True).select_option("Pharmacie")
    expect(page).to_have_url(re.compile("/outils$"))
    page.get_by_role("button", name="Autour de ma position").click()

    expect(page.get_by_role("heading", level=2)).to_contain_text("à moins de 5")
    expect(page).to_have_url(re.compile("ici=43.213%2C5.538"))
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("")
    expect(page.locator(".map")).to_contain_text("Votre position")
    page.get_by_label("Autour de cette adresse").fill("13260")
    page.get_by_role("button", name="Rechercher", exact=True).click()
    expect(page).to_have_url(re.compile("adresse=13260&profession=pharmacy$"))
    context.close()


def test_a_device_that_keeps_its_position_leaves_the_address_to_be_typed(page: Page) -> None:
    enter(page)
    page.goto("/outils")
    page.get_by_role("button", name="Autour de ma position").click()
    expect(page.get_by_role("status").filter(has_text="n’a pas donné sa position")).to_be_visible()


def test_the_schematic_map_asks_nobody_for_anything(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page)
    page.goto(SEARCH)
    expect(page.locator(".map__pin")).to_have_count(5)
    expect(page.get_by_text("L’adresse que vous tapez reste chez nous.")).to_be_visible()
    assert [url for url in asked if not url.startswith(server.url) and not url.startswith("data:")] == []
    assert [url for url in asked if "leaflet" in url] == []


def test_the_entry_that_is_pointed_at_is_marked_on_the_map(page: Page) -> None:
    enter(page)
    page.goto(SEARCH)
    pin = page.locator('.map__pin[data-row="2"] circle')
    before = pin.evaluate("(circle) => getComputedStyle(circle).fill")
    page.locator(".pro").nth(1).get_by_role("link").first.focus()
    assert pin.evaluate("(circle) => getComputedStyle(circle).fill") != before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_results_have_no_axe_violation_and_fit_every_screen(chromium: Browser, server: Server, theme: str) -> None:
    context = chromium.new_context(base_url=server.url, color_scheme=theme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    enter(page)
    problems = []
    for path in (SEARCH, "/outils?adresse=Saint-Denis&profession=dentist", "/outils?adresse=", f"{SEARCH[:-1]}50"):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            settle(page)
            problems += [f"{path} at {width}: {problem}" for problem in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                problems.append(f"{path} at {width}: scrolls sideways")
    context.close()
    assert not problems, "\n".join(problems)


def _outside(folder: Path, demonstration: Path, ban: BanStub) -> Server:
    """Start a portal that asks a geocoder, and shows a map from tiles."""
    shutil.copy(demonstration, folder)
    running = portal(
        folder, ESPACE_GEOCODER_DOMAIN=ban.domain, ESPACE_MAP_TILES=TILES, ESPACE_MAP_ATTRIBUTION="Cartes d’essai"
    )
    running.start()
    return running


@pytest.fixture(scope="module")
def ban() -> Iterator[BanStub]:
    stub = BanStub().start()
    yield stub
    stub.stop()


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory, demonstration: Path, ban: BanStub) -> Iterator[Server]:
    running = _outside(tmp_path_factory.mktemp("outside"), demonstration, ban)
    yield running
    running.stop()


@pytest.fixture
def abroad(chromium: Browser, outside: Server) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=outside.url, locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def _tiles(route: Route) -> None:
    route.fulfill(body=PIXEL, content_type="image/png")


def test_the_geocoder_is_told_an_address_once_and_nothing_else(abroad: BrowserContext, ban: BanStub) -> None:
    ban.body = answer(feature("12 Rue de Rome 13006 Marseille", 43.2930, 5.3790))
    ban.requests.clear()
    abroad.route("http://127.0.0.1:9/**", _tiles)
    page = abroad.new_page()
    enter(page)
    address = "/outils?adresse=12+rue+de+Rome%2C+13006+Marseille&profession=physiotherapist"
    page.goto(address)
    expect(page.get_by_role("heading", level=2)).to_contain_text("kinésithérapeutes")
    expect(page.get_by_text("Position approximative")).to_have_count(0)
    expect(page.get_by_text("L’adresse que vous tapez, et rien d’autre, est envoyée")).to_contain_text("127.0.0.1")
    page.reload()
    expect(page.get_by_role("heading", level=2)).to_contain_text("kinésithérapeutes")

    [asked] = ban.requests
    assert asked.query == {"q": ["12 rue de Rome, 13006 Marseille"], "limit": asked.query["limit"]}
    told = unquote(asked.path) + repr(asked.headers)
    assert not re.search("camille|roux|0472318|cookie", told, re.IGNORECASE)


def test_a_real_map_has_the_same_numbers_and_is_used_by_keyboard(abroad: BrowserContext) -> None:
    abroad.route("http://127.0.0.1:9/**", _tiles)
    page = abroad.new_page()
    problems = watch(page)
    enter(page)
    page.goto(SEARCH)
    region = page.get_by_role("region", name="Carte des professionnels de la liste")
    expect(region).to_be_visible()
    expect(region.get_by_role("button", name=re.compile(r"^\d\. "))).to_have_count(5)
    expect(page.locator(".tiles__rings svg")).to_be_hidden()
    expect(region).to_contain_text("Cartes d’essai")
    expect(page.get_by_text("qui voit quelle région vous regardez")).to_be_visible()
    region.get_by_role("button", name=re.compile(r"^2\. ")).press("Enter")
    expect(page.locator(".pro").nth(1).get_by_role("link").first).to_be_focused()
    assert violations(page) == []
    assert not problems, problems


def test_without_a_tile_the_rings_stay(abroad: BrowserContext) -> None:
    abroad.route("http://127.0.0.1:9/**", lambda route: route.abort())
    page = abroad.new_page()
    refused = []
    page.on("requestfailed", lambda request: refused.append(request.url))
    enter(page)
    with page.expect_event("requestfailed", lambda request: "127.0.0.1:9" in request.url):
        page.goto(SEARCH)
    expect(page.get_by_role("img", name=re.compile("^Plan schématique"))).to_be_visible()
    expect(page.locator(".map__pin")).to_have_count(5)


def test_pictures_come_from_the_tiles_of_the_settings_and_nowhere_else(abroad: BrowserContext, page: Page) -> None:
    policy = abroad.request.get("/outils").headers["content-security-policy"]
    assert "img-src 'self' data: http://127.0.0.1:9;" in policy
    assert "img-src 'self' data:;" in page.request.get("/outils").headers["content-security-policy"]


def test_a_geocoder_that_is_silent_leaves_the_answer_to_the_gazetteer(
    chromium: Browser, tmp_path: Path, demonstration: Path
) -> None:
    silent = BanStub(silent=True).start()
    running = _outside(tmp_path, demonstration, silent)
    context = chromium.new_context(base_url=running.url)
    context.set_default_timeout(PATIENCE)
    context.route("http://127.0.0.1:9/**", _tiles)
    page = context.new_page()
    enter(page)
    page.goto("/outils?adresse=7+rue+Perdue%2C+13600+La+Ciotat&profession=pharmacy")
    expect(page.get_by_text("Le service d’adresses ne répond pas")).to_contain_text("La\u00a0Ciotat")
    expect(page.locator(".pro").first).to_contain_text("Pharmacie")
    context.close()
    running.stop()
    silent.stop()
