"""« Mes outils » in a real browser, without any network: professionals near home and elsewhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.e2e.conftest import Server, tab
from tests.e2e.looks import THEMES, check, violations
from tests.e2e.steps import COLLECTIVE, before_scripts, enter

pytestmark = pytest.mark.e2e

SEARCH = "/outils?adresse=18+rue+des+Embruns%2C+13299+Port-Mistral&profession=general_practitioner&rayon=2"

PROPOSED = "#recherche .proposed li"


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


def test_what_is_chosen_before_the_page_is_alive_stays(page: Page) -> None:
    enter(page)
    with before_scripts(page, "/outils"):
        page.get_by_label("Autour de cette adresse").fill("13260 Cassis")
        page.get_by_label("Profession", exact=True).select_option("Kinésithérapeute")
        page.get_by_label("Rayon").select_option("10\u00a0km")
    expect(page.get_by_role("heading", name="Qui cherchez-vous")).to_be_visible()
    page.get_by_role("button", name="Rechercher", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("kinésithérapeutes à moins de 10")
    expect(page).to_have_url(re.compile("adresse=13260\\+Cassis&profession=physiotherapist&rayon=10$"))


def test_who_searches_before_the_page_is_alive_finds_around_home(page: Page) -> None:
    enter(page)
    with before_scripts(page, "/outils"):
        page.get_by_label("Profession", exact=True).select_option("Kinésithérapeute")
        page.get_by_role("button", name="Rechercher", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("kinésithérapeutes à moins de 5")
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("18 rue des Embruns, 13299 Port-Mistral")


def test_an_address_that_was_emptied_is_asked_for(page: Page) -> None:
    enter(page)
    page.goto("/outils?profession=dentist")
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("18 rue des Embruns, 13299 Port-Mistral")
    expect(page.locator(".pro").first).to_be_visible()
    page.get_by_label("Autour de cette adresse").fill("")
    page.get_by_role("button", name="Rechercher", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez une adresse, une commune ou un code postal")
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("")


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
    expect(page.locator(PROPOSED)).to_have_count(0)

    page.get_by_label("Profession", exact=True).select_option("Kinésithérapeute")
    box.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("kinésithérapeutes à moins de 5")
    expect(page.get_by_text("Position approximative")).to_contain_text("Cassis")
    expect(page.locator(".pro").first).to_contain_text("13260\u00a0Cassis")

    page.get_by_role("button", name="Autour de chez moi").click()
    expect(box).to_have_value("18 rue des Embruns, 13299 Port-Mistral")
    expect(box).to_be_focused()


def test_who_types_fast_waits_for_one_answer_at_a_time(page: Page) -> None:
    enter(page)
    asked: list[str] = []
    held: list[Callable[[], None]] = []

    def through(ours: WebSocketRoute) -> None:
        server = ours.connect_to_server()

        def sent(frame: str | bytes) -> None:
            asked.extend(re.findall(r'suggest.*?"typed":"(.*?)"', str(frame)))
            server.send(frame)

        def answered(frame: str | bytes) -> None:
            if asked and "suggested_for" in str(frame) and not held:
                held.append(lambda: ours.send(frame))
            else:
                ours.send(frame)

        ours.on_message(sent)
        server.on_message(answered)

    page.route_web_socket(re.compile("/_rx"), through)
    page.goto("/outils")
    box = page.get_by_role("combobox", name="Autour de cette adresse")
    expect(box).to_have_value(re.compile("Port-Mistral"))
    box.fill("")
    box.press_sequentially("Cassis", delay=400)  # slower than the box waits for the next key
    assert asked == ["Ca"]
    held[0]()
    expect(page.get_by_role("option", name="13260 Cassis")).to_be_visible()
    assert asked == ["Ca", "Cassis"]


def test_what_is_typed_is_sent_by_enter_whatever_is_proposed(page: Page) -> None:
    enter(page)
    page.goto("/outils?adresse=Aubagne&profession=dentist")
    expect(page.locator(".pro").first).to_be_visible()
    box = page.get_by_label("Autour de cette adresse")
    box.fill("")
    box.press_sequentially("Marseille", delay=20)
    expect(page.locator(PROPOSED).first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile("adresse=Marseille&"))
    box.press("Escape")
    expect(page.locator(PROPOSED)).to_have_count(0)


def test_a_name_of_several_communes_is_asked_about(page: Page) -> None:
    enter(page)
    page.goto("/outils?adresse=St+Denis&profession=general_practitioner")
    expect(page.get_by_role("heading", name="Plusieurs communes portent ce nom")).to_be_visible()
    page.get_by_role("link", name=re.compile("La Réunion")).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("généralistes à moins de")
    expect(page.locator(".pro").first).to_contain_text("97400\u00a0Saint-Denis")
    expect(page.get_by_label("Autour de cette adresse")).to_have_value("Saint-Denis (974, La Réunion)")

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
    here = {"latitude": 43.213456, "longitude": 5.537891}
    with tab(chromium, server, geolocation=here, permissions=["geolocation"]) as page:
        enter(page)
        _search_from_here(page)


def _search_from_here(page: Page) -> None:
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


@pytest.mark.parametrize("theme", THEMES)
def test_results_have_no_axe_violation_and_fit_every_screen(chromium: Browser, server: Server, theme: str) -> None:
    paths = (SEARCH, "/outils?adresse=Saint-Denis&profession=dentist", "/outils?adresse=", f"{SEARCH[:-1]}50")
    with tab(chromium, server, color_scheme=theme) as page:
        enter(page)
        problems = [problem for path in paths for problem in check(page, path)]
    assert not problems, "\n".join(problems)
