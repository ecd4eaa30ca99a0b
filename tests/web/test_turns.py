import asyncio

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from espace.web.turns import AT_ONCE, InTurn


class Desk:
    """A handler that keeps everybody until it is told to go on."""

    def __init__(self) -> None:
        self.inside, self.most, self.served = 0, 0, 0
        self.open = asyncio.Event()

    async def __call__(self, request: Request) -> Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        await self.open.wait()
        self.inside -= 1
        self.served += 1
        if request.query_params:
            raise ValueError
        return PlainTextResponse("served")


async def _ask(desk: Desk, cookies: list[str], query: str = "") -> list[httpx.Response | BaseException]:
    app = Router([Route("/", InTurn(desk), methods=["GET"])])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        asked = [client.get(f"/{query}", headers={"Cookie": f"espace={cookie}"}) for cookie in cookies]
        waiting = asyncio.gather(*asked, return_exceptions=True)
        for _ in range(50):
            await asyncio.sleep(0)
        desk.open.set()
        return list(await waiting)


@pytest.mark.usefixtures("database")
async def test_a_browser_has_two_turns_at_once_and_all_are_served() -> None:
    desk = Desk()
    answers = await _ask(desk, ["a"] * 5)
    assert (desk.most, desk.served) == (AT_ONCE, 5)
    assert all(isinstance(answer, httpx.Response) and answer.text == "served" for answer in answers)


@pytest.mark.usefixtures("database")
async def test_one_browser_does_not_wait_for_another() -> None:
    desk = Desk()
    await _ask(desk, ["a"] * 3 + ["b"] * 3)
    assert desk.most == 2 * AT_ONCE


@pytest.mark.usefixtures("database")
async def test_a_turn_that_fails_is_given_back() -> None:
    desk = Desk()
    answers = await _ask(desk, ["a"] * 5, query="?fail=1")
    assert desk.served == 5
    assert all(isinstance(answer, ValueError) for answer in answers)
