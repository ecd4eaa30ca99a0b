from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import select

from espace import db, routes
from espace.adapters import clock, passwords
from espace.models import AdviserSession, AuditEntry, LoginSession
from espace.services import advisers as service
from espace.services.sessions import hash_token
from tests import advisers, factories
from tests.web.conftest import People

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
REFUSED = f"{routes.ADVISER_LOGIN_REFUSED.path}?erreur=identifiants"
EMPTY = f"{routes.ADVISER_LOGIN_REFUSED.path}?erreur=vide"
DOORS = (routes.QUEUE.path, routes.CASE.path, routes.LETTERS.path, routes.ADVISER_ATTACHMENT, routes.LETTER_PDF)


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """A clock that stands still at noon, until it is moved."""

    def move(by: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOON + by)

    move(timedelta(0))
    return move


def _form(nadia: advisers.Somebody, **typed: str) -> dict[str, str]:
    return {"identifiant": nadia.email, "mot_de_passe": advisers.PASSWORD, "code": nadia.code(NOON)} | typed


def _open() -> list[str]:
    with db.transaction() as session:
        return list(session.exec(select(AdviserSession.id_hash)))


async def test_password_and_code_open_a_session_of_its_own_and_lead_to_the_queue(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object
) -> None:
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia))
    assert (answer.status_code, answer.headers["location"]) == (303, "/gestion")
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith("gestion=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert _open() == [hash_token(browser.cookies["gestion"])]
    assert "espace" not in browser.cookies
    shown = await browser.get("/gestion")
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")


async def test_on_https_the_cookie_is_secure_and_bound_to_the_host(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object, production: str
) -> None:
    browser.base_url, browser.headers["Origin"] = httpx.URL(production), production
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia))
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith("__Host-gestion=")
    assert "Secure" in cookie.split("; ")


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"identifiant": ""}, EMPTY),
        ({"mot_de_passe": ""}, EMPTY),
        ({"code": " "}, EMPTY),
        ({"identifiant": "personne@exemple.fr"}, REFUSED),
        ({"mot_de_passe": "wrong"}, REFUSED),
        ({"mot_de_passe": "y" * 10_000}, REFUSED),
        ({"code": "000000"}, REFUSED),
        ({"code": "x" * 5_000}, REFUSED),
        ({"code": "' OR 1=1 --"}, REFUSED),
        ({"identifiant": "nadia\x00@vieux-port.example"}, REFUSED),
    ],
)
async def test_every_refusal_says_the_same(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object, typed: dict[str, str], where: str
) -> None:
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, **typed))
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    assert _open() == []
    assert "gestion" not in browser.cookies


async def test_each_refusal_computes_exactly_one_hash(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[str] = []
    real = passwords._verify_now
    monkeypatch.setattr(passwords, "_verify_now", lambda kept, typed: computed.append(kept) or real(kept, typed))
    tries = ({"identifiant": "personne@exemple.fr"}, {"mot_de_passe": "wrong"}, {"code": "000000"})
    for number, typed in enumerate(tries, 1):
        await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, **typed))
        assert len(computed) == number
    with db.transaction(writes=True) as session:
        service.disable(session, nadia.email, NOON)
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia))
    assert (len(computed), answer.headers["location"]) == (4, REFUSED)


async def test_a_code_serves_once_and_the_next_one_does_again(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: Callable[[timedelta], None]
) -> None:
    assert (await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia))).headers["location"] == "/gestion"
    noon(timedelta(seconds=29))
    assert (await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia))).headers["location"] == REFUSED
    noon(timedelta(seconds=30))
    following = nadia.code(NOON, steps=1)
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, code=following))
    assert answer.headers["location"] == "/gestion"
    assert len(_open()) == 1  # the session this browser held was closed by the login


async def test_a_form_of_another_site_is_refused(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object
) -> None:
    for path in (routes.ADVISER_LOGIN_POST, routes.ADVISER_LOGOUT_POST):
        answer = await browser.post(path, data=_form(nadia), headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
    assert _open() == []


async def test_what_was_typed_stands_in_the_form_again_but_never_the_secrets(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object
) -> None:
    refused = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, mot_de_passe="wrong-one"))
    shown = await browser.get(refused.headers["location"])
    assert f'value="{nadia.email}"' in shown.text
    assert "wrong-one" not in shown.text
    assert nadia.code(NOON) not in shown.text


async def test_logout_ends_the_advisers_session_and_leaves_the_members(
    browser: httpx.AsyncClient, people: People, adviser_in: advisers.Somebody, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.post(routes.ADVISER_LOGOUT_POST)
    assert answer.headers["location"] == routes.ADVISER_LOGIN.path
    assert answer.headers["clear-site-data"] == '"storage", "cache"'
    assert _open() == []
    with db.transaction() as session:
        assert len(session.exec(select(LoginSession.id_hash)).all()) == 1
    assert (await browser.get("/gestion")).headers["location"] == routes.ADVISER_LOGIN.path


@pytest.mark.parametrize("path", DOORS)
async def test_without_an_advisers_session_every_address_leads_to_their_login(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str], path: str
) -> None:
    for _ in ("nobody", "a member"):
        answer = await browser.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, routes.ADVISER_LOGIN.path)
        logged_in(people.alice)


async def test_a_members_token_in_the_advisers_cookie_opens_nothing(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    browser.cookies.set("gestion", browser.cookies["espace"])
    assert (await browser.get("/gestion")).status_code == 303


async def test_an_advisers_session_opens_nothing_of_a_members(
    browser: httpx.AsyncClient, people: People, adviser_in: advisers.Somebody
) -> None:
    browser.cookies.set("espace", browser.cookies["gestion"])
    for path in (routes.HOME.path, routes.PAYMENTS.path, routes.STATEMENT_PDF, routes.ATTACHMENT):
        answer = await browser.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(routes.LOGIN.path)


async def test_an_adviser_who_is_in_is_led_past_the_login(
    browser: httpx.AsyncClient, adviser_in: advisers.Somebody
) -> None:
    assert (await browser.get(routes.ADVISER_LOGIN.path)).headers["location"] == "/gestion"


async def test_a_forms_address_opened_by_hand_leads_to_the_login(browser: httpx.AsyncClient) -> None:
    for path in (routes.ADVISER_LOGIN_POST, routes.ADVISER_LOGOUT_POST):
        assert (await browser.get(path)).headers["location"] == routes.ADVISER_LOGIN.path


async def test_the_trail_keeps_nothing_of_what_was_typed(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object
) -> None:
    await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, mot_de_passe="secret-pass", code="424242"))
    with db.transaction() as session:
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "adviser_login_refused")).all()
    assert entry.adviser_id == nadia.id
    assert not {"secret-pass", "424242", factories.PASSWORD} & set(repr(entry).split("'"))


async def test_the_clock_of_the_advisers_session_is_its_own(
    browser: httpx.AsyncClient, people: People, adviser_in: advisers.Somebody
) -> None:
    assert (await browser.get(routes.SESSION_CLOCK)).json() == {"seconds": 0}
    assert (await browser.get(routes.ADVISER_SESSION_CLOCK)).json()["seconds"] > 800


async def test_the_page_wanted_comes_after_the_login_even_a_refused_one(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object
) -> None:
    wanted = "/gestion/demande?id=AAAAAAAAAAAAAAAA"
    login = (await browser.get(wanted)).headers["location"]
    assert login == "/gestion/connexion?suite=/gestion/demande%3Fid%3DAAAAAAAAAAAAAAAA"
    assert f'value="{wanted}"' in (await browser.get(login)).text
    refused = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, code="000000", suite=wanted))
    assert f'value="{wanted}"' in (await browser.get(refused.headers["location"])).text
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, suite=wanted))
    assert answer.headers["location"] == wanted


@pytest.mark.parametrize(
    "suite", ["//evil.example", "\\\\evil.example", "javascript:alert(1)", "https://evil.example", "/accueil", "/x"]
)
async def test_any_other_page_becomes_the_queue(
    browser: httpx.AsyncClient, nadia: advisers.Somebody, noon: object, suite: str
) -> None:
    answer = await browser.post(routes.ADVISER_LOGIN_POST, data=_form(nadia, suite=suite))
    assert answer.headers["location"] == routes.QUEUE.path
