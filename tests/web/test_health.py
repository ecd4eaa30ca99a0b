import httpx
import pytest

from espace import db, routes


async def test_the_portal_is_well_when_its_database_answers(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(routes.HEALTH_CHECK)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


async def test_it_says_no_more_than_that_when_it_does_not(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_args: object) -> None:
        raise ConnectionError("postgresql://user:password@host")

    monkeypatch.setattr(db, "read", gone)
    answer = await browser.get(routes.HEALTH_CHECK)
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


async def test_a_supervisor_may_call_it_by_any_name(browser: httpx.AsyncClient) -> None:
    assert (await browser.get(routes.HEALTH_CHECK, headers={"Host": "10.0.0.7"})).status_code == 200
