"""The whole HTTP side of the portal around a small site, without a browser, a build or a server."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles
from sqlalchemy import Engine
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from espace import db
from espace.adapters import clock
from espace.models import AuditEntry
from espace.services import sessions
from espace.settings import settings
from espace.web import downloads, steps
from espace.web.routing import with_own_routes
from espace.web.shield import Shield
from espace.web.site import Site
from tests import advisers, factories

ORIGIN = "http://localhost:8000"
KNOWN = {"state.load", "state.search"}
PAGE = """<!DOCTYPE html><html lang="fr"><head><style>b{{}}</style><script>start("{name}")</script>
<script src="/assets/app-1.js"></script></head><body>{body}</body></html>"""
FORM = """<div id="arrivee-sortie" hidden="">Vous êtes déconnecté.</div>
<div id="arrivee-suite" hidden="">Reconnectez-vous.</div>
<form><input class="input" name="identifiant" id="identifiant"/><input name="mot_de_passe"/>
<input type="hidden" name="suite" value=""/></form>"""
FILES = {
    "index.html": PAGE.format(name="home", body="Accueil public"),
    "connexion.html": PAGE.format(name="login", body=FORM),
    "connexion/index.html": PAGE.format(name="login", body=FORM),
    "connexion/erreur.html": PAGE.format(name="refused", body=f"<p>Identifiant incorrect</p>{FORM}"),
    "accueil.html": PAGE.format(name="dashboard", body="Bonjour"),
    "accueil/index.html": PAGE.format(name="dashboard", body="Bonjour"),
    "gestion.html": PAGE.format(name="queue", body="Demandes à traiter"),
    "gestion/connexion.html": PAGE.format(name="adviser-login", body=FORM),
    "gestion/connexion/erreur.html": PAGE.format(name="adviser-refused", body=f"<p>Connexion refusée</p>{FORM}"),
    "gestion/demande.html": PAGE.format(name="case", body="Demande"),
    "gestion/lettres.html": PAGE.format(name="letters", body="Lettres"),
    "remboursements.html": PAGE.format(name="payments", body="Paiements"),
    "remboursements/paiement.html": PAGE.format(name="payment", body="Paiement"),
    "remboursements/prestation.html": PAGE.format(name="line", body="Prestation"),
    "contrat.html": PAGE.format(name="contract", body="Contrat"),
    "courrier.html": PAGE.format(name="mailbox", body="Courrier de démonstration"),
    "courrier/index.html": PAGE.format(name="mailbox", body="Courrier de démonstration"),
    "404.html": PAGE.format(name="missing", body="Page introuvable"),
    "espace.css": "body{}",
    "assets/app-1.js": "run()",
    "assets/reflex-env-1.js": "var e={PING:`http://localhost:8000/_rx/ping`,EVENT:`ws://localhost:8000/_rx/_event`};",
}


async def _broken(_request: Request) -> Response:
    raise RuntimeError("secret detail 284061305512361")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A front end of a few files."""
    root: Path = tmp_path_factory.mktemp("client")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True, parents=True)
        (root / name).write_text(text, encoding="utf-8")
    return Site(root)


@pytest.fixture
def app(site: Site, database: Engine) -> ASGIApp:
    """The portal: our shield and routes around what stands for Reflex."""
    files = PrecompressedStaticFiles(directory=site.directory, html=True, encodings=["gzip"])
    reflex = Starlette(routes=[Route("/broken", _broken), Mount("/", files)])
    return Shield(with_own_routes(reflex, site), site, KNOWN)


@pytest.fixture
async def browser(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's browser on our own pages: it keeps cookies and does not follow redirects."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}) as client:
        yield client
    downloads.close()
    steps.close()


@dataclass(frozen=True)
class People:
    """Who is in the database of the test."""

    alice: factories.Person
    chloe: factories.Person


@pytest.fixture
def people(database: Engine) -> People:
    """Alice and Chloé, saved."""
    with db.transaction(writes=True) as session:
        return People(factories.alice(session), factories.chloe(session))


@pytest.fixture
def logged_in(browser: httpx.AsyncClient) -> Callable[..., str]:
    """Give the browser somebody's session; return its hash."""

    def log_in(person: factories.Person) -> str:
        with db.transaction(writes=True) as session:
            token = sessions.open_session(session, person.account_id, clock.now())
        browser.cookies.set("__Host-espace" if settings().https else "espace", token)
        return sessions.hash_token(token)

    return log_in


@pytest.fixture
def nadia(database: Engine) -> advisers.Somebody:
    """An adviser, saved."""
    with db.transaction(writes=True) as session:
        return advisers.nadia(session)


@pytest.fixture
def adviser_in(browser: httpx.AsyncClient, nadia: advisers.Somebody) -> advisers.Somebody:
    """The browser has a session of Nadia's."""
    with db.transaction(writes=True) as session:
        browser.cookies.set("gestion", advisers.opened(session, nadia, clock.now()))
    return nadia


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, database: Engine) -> str:
    """Settings as in production; return the public address."""
    url = "https://espace.exemple.fr"
    monkeypatch.setattr(settings(), "environment", "production")
    monkeypatch.setattr(settings(), "public_url", url)
    return url


def trail() -> list[tuple[str, int | None, str]]:
    """What was written down of each act but the logins: the act, whose account, and of what."""
    with db.transaction() as session:
        entries = session.exec(select(AuditEntry).where(col(AuditEntry.action) != "login").order_by(col(AuditEntry.id)))
        return [(entry.action, entry.account_id, entry.target) for entry in entries]
