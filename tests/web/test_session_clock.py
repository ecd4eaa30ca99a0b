from collections.abc import Callable
from datetime import timedelta

import httpx
from sqlmodel import select

from espace import db
from espace.adapters import clock
from espace.models import LoginSession
from tests.web.conftest import People


def _rewind(minutes: float) -> None:
    with db.transaction(writes=True) as session:
        row = session.exec(select(LoginSession)).one()
        row.last_seen_at = clock.now() - timedelta(minutes=minutes)


async def test_the_page_learns_how_long_the_session_lives(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    answer = await browser.get("/session/etat")

    assert 14 * 60 < answer.json()["seconds"] <= 15 * 60
    assert answer.headers["cache-control"] == "no-store"


async def test_asking_prolongs_nothing(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    _rewind(13)
    lefts = [(await browser.get("/session/etat")).json()["seconds"] for _ in range(3)]

    assert all(left <= 2 * 60 for left in lefts)


async def test_a_session_that_is_over_has_no_second_left(
    browser: httpx.AsyncClient, people: People, logged_in: Callable[..., str]
) -> None:
    logged_in(people.alice)
    _rewind(15)

    assert (await browser.get("/session/etat")).json() == {"seconds": 0}


async def test_a_visitor_has_no_session(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/session/etat")).json() == {"seconds": 0}
