from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest
from passlib.hash import argon2
from sqlmodel import select

from espace import db, routes
from espace.domain.labels import AccountStatus
from espace.models import Account, AuditEntry, LoginSession
from espace.services import sessions
from tests import factories
from tests.web.conftest import ORIGIN, People

FORM = {"identifiant": "0472318", "mot_de_passe": factories.PASSWORD}
HTML_MARKUP = '"><script>alert(1)</script>'


def _open_sessions() -> list[str]:
    with db.transaction() as session:
        return list(session.exec(select(LoginSession.id_hash)))


def _audited() -> list[str]:
    with db.transaction() as session:
        return list(session.exec(select(AuditEntry.action)))


async def test_login_opens_a_session_and_goes_home(browser: httpx.AsyncClient, people: People) -> None:
    answer = await browser.post(routes.LOGIN_POST, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/accueil")
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith("espace=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert _open_sessions() == [sessions.hash_token(browser.cookies["espace"])]
    assert (await browser.get("/accueil")).status_code == 200


async def test_on_https_the_cookie_is_secure_and_bound_to_the_host(
    browser: httpx.AsyncClient, people: People, production: str
) -> None:
    browser.base_url, browser.headers["Origin"] = httpx.URL(production), production
    answer = await browser.post(routes.LOGIN_POST, data=FORM)
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith("__Host-espace=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "domain" not in cookie.lower()


async def test_an_email_works_as_well_as_a_number(browser: httpx.AsyncClient, people: People) -> None:
    answer = await browser.post(routes.LOGIN_POST, data={**FORM, "identifiant": " Alice.Martin@EXEMPLE.fr "})
    assert answer.headers["location"] == "/accueil"


async def test_logging_in_again_changes_the_identifier_and_closes_the_old_one(
    browser: httpx.AsyncClient, people: People
) -> None:
    await browser.post(routes.LOGIN_POST, data=FORM)
    first = browser.cookies["espace"]
    await browser.post(routes.LOGIN_POST, data=FORM)
    assert browser.cookies["espace"] != first
    assert _open_sessions() == [sessions.hash_token(browser.cookies["espace"])]


async def test_a_session_identifier_set_beforehand_is_never_adopted(browser: httpx.AsyncClient, people: People) -> None:
    browser.cookies.set("espace", "chosen-by-somebody-else")
    answer = await browser.post(routes.LOGIN_POST, data=FORM)
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("suite", "location"),
    [
        ("/remboursements?page=2", "/remboursements?page=2"),
        ("//evil.example", "/accueil"),
        ("\\\\evil.example", "/accueil"),
        ("javascript:alert(1)", "/accueil"),
        ("https://evil.example", "/accueil"),
        ("/accueil\r\nX-Evil: 1", "/accueil"),
    ],
)
async def test_login_leads_to_the_page_wanted_if_it_is_ours(
    browser: httpx.AsyncClient, people: People, suite: str, location: str
) -> None:
    answer = await browser.post(routes.LOGIN_POST, data={**FORM, "suite": suite})
    assert answer.headers["location"] == location
    assert "x-evil" not in answer.headers


async def test_the_page_wanted_is_known_even_when_the_form_was_opened_by_a_link(
    browser: httpx.AsyncClient, people: People
) -> None:
    referer = f"{ORIGIN}/connexion?suite=/contrat"
    answer = await browser.post(routes.LOGIN_POST, data={**FORM, "suite": ""}, headers={"Referer": referer})
    assert answer.headers["location"] == "/contrat"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"identifiant": "", "mot_de_passe": ""}, "vide"),
        ({"identifiant": "   ", "mot_de_passe": "x"}, "vide"),
        ({"identifiant": "0472318", "mot_de_passe": ""}, "vide"),
        ({}, "vide"),
        ({"identifiant": "0472318", "mot_de_passe": "wrong"}, "identifiants"),
        ({"identifiant": "9999999", "mot_de_passe": factories.PASSWORD}, "identifiants"),
        ({"identifiant": "x" * 10_000, "mot_de_passe": "y"}, "identifiants"),
        ({"identifiant": "0472318", "mot_de_passe": "y" * 10_000}, "identifiants"),
        ({"identifiant": "0472318\x00", "mot_de_passe": factories.PASSWORD}, "identifiants"),
        ({"identifiant": "0472318", "mot_de_passe": factories.PASSWORD + "\x00"}, "identifiants"),
        ({"identifiant": "🙂🙂", "mot_de_passe": "🙂"}, "identifiants"),
        ({"identifiant": HTML_MARKUP, "mot_de_passe": HTML_MARKUP}, "identifiants"),
        ({"identifiant": "' OR '1'='1", "mot_de_passe": "x"}, "identifiants"),
    ],
)
async def test_a_refused_login_says_so_with_one_code(
    browser: httpx.AsyncClient, people: People, typed: dict[str, str], reason: str
) -> None:
    answer = await browser.post(routes.LOGIN_POST, data={**typed, "suite": "/contrat"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{routes.LOGIN_REFUSED.path}?erreur={reason}&suite=/contrat"
    assert _open_sessions() == []
    assert "espace" not in browser.cookies


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"identifiant": "0472318"}'),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("application/x-www-form-urlencoded", b"\xff\xfe\x00"),
        ("application/x-www-form-urlencoded", b"%FF=%FE&identifiant=%FF"),
        ("application/x-www-form-urlencoded", urlencode({str(n): n for n in range(100)}).encode()),
        ("application/x-www-form-urlencoded", b"identifiant=" + b"x" * 20_000),
        ("", b"identifiant=0472318"),
    ],
)
async def test_what_is_not_a_form_is_an_empty_form(
    browser: httpx.AsyncClient, people: People, content_type: str, body: bytes
) -> None:
    answer = await browser.post(routes.LOGIN_POST, content=body, headers={"Content-Type": content_type})
    assert answer.headers["location"] == f"{routes.LOGIN_REFUSED.path}?erreur=vide"


async def test_extra_fields_change_nothing(browser: httpx.AsyncClient, people: People) -> None:
    extra = {"member_id": str(people.chloe.id), "account_id": str(people.chloe.account_id), "is_admin": "1"}
    await browser.post(routes.LOGIN_POST, data={**FORM, **extra})
    with db.transaction() as session:
        assert session.exec(select(LoginSession.account_id)).all() == [people.alice.account_id]


async def test_unknown_wrong_and_frozen_get_the_very_same_answer(browser: httpx.AsyncClient, people: People) -> None:
    with db.transaction(writes=True) as session:
        factories.person(session, "Denis", "Gelé", member_number="0800001", status=AccountStatus.FROZEN)
    answers = []
    for login, password in (("9999999", "x"), ("0472318", "wrong"), ("0800001", factories.PASSWORD)):
        answer = await browser.post(routes.LOGIN_POST, data={"identifiant": login, "mot_de_passe": password})
        answers.append((answer.status_code, answer.headers["location"], answer.content))
    assert len(set(answers)) == 1


async def test_refusals_are_audited_without_what_was_typed(browser: httpx.AsyncClient, people: People) -> None:
    await browser.post(routes.LOGIN_POST, data={"identifiant": "secret-login", "mot_de_passe": "secret-pass"})
    with db.transaction() as session:
        (entry,) = session.exec(select(AuditEntry)).all()
    assert entry.action == "login_refused"
    assert "secret" not in repr(entry)


async def test_what_was_typed_stands_in_the_form_again_but_in_no_address(
    browser: httpx.AsyncClient, people: People
) -> None:
    refused = await browser.post(routes.LOGIN_POST, data={"identifiant": "alice@exemple", "mot_de_passe": "wrong"})
    assert "alice" not in refused.headers["location"]
    assert "HttpOnly" in refused.headers["set-cookie"]
    shown = await browser.get(refused.headers["location"])
    assert 'value="alice@exemple"' in shown.text
    assert "wrong" not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert 'value="alice@exemple"' not in (await browser.get(refused.headers["location"])).text


async def test_markup_typed_as_a_login_comes_back_as_text(browser: httpx.AsyncClient, people: People) -> None:
    refused = await browser.post(routes.LOGIN_POST, data={"identifiant": HTML_MARKUP, "mot_de_passe": "x"})
    shown = await browser.get(refused.headers["location"])
    assert "<script>alert" not in shown.text
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in shown.text


async def test_an_old_hash_is_upgraded_by_a_login(browser: httpx.AsyncClient, people: People) -> None:
    with db.transaction(writes=True) as session:
        account = session.exec(select(Account).where(Account.id == people.alice.account_id)).one()
        account.password_hash = argon2.using(type="ID", memory_cost=8192, rounds=1).hash(factories.PASSWORD)
    await browser.post(routes.LOGIN_POST, data=FORM)
    with db.transaction() as session:
        upgraded = session.exec(select(Account.password_hash).where(Account.id == people.alice.account_id)).one()
    assert "m=19456,t=2,p=1" in upgraded
    assert (await browser.post(routes.LOGIN_POST, data=FORM)).headers["location"] == "/accueil"


async def test_logout_ends_the_session_and_clears_the_browser(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.post(routes.LOGOUT_POST)
    assert (answer.status_code, answer.headers["location"]) == (303, "/connexion?sortie=1")
    assert answer.headers["clear-site-data"] == '"storage", "cache"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert _open_sessions() == []
    assert (await browser.get("/accueil")).status_code == 303


async def test_logout_everywhere_ends_every_session_of_that_account_only(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    strangers = logged_in(people.chloe)
    logged_in(people.alice)
    logged_in(people.alice)
    answer = await browser.post(routes.LOGOUT_POST, data={"partout": "1", "account_id": str(people.chloe.account_id)})
    assert answer.headers["location"] == "/connexion?sortie=1"
    assert _open_sessions() == [strangers]


async def test_logout_without_a_session_is_harmless(browser: httpx.AsyncClient, people: People) -> None:
    assert (await browser.post(routes.LOGOUT_POST)).headers["location"] == "/connexion?sortie=1"
    assert _audited() == []


@pytest.mark.parametrize("path", [routes.LOGIN_POST, routes.LOGOUT_POST])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8000.evil.example"},
        {"Origin": "https://localhost:8000"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {},
    ],
)
async def test_a_form_of_another_site_is_refused_in_french(
    browser: httpx.AsyncClient,
    people: People,
    logged_in: Callable[..., str],
    path: str,
    headers: dict[str, str],
) -> None:
    kept = logged_in(people.alice)
    del browser.headers["Origin"]
    answer = await browser.post(path, data=FORM, headers=headers)
    assert answer.status_code == 403
    assert "Demande refusée" in answer.text
    assert "set-cookie" not in answer.headers
    assert _open_sessions() == [kept]


async def test_a_browser_that_names_only_the_site_is_believed(browser: httpx.AsyncClient, people: People) -> None:
    del browser.headers["Origin"]
    answer = await browser.post(routes.LOGIN_POST, data=FORM, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.headers["location"] == "/accueil"


@pytest.mark.parametrize("path", [routes.LOGIN_POST, routes.LOGOUT_POST])
async def test_opening_a_forms_address_leads_to_the_login_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/connexion")


async def test_the_login_page_carries_the_page_wanted(browser: httpx.AsyncClient) -> None:
    shown = await browser.get("/connexion?suite=/contrat")
    assert '<input value="/contrat" type="hidden" name="suite"/>' in shown.text


@pytest.mark.parametrize("suite", ["//evil.example", 'x" onfocus="alert(1)', "javascript:alert(1)"])
async def test_the_login_page_carries_no_foreign_address(browser: httpx.AsyncClient, suite: str) -> None:
    shown = await browser.get("/connexion", params={"suite": suite})
    assert 'name="suite" value=""' in shown.text
    assert "evil" not in shown.text


@pytest.mark.parametrize("cookie", ["%%%", "YQ", "//8="])
async def test_a_forged_cookie_of_typed_words_fills_nothing(browser: httpx.AsyncClient, cookie: str) -> None:
    browser.cookies.set("saisie", cookie)
    assert 'name="identifiant" id="identifiant"/>' in (await browser.get("/connexion/erreur")).text
