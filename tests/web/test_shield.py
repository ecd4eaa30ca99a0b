import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select
from starlette.types import ASGIApp

from espace import db, routes
from espace.models import LoginSession
from espace.settings import settings
from espace.web.site import NotBuilt, Site
from tests import factories
from tests.web.conftest import ORIGIN, People

EVERY_RESPONSE = [
    ("GET", "/"),
    ("GET", "/connexion"),
    ("GET", "/connexion?suite=/contrat"),
    ("GET", "/accueil"),
    ("GET", "/nowhere"),
    ("GET", "/broken"),
    ("GET", "/espace.css"),
    ("GET", "/assets/app-1.js"),
    ("GET", "/assets/reflex-env-1.js"),
    ("GET", "/sante"),
    ("GET", "/documents/releve"),
    ("GET", "/_rx/ping"),
    ("HEAD", "/"),
    ("POST", "/"),
    ("POST", "/session/ouvrir"),
    ("DELETE", "/session/fermer"),
    ("OPTIONS", "/accueil"),
]


def _policy(answer: httpx.Response) -> dict[str, set[str]]:
    parts = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def _hash_of(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@pytest.mark.parametrize(("method", "path"), EVERY_RESPONSE)
async def test_every_response_carries_every_protection(browser: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await browser.request(method, path)
    policy = _policy(answer)
    assert policy["default-src"] == {"'none'"}
    assert policy["frame-ancestors"] == {"'none'"}
    assert not {value for values in policy.values() for value in values if "unsafe" in value or value == "*"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=(self)" in answer.headers["permissions-policy"]
    assert "cache-control" in answer.headers
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(("method", "path"), EVERY_RESPONSE)
async def test_on_https_every_response_asks_to_stay_there(
    browser: httpx.AsyncClient, production: str, method: str, path: str
) -> None:
    browser.base_url = httpx.URL(production)
    answer = await browser.request(method, path)
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_a_page_may_run_only_what_it_was_built_with(browser: httpx.AsyncClient) -> None:
    policy = _policy(await browser.get("/"))
    assert policy["script-src"] == {"'self'", _hash_of('start("home")')}
    assert _hash_of("b{}") in policy["style-src"]
    assert policy["connect-src"] == {"'self'", "ws://localhost:8000"}
    assert policy["form-action"] == {"'self'"}


async def test_a_page_confirmed_unchanged_keeps_its_permissions(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/connexion")
    again = await browser.get("/connexion", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


async def test_pages_do_not_share_their_permissions(browser: httpx.AsyncClient) -> None:
    assert _hash_of('start("home")') not in _policy(await browser.get("/connexion"))["script-src"]
    assert _hash_of('start("missing")') in _policy(await browser.get("/nowhere"))["script-src"]


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/", "no-cache"),
        ("/espace.css", "no-cache"),
        ("/assets/app-1.js", "public, max-age=31536000, immutable"),
        ("/assets/reflex-env-1.js", "no-cache"),
        ("/assets/gone-1.js", "no-store"),
        ("/nowhere", "no-store"),
        ("/broken", "no-store"),
        ("/accueil", "no-store"),
    ],
)
async def test_a_browser_keeps_only_what_is_nobodys(browser: httpx.AsyncClient, path: str, cache: str) -> None:
    assert (await browser.get(path)).headers["cache-control"] == cache


async def test_a_members_page_is_not_kept_either(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.get("/accueil")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize("path", routes.MEMBER_PATHS)
@pytest.mark.parametrize("ending", ["", "/"])
async def test_no_members_page_opens_without_a_session(browser: httpx.AsyncClient, path: str, ending: str) -> None:
    answer = await browser.get(path + ending)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/connexion")
    assert answer.content == b""


async def test_the_page_wanted_is_remembered_with_its_query(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/remboursements/paiement?id=kT3")
    assert answer.headers["location"] == "/connexion?suite=/remboursements/paiement%3Fid%3DkT3"


async def test_a_made_up_cookie_opens_nothing(browser: httpx.AsyncClient, people: People) -> None:
    for value in ("x", "0" * 43, "x" * 5000, "' OR 1=1"):
        browser.cookies.set("espace", value)
        assert (await browser.get("/accueil")).status_code == 303


async def test_opening_a_page_is_a_sign_of_life(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    with db.transaction(writes=True) as session:
        row = session.exec(select(LoginSession)).one()
        row.last_seen_at -= settings().session_idle - timedelta(seconds=30)
        before = row.last_seen_at
    await browser.get("/accueil")
    with db.transaction() as session:
        assert session.exec(select(LoginSession.last_seen_at)).one() > before


@pytest.mark.parametrize("address", ["/connexion", "/connexion/", "/connexion/erreur"])
async def test_a_page_answers_at_its_own_address(browser: httpx.AsyncClient, address: str) -> None:
    answer = await browser.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


async def test_a_nested_page_is_found(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    with db.transaction(writes=True) as session:
        paid = factories.payment(session, people.alice)
    assert "Paiement</body>" in (await browser.get(f"/remboursements/paiement?id={paid.public_id}")).text
    assert "Paiements</body>" in (await browser.get("/remboursements")).text


@pytest.mark.parametrize("path", ["/remboursements/paiement", "/remboursements/prestation"])
async def test_the_page_of_anothers_object_is_the_404_of_a_missing_one(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str], path: str
) -> None:
    with db.transaction(writes=True) as session:
        theirs, own = (factories.payment(session, one) for one in (people.chloe, people.alice))
    wanted = {True: own.public_id, False: own.lines[0].public_id}
    logged_in(people.alice)
    is_payment = path.endswith("paiement")
    answers = [
        await browser.get(path, params={"id": public_id})
        for public_id in (
            theirs.public_id,
            theirs.lines[0].public_id,
            wanted[not is_payment],
            "does-not-exist-",
            "",
            "x" * 5_000,
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert (await browser.get(path, params={"id": wanted[is_payment]})).status_code == 200


async def test_head_answers_without_a_body(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/nowhere", "/assets/reflex-env-1.js", "/connexion?suite=/contrat"):
        answer = await browser.head(path)
        assert answer.content == b""
        assert answer.headers["content-length"] != "0"


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/assets/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/..%5c..%5cwindows",
        "/assets/%00.js",
        "//etc/passwd",
        "/accueil.html",
        "/accueil/index.html",
        "/404.html",
        "/_rx/ping",
        "/_rx/_event/?transport=polling",
        "/_rx/_upload",
        "/nowhere",
    ],
)
async def test_what_is_not_a_page_is_the_french_404(app: ASGIApp, path: str) -> None:
    # httpx tidies paths up: what a hand-made client sends is set behind its back.
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport) as client:
        request = client.build_request("GET", f"{ORIGIN}/")
        request.url = httpx.URL(f"{ORIGIN}/").copy_with(raw_path=path.encode())
        answer = await client.send(request)
    assert answer.status_code == 404
    assert "Page introuvable" in answer.text


async def test_the_bundle_learns_the_address_this_visitor_uses(browser: httpx.AsyncClient) -> None:
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "poste-7.exemple:9000"):
        script = (await browser.get("/assets/reflex-env-1.js", headers={"Host": host})).text
        assert f"`http://{host}/_rx/ping`" in script
        assert f"`ws://{host}/_rx/_event`" in script


async def test_on_https_the_bundle_speaks_to_secure_sockets(browser: httpx.AsyncClient, production: str) -> None:
    browser.base_url = httpx.URL(production)
    script = (await browser.get("/assets/reflex-env-1.js")).text
    assert "`wss://espace.exemple.fr/_rx/_event`" in script
    assert "localhost" not in script


@pytest.mark.parametrize("host", ["", "a`;alert(1)//", "a b", "evil.example/x", "x" * 300, "<b>", "h\u00f4te"])
async def test_a_host_that_is_no_address_is_refused(browser: httpx.AsyncClient, host: str) -> None:
    answer = await browser.get("/assets/reflex-env-1.js", headers={"Host": host.encode()})
    assert answer.status_code == 421
    assert "Adresse non reconnue" in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "espace.exemple.fr.evil.example", "localhost", "espace.exemple.fr:81"]
)
async def test_in_production_only_the_public_address_answers(
    browser: httpx.AsyncClient, production: str, host: str
) -> None:
    for path in ("/", "/connexion", "/assets/reflex-env-1.js"):
        assert (await browser.get(path, headers={"Host": host})).status_code == 421
    assert (await browser.get(routes.HEALTH_CHECK, headers={"Host": host})).status_code == 200


async def test_a_failure_shows_a_reference_and_no_trace(
    browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await browser.get("/broken")
    assert answer.status_code == 500
    shown = re.search(r"référence ([A-Z2-9]{8})", answer.text)
    assert shown
    assert [vars(record)["reference"] for record in caplog.records] == [shown[1]]
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "/", 405), ("PUT", "/connexion", 405), ("GET", "/broken", 500)]
)
async def test_errors_of_the_framework_speak_french(
    browser: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await browser.request(method, path)
    assert answer.status_code == status
    assert '<html lang="fr">' in answer.text
    assert "Revenir à l’accueil" in answer.text


def test_a_missing_build_is_said_at_start(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="make build"):
        Site(tmp_path)
