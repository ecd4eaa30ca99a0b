"""The door of the websocket: whose page it is, what Reflex may know of it, how much it may say.

- Origin: our own, or the handshake is refused (SECURITY 14). Reflex also accepts a missing one.
- Headers: Reflex keeps the handshake's headers in the page's state, sends most of them back to the browser and
  writes them to its log. It gets the few it needs; never the cookie. The hash of a member's session cookie takes the
  place of `authorization`, that of an adviser's the place of `ADVISER_HEADER`, and the hash of the visitor's address
  that of `proxy-authorization` (`espace.web.clients`): Reflex neither sends them back nor shows them.
- Messages: text, of bounded size and rate, and only those `espace.web.wire` knows.
"""

import asyncio
import hashlib
import logging
from collections.abc import Container
from urllib.parse import parse_qsl, urlencode

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from espace.settings import settings
from espace.web import clients, cookies
from espace.web.limits import Bucket, Buckets
from espace.web.origins import host_is_ours, is_own_origin
from espace.web.wire import NAMESPACE, Verdict, judge

log = logging.getLogger(__name__)

FOREIGN, BUSY, TOO_BIG, UNFIT = 4403, 1008, 1009, 1003
MAX_MESSAGE = 64 * 1024
SECONDS_TO_READ = 30
ADVISER_HEADER = "x-auth-request-access-token"  # one of the names whose values Reflex keeps to itself
BURST_SECONDS = 3
CONNECTS_PER_SECOND, CONNECTS_AT_ONCE = 1, 30
_PASSED_ON = frozenset((b"host", b"upgrade", b"connection"))


class Sockets:
    """Lets sockets through to Reflex, one `_Door` each."""

    def __init__(self, app: ASGIApp, known_events: Container[str]) -> None:
        self._app, self._known_events = app, known_events
        self._connects = Buckets(CONNECTS_PER_SECOND, CONNECTS_AT_ONCE)
        self._quotas = Buckets(settings().events_per_second, settings().events_per_second * BURST_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        host = connection.headers.get("host", "")
        hashes = (cookies.session_hash(connection), cookies.adviser_hash(connection))
        id_hash = hashes[0] or hashes[1]  # one quota: a second cookie buys no second one
        if scope["path"].rstrip("/") != NAMESPACE or not host_is_ours(host):
            await _refuse(receive, send, FOREIGN)
        elif not is_own_origin(connection.headers.get("origin"), host):
            log.warning("socket of another site refused")
            await _refuse(receive, send, FOREIGN)
        elif id_hash and not self._connects.of(id_hash).take():
            log.warning("socket refused: too many connects")
            await _refuse(receive, send, BUSY)
        else:
            quota = self._quotas.of(id_hash) if id_hash else self._quotas.one()
            door = _Door(receive, send, quota, self._known_events)
            await self._app(_discreet(connection, *hashes), door.receive, door.send)


async def _refuse(receive: Receive, send: Send, code: int) -> None:
    await receive()  # the handshake, which must be read before it is answered
    await send({"type": "websocket.close", "code": code})


def _discreet(connection: HTTPConnection, id_hash: str, adviser_hash: str) -> Scope:
    headers = [(name, value) for name, value in connection.scope["headers"] if name in _PASSED_ON]
    headers.append((b"origin", settings().public_url.rstrip("/").encode()))  # checked here: Reflex knows one name only
    if id_hash:
        headers.append((b"authorization", id_hash.encode()))
    if adviser_hash:
        headers.append((ADVISER_HEADER.encode(), adviser_hash.encode()))
    headers.append((clients.HEADER.encode(), clients.client_key(connection).encode()))
    handshake = _handshake(connection.scope, f"{id_hash} {adviser_hash}".rstrip())
    return {**connection.scope, "headers": headers, "client": ("", 0), "query_string": handshake}


def _handshake(scope: Scope, sessions: str) -> bytes:
    """Tie the tab's token to its sessions: with another cookie it names another state: stealing it yields nothing."""
    query = dict(parse_qsl(scope.get("query_string", b"").decode("ascii", "replace")))
    token = hashlib.sha256(f"{sessions} {query.get('token', '')}".encode()).hexdigest()
    return urlencode({"EIO": "4", "transport": "websocket", "token": token}).encode()


class _Door:
    """One socket's way in and out."""

    def __init__(self, receive: Receive, send: Send, quota: Bucket, known_events: Container[str]) -> None:
        self._receive, self._send = receive, send
        self._quota, self._known_events = quota, known_events
        self._closed = False

    async def receive(self) -> Message:
        """Return the next message fit for Reflex, or the end of the socket."""
        while not self._closed:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            verdict, code = self._judged(message.get("text"))
            if verdict is Verdict.PASS:
                return message
            log.warning("message refused", extra={"verdict": verdict.value, "code": code})
            if verdict is Verdict.CLOSE:
                await self.send({"type": "websocket.close", "code": code})
                self._closed = True
        return {"type": "websocket.disconnect", "code": UNFIT}

    def _judged(self, text: str | None) -> tuple[Verdict, int]:
        if text is None:
            return Verdict.CLOSE, UNFIT
        if len(text) > MAX_MESSAGE:
            return Verdict.CLOSE, TOO_BIG
        if not self._quota.take():
            return Verdict.CLOSE, BUSY
        return judge(text, self._known_events), UNFIT

    async def send(self, message: Message) -> None:
        """Pass a message to the browser; drop one that no longer reads."""
        if self._closed:
            return
        try:
            async with asyncio.timeout(SECONDS_TO_READ):
                await self._send(message)
        except TimeoutError:
            log.warning("socket dropped: it does not read")
            self._closed = True
            raise OSError("the browser does not read") from None
