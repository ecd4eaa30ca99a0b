"""« Mes outils » with other people's services: a geocoder, and the tiles of a real map."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.ban import BanStub, answer, feature
from tests.e2e.conftest import PATIENCE, Server, portal, watch
from tests.e2e.looks import violations
from tests.e2e.steps import enter
from tests.e2e.test_tools import SEARCH

pytestmark = pytest.mark.e2e

TILES = "http://127.0.0.1:9/{z}/{x}/{y}.png"


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), "lightgrey").save(out, "PNG")
    return out.getvalue()


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
    route.fulfill(body=_picture(), content_type="image/png")


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
    expect(page.locator(".tilemap__rings svg")).to_be_hidden()
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
