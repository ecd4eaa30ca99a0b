"""How often one may try to log in, and what a try beyond that gets: nothing that tells it from a wrong password."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select
from starlette.types import ASGIApp
from time_machine import Traveller, travel

from espace import db, routes
from espace.adapters import passwords
from espace.domain.labels import AccountStatus
from espace.models import Account, Attempt, AuditEntry, KnownDevice, LoginSession
from espace.services import throttles
from espace.services.sessions import hash_token
from espace.settings import settings
from tests import factories
from tests.web.conftest import ORIGIN, People

ALICE, CHLOE = "0472318", "0600127"
WRONG = "not the password"
HOME, REFUSED = "/accueil", "/connexion/erreur?erreur=identifiants"
Visit = Callable[[str], httpx.AsyncClient]


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[Traveller]:
    with travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def hashes(monkeypatch: pytest.MonkeyPatch, people: People) -> list[str]:
    """What was hashed, in order; only noted, because hashing is slow and these tests try often."""
    noted: list[str] = []
    right = people.alice.account.password_hash

    def verify(password: str, password_hash: str) -> bool:
        noted.append(password)
        return (password, password_hash) == (factories.PASSWORD, right)

    monkeypatch.setattr(passwords, "_nobody", lambda: "nobody's hash")
    monkeypatch.setattr(passwords._context, "verify", verify)
    monkeypatch.setattr(passwords._context, "hash", noted.append)
    return noted


@pytest.fixture
def visit(app: ASGIApp, people: People, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A browser at some address, behind a proxy of ours."""
    monkeypatch.setattr(settings(), "trusted_proxies", "127.0.0.1")

    def browser(address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app)
        headers = {"Origin": ORIGIN, "X-Forwarded-For": address}
        return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)

    return browser


async def _try(browser: httpx.AsyncClient, login: str = ALICE, password: str = WRONG) -> str:
    answer = await browser.post(routes.LOGIN_POST, data={"identifiant": login, "mot_de_passe": password})
    return answer.headers["location"]


async def _log_in(browser: httpx.AsyncClient, login: str = ALICE) -> str:
    return await _try(browser, login, factories.PASSWORD)


async def _attack(visit: Visit, login: str = ALICE, tries: int = 10) -> None:
    """Guess at an account, each time from another address."""
    for number in range(tries):
        assert await _try(visit(f"198.51.100.{number}"), login) == REFUSED


def _rows(of: Any) -> list[Any]:
    with db.transaction() as session:
        return list(session.exec(select(of)))


async def test_an_account_takes_ten_tries_in_five_minutes_from_wherever(visit: Visit, clock: Traveller) -> None:
    await _attack(visit, tries=10)
    assert await _log_in(visit("203.0.113.2")) == REFUSED
    clock.shift(timedelta(minutes=5, seconds=-1))
    assert await _log_in(visit("203.0.113.2")) == REFUSED
    clock.shift(timedelta(seconds=1))
    assert await _log_in(visit("203.0.113.2")) == HOME


async def test_its_number_and_its_email_are_one_account(visit: Visit) -> None:
    await _attack(visit, ALICE, tries=5)
    await _attack(visit, " Alice.Martin@exemple.fr", tries=5)
    assert await _log_in(visit("203.0.113.1"), "04 72 318") == REFUSED
    assert await _log_in(visit("203.0.113.1"), CHLOE) == HOME


async def test_an_address_takes_ten_tries_at_whatever_accounts(visit: Visit, clock: Traveller) -> None:
    for number in range(10):
        await _try(visit("203.0.113.7"), f"99999{number:02}")
    assert await _log_in(visit("203.0.113.7")) == REFUSED
    assert await _log_in(visit("203.0.113.8")) == HOME
    clock.shift(timedelta(minutes=5))
    assert await _log_in(visit("203.0.113.7")) == HOME


async def test_ones_own_account_buys_no_tries_at_others(visit: Visit) -> None:
    for _ in range(9):
        await _try(visit("203.0.113.7"))
    assert await _log_in(visit("203.0.113.7"), CHLOE) == HOME
    await _try(visit("203.0.113.7"))
    assert await _log_in(visit("203.0.113.7"), CHLOE) == REFUSED


async def test_those_who_share_an_address_do_not_use_it_up_by_logging_in(visit: Visit) -> None:
    for _ in range(12):
        assert await _log_in(visit("203.0.113.7")) == HOME


async def test_all_logins_together_are_capped(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "LOGIN_GLOBAL", throttles.Limit("login_global", 5, timedelta(minutes=1)))
    for number in range(5):
        await _try(visit(f"198.51.100.{number}"), f"99999{number:02}")
    assert await _log_in(visit("203.0.113.1")) == REFUSED


async def test_failed_tries_are_forgotten_after_a_success(visit: Visit) -> None:
    for _ in range(3):
        await _attack(visit, tries=6)
        assert await _log_in(visit("203.0.113.1")) == HOME


async def test_a_known_device_gets_in_while_its_account_is_attacked(visit: Visit) -> None:
    home, elsewhere = visit("203.0.113.1"), visit("203.0.113.2")
    assert await _log_in(home) == HOME
    await _attack(visit)
    assert await _log_in(elsewhere) == REFUSED
    assert await _log_in(home) == HOME


async def test_a_known_device_takes_ten_tries_too(visit: Visit, clock: Traveller) -> None:
    home = visit("203.0.113.1")
    await _log_in(home)
    for _ in range(10):
        assert await _try(home) == REFUSED
    assert await _log_in(home) == REFUSED
    clock.shift(timedelta(minutes=5))
    assert await _log_in(home) == HOME


async def test_a_device_known_to_one_account_is_a_stranger_to_another(visit: Visit) -> None:
    home = visit("203.0.113.1")
    await _log_in(home, CHLOE)
    await _attack(visit, ALICE)
    assert await _log_in(home, ALICE) == REFUSED


async def test_a_familys_browser_is_known_to_each_of_them(visit: Visit) -> None:
    home = visit("203.0.113.1")
    await _log_in(home, ALICE)
    await _log_in(home, CHLOE)
    for login in (ALICE, CHLOE):
        await _attack(visit, login, tries=5)
        await _attack(lambda address: visit(f"2001:db8:{address[-1]}::1"), login, tries=5)
        assert await _log_in(home, login) == HOME
    assert len(_rows(KnownDevice)) == 2


@pytest.mark.parametrize("planted", ["x" * 43, "", "....", "%C3%A9", "a" * 5000])
async def test_a_planted_cookie_never_becomes_a_known_device(visit: Visit, planted: str) -> None:
    victim = visit("203.0.113.1")
    victim.headers["Cookie"] = f"appareil={planted}"
    assert await _log_in(victim) == HOME
    assert hash_token(planted) not in [device.id_hash for device in _rows(KnownDevice)]


async def test_the_devices_cookie_is_out_of_reach_and_lasts(visit: Visit) -> None:
    browser = visit("203.0.113.1")
    answer = await browser.post(routes.LOGIN_POST, data={"identifiant": ALICE, "mot_de_passe": factories.PASSWORD})
    (cookie,) = [line for line in answer.headers.get_list("set-cookie") if line.startswith("appareil=")]
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=31536000"} <= set(cookie.split("; "))
    await browser.post(routes.LOGOUT_POST)
    assert "appareil" in browser.cookies
    assert [row.id_hash for row in _rows(KnownDevice)] == [hash_token(browser.cookies["appareil"])]


async def test_unknown_wrong_frozen_and_throttled_get_the_same_answer_after_one_hash(
    visit: Visit, hashes: list[str]
) -> None:
    with db.transaction(writes=True) as session:
        factories.person(session, "Denis", "Gelé", member_number="0800001", status=AccountStatus.FROZEN)
    await _attack(visit, CHLOE)
    answers, right = set(), factories.PASSWORD
    for login, password in (("9999999", "x"), (ALICE, "wrong"), ("0800001", right), (CHLOE, "wrong"), (CHLOE, right)):
        hashes.clear()
        browser = visit("203.0.113.1")
        answer = await browser.post(routes.LOGIN_POST, data={"identifiant": login, "mot_de_passe": password})
        answers.add((answer.status_code, answer.headers["location"], answer.content))
        assert hashes == [password]
    assert len(answers) == 1
    assert _rows(LoginSession) == []


@pytest.mark.parametrize("password", ["y" * 257, "y" * 10_000, "é" * 257])
async def test_an_over_long_password_is_refused_before_hashing_and_counts_as_a_try(
    visit: Visit, hashes: list[str], password: str
) -> None:
    assert await _try(visit("203.0.113.1"), ALICE, password) == REFUSED
    assert hashes == []
    assert len(_rows(Attempt)) == 3


async def test_an_empty_form_is_no_try(visit: Visit) -> None:
    await _try(visit("203.0.113.1"), "", "")
    assert _rows(Attempt) == []


async def test_a_forged_address_buys_no_tries(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "trusted_proxies", "")
    for number in range(10):
        await _try(visit(f"198.51.100.{number}"), f"99999{number:02}")
    assert await _log_in(visit("203.0.113.1")) == REFUSED


async def test_tries_in_parallel_are_counted_one_by_one(visit: Visit, hashes: list[str]) -> None:
    browsers = [visit(f"198.51.100.{number}") for number in range(40)]
    await asyncio.gather(*(_try(browser) for browser in browsers))
    audited = [entry.detail for entry in _rows(AuditEntry)]
    assert (audited.count(""), audited.count("too many tries")) == (10, 30)
    assert len(hashes) == 40


async def test_neither_the_address_nor_what_was_typed_is_kept(visit: Visit) -> None:
    await _try(visit("203.0.113.77"), "secret@exemple.fr")
    kept = repr([_rows(table) for table in (Attempt, AuditEntry, KnownDevice)])
    assert "203.0.113" not in kept
    assert "secret" not in kept


async def test_a_login_writes_down_when_and_on_what_device(visit: Visit, now: datetime) -> None:
    browser = visit("203.0.113.1")
    browser.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
    await _log_in(browser)
    assert [row.device for row in _rows(LoginSession)] == ["Firefox sur Linux"]
    assert now in [account.last_login_at for account in _rows(Account)]
