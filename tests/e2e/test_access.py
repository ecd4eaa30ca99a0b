"""Who gets in, who does not, and what remains afterwards. Refusals say one clear sentence."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Cookie, Page, WebSocket, expect
from sqlmodel import delete, select

from espace.db import transaction
from espace.models import LoginSession, Member, Payment
from espace.services.sessions import hash_token
from tests.e2e.conftest import Server
from tests.e2e.steps import CAMILLE, COLLECTIVE, enter, log_in, log_out

pytestmark = pytest.mark.e2e

NEW_SOCKET = "=== a new socket"
REFUSAL = "Identifiant ou mot de passe incorrect"
MEMBER_PAGES = [
    "/accueil", "/compte", "/situation", "/remboursements", "/remboursements/paiement?id=x", "/remboursements/tiers",
    "/remboursements/rib", "/remboursements/prestation?id=x", "/contrat", "/contact", "/outils", "/suivi", "/accueil/",
]  # fmt: skip


def received(page: Page) -> list[str]:
    """Record every message the socket brings from now on."""
    frames: list[str] = []

    def listen(socket: WebSocket) -> None:
        frames.append(NEW_SOCKET)
        socket.on("framereceived", lambda data: frames.append(data if isinstance(data, str) else repr(data)))

    page.on("websocket", listen)
    return frames


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("0472318", "wrong-password-entirely"),
        ("9999999", "soleil-sur-le-port"),
        ("inconnue@example.org", "soleil-sur-le-port"),
        ("😀" * 20, "😀" * 20),
        ("<script>alert(1)</script>", "<b>x</b>"),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_a_refused_login_says_one_sentence_and_keeps_what_was_typed(page: Page, login: str, password: str) -> None:
    log_in(page, login, password)

    expect(page.get_by_role("alert")).to_contain_text(REFUSAL)
    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.get_by_label("Identifiant")).to_have_value(login)
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_value("")
    assert login not in page.url


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"identifiant": "", "mot_de_passe": ""},
        {"identifiant": "0472318"},
        {"identifiant": "x" * 10_000, "mot_de_passe": "y" * 10_000},
        {"identifiant": "0472318\x00", "mot_de_passe": "soleil-sur-le-port\x00"},
        {"identifiant": "0472318", "mot_de_passe": "wrong", "member_id": "1", "is_admin": "true"},
    ],
)
def test_a_malformed_login_gets_the_same_sentence(server: Server, form: dict[str, str]) -> None:
    with httpx.Client(base_url=server.url, follow_redirects=True, headers={"Origin": server.url}) as client:
        answer = client.post("/session/ouvrir", data=form)

    assert answer.status_code == 200
    assert REFUSAL in answer.text


def test_the_way_in_leads_home_while_a_session_lives(page: Page) -> None:
    enter(page)
    page.get_by_role("link", name="Mentions légales").click()
    page.wait_for_url("**/mentions-legales")
    page.get_by_role("banner").get_by_role("link", name="Vieux-Port").click()
    page.get_by_role("banner").get_by_role("link", name="Accéder à votre espace").click()
    page.wait_for_url("**/accueil")


def test_the_password_can_be_shown_and_hidden(page: Page) -> None:
    page.goto("/connexion")
    field = page.get_by_label("Mot de passe", exact=True)
    field.fill("soleil")
    toggle = page.get_by_role("button", name="Afficher le mot de passe")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    toggle.click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("soleil")
    page.get_by_role("button", name="Masquer le mot de passe").click()
    expect(field).to_have_attribute("type", "password")


@pytest.mark.parametrize("path", MEMBER_PAGES)
def test_a_member_page_sends_a_visitor_to_the_login(server: Server, path: str) -> None:
    answer = httpx.get(server.url + path, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/connexion")
    assert answer.headers["cache-control"] == "no-store"


def test_client_side_navigation_meets_the_guard_too(page: Page, visit: BrowserContext, server: Server) -> None:
    enter(page)
    token_hash = hash_token(visit.cookies()[0]["value"])
    with transaction(server.engine(), writes=True) as session:
        session.execute(delete(LoginSession).where(LoginSession.id_hash == token_hash))
    page.get_by_role("link", name="Santé", exact=True).click()

    page.wait_for_url(re.compile(r"/connexion\?suite="))
    expect(page.locator("article.payment")).to_have_count(0)
    expect(page.get_by_text("reconnectez-vous")).to_be_visible()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_hidden()


def test_after_the_login_the_member_is_where_they_wanted_to_be(page: Page) -> None:
    page.goto("/remboursements?page=1")
    page.wait_for_url(re.compile(r"/connexion\?suite="))
    page.get_by_label("Identifiant").fill("0472318")
    page.get_by_label("Mot de passe", exact=True).fill("soleil-sur-le-port")
    page.get_by_role("button", name="Me connecter").click()

    page.wait_for_url("**/remboursements?page=1")


def test_a_bad_next_address_leads_to_the_home(server: Server) -> None:
    for bad in ("//evil.example", "\\\\evil.example", "javascript:alert(1)", "https://evil.example", "/\\evil"):
        answer = httpx.post(
            f"{server.url}/session/ouvrir",
            data={"identifiant": "0472318", "mot_de_passe": "soleil-sur-le-port", "suite": bad},
            headers={"Origin": server.url},
            follow_redirects=False,
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/accueil")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_frames(page: Page, visit: BrowserContext) -> None:
    frames = received(page)
    enter(page)
    cookie = _session(visit)

    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
    assert page.evaluate("document.cookie") == ""
    assert cookie["value"] not in "".join(frames)
    assert cookie["value"] not in page.url


def test_logging_in_again_gives_a_new_session(page: Page, visit: BrowserContext) -> None:
    enter(page)
    first = _session(visit)["value"]
    _enter_over(page, CAMILLE)

    assert _session(visit)["value"] != first


def _session(visit: BrowserContext) -> Cookie:
    return next(cookie for cookie in visit.cookies() if cookie["name"] == "espace")


def _enter_over(page: Page, login: str) -> None:
    """Log in while a session lives: the form of a refused login is the one still served then."""
    page.goto("/connexion/erreur")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe", exact=True).fill("soleil-sur-le-port")
    page.get_by_role("button", name="Me connecter").click()
    page.wait_for_url("**/accueil")
    expect(page.locator(".tile--wide [aria-busy]")).to_have_count(0)


def test_logging_out_in_one_tab_ends_the_other_at_its_next_event(page: Page, visit: BrowserContext) -> None:
    enter(page)
    other = visit.new_page()
    other.goto("/accueil")
    expect(other.locator(".pay")).to_have_count(3)
    log_out(page)

    other.get_by_role("link", name="Santé", exact=True).click()
    other.wait_for_url("**/connexion**")
    expect(other.locator("article.payment")).to_have_count(0)


def test_after_logout_the_back_button_shows_nothing_personal(page: Page) -> None:
    enter(page)
    page.locator(".pay").first.click()
    expect(page.get_by_role("heading", name="Qui a payé quoi ?")).to_be_visible()
    log_out(page)
    page.go_back()

    page.wait_for_url("**/connexion**")
    expect(page.get_by_text("Camille")).to_have_count(0)


def test_member_b_in_the_tab_of_member_a_sees_nothing_of_a(page: Page) -> None:
    enter(page)
    seen = page.locator(".pays").inner_text()
    token = page.evaluate("sessionStorage.getItem('token')")
    frames = received(page)
    _enter_over(page, COLLECTIVE)

    assert page.evaluate("sessionStorage.getItem('token')") == token
    assert page.locator(".pays").inner_text() != seen
    assert "Camille" not in "".join(frames).split(NEW_SOCKET)[-1]


def test_a_stolen_client_token_yields_nothing(page: Page, chromium: Browser, server: Server) -> None:
    enter(page)
    token = page.evaluate("sessionStorage.getItem('token')")
    page.goto("about:blank")
    thief = chromium.new_context(base_url=server.url)
    tab = thief.new_page()
    tab.add_init_script(f"sessionStorage.setItem('token', '{token}')")
    frames = received(tab)
    tab.goto("/")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    tab.get_by_role("banner").get_by_role("link", name="Accéder à votre espace").click()
    expect(tab.get_by_role("heading", name="Je suis adhérent")).to_be_visible()

    assert frames
    assert "Camille" not in "".join(frames)
    assert "Castaing" not in "".join(frames)
    thief.close()


def test_anothers_payment_is_the_same_404_as_a_missing_one(page: Page, server: Server) -> None:
    with transaction(server.engine()) as session:
        mine = session.exec(select(Member.id).where(Member.member_number == CAMILLE)).one()
        foreign = session.exec(select(Payment.public_id).where(Payment.member_id != mine)).first()
    enter(page)
    shown = []
    for identifier in (foreign, "does-not-exist"):
        page.goto(f"/remboursements/paiement?id={identifier}")
        expect(page.locator(".menu__name")).to_contain_text("Camille")  # the page served, before any event, has none
        expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
        shown.append(page.get_by_role("main").inner_text())

    assert shown[0] == shown[1]
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    answers = [
        httpx.get(f"{server.url}/documents/releve", params={"paiement": identifier}, cookies=cookies)
        for identifier in (foreign, "does-not-exist", "")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    pages = [
        httpx.get(f"{server.url}/remboursements/paiement", params={"id": identifier}, cookies=cookies)
        for identifier in (foreign, "does-not-exist")
    ]
    assert pages[0].status_code == pages[1].status_code
    assert pages[0].text == pages[1].text


def test_a_session_row_holds_no_usable_token(page: Page, visit: BrowserContext, server: Server) -> None:
    enter(page)
    token = visit.cookies()[0]["value"]
    with transaction(server.engine()) as session:
        hashes = session.exec(select(LoginSession.id_hash)).all()

    assert hashes
    assert token not in hashes


def test_an_unknown_address_is_a_french_404(page: Page) -> None:
    answer = page.goto("/n-existe-pas")

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    page.get_by_role("link", name="Revenir à l’accueil").click()
    page.wait_for_url("**/connexion**")
