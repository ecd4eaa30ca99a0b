"""What the login page says of why one is there, and who never sees it."""

import httpx
import pytest

from espace import routes
from tests import factories
from tests.web.conftest import People

FORM = {"identifiant": "0472318", "mot_de_passe": factories.PASSWORD}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?sortie=1", ["sortie"]),
        ("?suite=/contrat", ["suite"]),
        ("?suite=//evil.example", []),
        ("?sortie=0", []),
        ("", []),
    ],
)
async def test_the_login_page_says_why_one_is_there(browser: httpx.AsyncClient, query: str, said: list[str]) -> None:
    html = (await browser.get(f"/connexion{query}")).text
    assert [name for name in ("sortie", "suite") if f'id="arrivee-{name}">' in html] == said


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/acces", "/accueil"),
        ("/connexion", "/accueil"),
        ("/connexion?suite=/contrat", "/contrat"),
        ("/connexion?suite=//evil.example", "/accueil"),
    ],
)
async def test_no_password_is_asked_for_while_a_session_lives(
    browser: httpx.AsyncClient, people: People, address: str, location: str
) -> None:
    await browser.post(routes.LOGIN_POST, data=FORM)
    answer = await browser.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    assert answer.headers["cache-control"] == "no-store"
    await browser.post(routes.LOGOUT_POST)
    assert "location" not in (await browser.get(address)).headers
