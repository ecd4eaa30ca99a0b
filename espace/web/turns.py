"""At most so many long requests of one browser at a time; the next ones wait for their turn."""

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from espace.web import cookies

AT_ONCE = 2


class InTurn:
    """An endpoint around a handler: a request keeps its turn until the last byte of its answer is sent, or refused."""

    def __init__(self, handler: Callable[[Request], Awaitable[Response]]) -> None:
        self._handler = handler
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        async with self._of(cookies.session_hash(request)):
            response = await self._handler(request)
            await response(scope, receive, send)

    def _of(self, session_hash: str) -> asyncio.Semaphore:
        turns = self._turns.get(session_hash)
        if turns is None:
            turns = self._turns[session_hash] = asyncio.Semaphore(AT_ONCE)
        return turns
