"""One person at each server: a browser's requests for the rival, the websocket of Reflex 0.10 for the portal.

Wire of the websocket (socket.io 5 over engine.io 4): `0{…}` opened, `40<namespace>,{first event}` connects,
`42<namespace>,["event",{…}]` goes both ways, `2` is answered by `3`.
"""

import asyncio
import json
import re
import uuid
from http.client import HTTPConnection, HTTPResponse
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import websockets

NAMESPACE = "/_rx/_event"
ROOT_STATE = "reflex___state____state"
PAGE_LOAD = f"{ROOT_STATE}.reflex___state____on_load_internal_state.on_load_internal"


class Browser:
    """A kept-alive HTTP connection with its cookies; it asks for no compression (P1 measures none on either side)."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """Fetch a page, as it comes; anything but a 200 is an error."""
        response, body = self._ask("GET", path, headers=headers)
        if response.status != 200:
            raise RuntimeError(f"GET {path}: {response.status}")
        return body

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form and return where it leads; anything but a redirect is an error."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        response, _ = self._ask("POST", path, urlencode(fields), headers | {"Sec-Fetch-Site": "same-origin"})
        if response.status not in (302, 303):
            raise RuntimeError(f"POST {path}: {response.status}")
        return response.headers["Location"]

    @property
    def cookie(self) -> str:
        """The `Cookie` header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, bytes]:
        self.connection.request(method, path, body, (headers or {}) | ({"Cookie": self.cookie} if self.cookies else {}))
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].strip().partition("=")
            self.cookies[name] = value
        return response, response.read()


def log_in_to_rival(browser: Browser, login: str, password: str) -> None:
    """Open a session through Django's form and its CSRF token."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/connexion").decode())
    assert token is not None
    fields = {"identifiant": login, "mot_de_passe": password, "csrfmiddlewaretoken": token[1]}
    assert browser.post("/connexion", fields) == "/remboursements"


class Tab:
    """One open tab of the portal: its websocket, the deltas that came back, and the frames that brought them."""

    def __init__(self, browser: Browser, path: str) -> None:
        self.origin, self.cookie = browser.origin, browser.cookie
        self.router = {"pathname": path, "asPath": path}
        self.updates: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.received = 0
        self.frames: list[str] = []

    async def __aenter__(self) -> Self:
        url = f"{self.origin.replace('http', 'ws', 1)}{NAMESPACE}/?token={uuid.uuid4()}&EIO=4&transport=websocket"
        self.socket = await websockets.connect(
            url,
            additional_headers={"Cookie": self.cookie},
            origin=self.origin,
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        assert str(await self.socket.recv()).startswith("0")
        first = {"name": f"{ROOT_STATE}.hydrate_and_load", "payload": {}, "router_data": self.router}
        await self.socket.send(f"40{NAMESPACE}," + json.dumps({"event": first}))
        self.listener = asyncio.create_task(self._listen())
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        self.listener.cancel()
        await self.socket.close()

    async def send(self, event: str, payload: dict[str, Any] | None = None, path: str = "") -> str:
        """Fire an event as the browser does, from the page at `path` (the tab's own by default); return its frame."""
        router = {"pathname": path.partition("?")[0], "asPath": path} if path else self.router
        body = {"name": event, "payload": payload or {}, "router_data": router}
        frame = f"42{NAMESPACE}," + json.dumps(["event", body])
        await self.socket.send(frame)
        return frame

    async def until(self, state: str, variable: str, value: Any = ..., seconds: float = 30) -> dict[str, Any]:
        """Wait for the delta with `variable` of `state` (at `value`, if given), and return that state's part."""
        async with asyncio.timeout(seconds):
            while True:
                part = (await self._next()).get("delta", {}).get(state, {})
                name = f"{variable}_rx_state_"
                if name in part and (value is ... or part[name] == value):
                    return part

    async def quiet(self, seconds: float = 0.5) -> list[dict[str, Any]]:
        """Return whatever comes until nothing has for `seconds`."""
        heard = []
        while True:
            try:
                heard.append(await asyncio.wait_for(self._next(), seconds))
            except TimeoutError:
                return heard

    async def _next(self) -> dict[str, Any]:
        update = await self.updates.get()
        if "closed" in update:
            raise ConnectionError(f"the portal closed the socket: {update['closed']}")
        return update

    async def _listen(self) -> None:
        prefix = f"42{NAMESPACE},"
        try:
            async for message in self.socket:
                text = str(message)
                self.received += len(text.encode())
                self.frames.append(text)
                if text == "2":
                    await self.socket.send("3")
                elif text.startswith(prefix):
                    name, body = json.loads(text[len(prefix) :])
                    self.updates.put_nowait(body if name == "event" else {"other": name, "body": body})
        finally:
            self.updates.put_nowait({"closed": self.socket.close_code})
