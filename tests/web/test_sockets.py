import asyncio
import json
from typing import Any

import pytest
from reflex.istate.data import HeaderData
from reflex_base.utils.serializers import serialize
from sqlalchemy import Engine
from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send

from espace.services.sessions import hash_token
from espace.settings import settings
from espace.web import sockets
from espace.web.clients import client_key, visitor
from espace.web.limits import Bucket, Buckets
from espace.web.sockets import Sockets
from tests.web.conftest import KNOWN, ORIGIN

TOKEN = "a-session-token"
LOAD = '42/_rx/_event,["event",{"name":"state.load","payload":{}}]'


class Reflex:
    """Stands for Reflex: keeps what reaches it, until the socket ends."""

    def __init__(self) -> None:
        self.scope: Scope | None = None
        self.got: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        while (message := await receive())["type"] != "websocket.disconnect":
            self.got.append(message)
        self.got.append(message)
        await send({"type": "websocket.send", "text": "too late"})

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.got if message["type"] == "websocket.receive"]

    @property
    def headers(self) -> dict[bytes, bytes]:
        assert self.scope is not None
        return dict(self.scope["headers"])


@pytest.fixture
def reflex() -> Reflex:
    return Reflex()


@pytest.fixture
def door(reflex: Reflex, database: Engine) -> Sockets:
    return Sockets(reflex, KNOWN)


async def _visit(
    door: Sockets, *frames: str | bytes, path: str = "/_rx/_event/", **headers: str | None
) -> list[Message]:
    """Open a socket from our own page, send the frames, leave; return what the browser was sent."""
    sent: list[Message] = []
    asked = {"host": "localhost:8000", "origin": ORIGIN, "cookie": f"espace={TOKEN}", "user_agent": "Firefox"} | headers
    waiting: list[Message] = [{"type": "websocket.connect"}]
    waiting += [{"type": "websocket.receive", "bytes" if isinstance(one, bytes) else "text": one} for one in frames]
    waiting.append({"type": "websocket.disconnect", "code": 1001})

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in asked.items() if value is not None]
    scope = {
        "type": "websocket",
        "path": path,
        "query_string": b"token=abc",
        "headers": pairs,
        "client": ("203.0.113.9", 4711),
        "scheme": "ws",
        "subprotocols": [],
    }
    await door(scope, receive, send)
    return sent


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "https://evil.example",
        "https://localhost:8000",
        "http://localhost:8001",
        "http://localhost:8000.evil.example",
        "http://localhost:8000/",
        "http://user@localhost:8000",
    ],
)
async def test_a_socket_of_another_site_is_refused_before_it_opens(
    door: Sockets, reflex: Reflex, origin: str | None
) -> None:
    assert await _visit(door, origin=origin) == [{"type": "websocket.close", "code": 4403}]
    assert reflex.scope is None


async def test_in_production_the_host_must_be_ours_too(door: Sockets, reflex: Reflex, production: str) -> None:
    evil = {"host": "evil.example", "origin": "https://evil.example"}
    assert await _visit(door, **evil) == [{"type": "websocket.close", "code": 4403}]
    await _visit(door, host="espace.exemple.fr", origin=production)
    assert reflex.scope is not None


@pytest.mark.parametrize("path", ["/", "/_rx/other", "/accueil"])
async def test_only_the_events_address_takes_sockets(door: Sockets, reflex: Reflex, path: str) -> None:
    assert await _visit(door, path=path) == [{"type": "websocket.close", "code": 4403}]
    assert reflex.scope is None


async def test_reflex_never_sees_the_cookie_only_its_hash(door: Sockets, reflex: Reflex) -> None:
    await _visit(door, authorization="Bearer forged", x_forwarded_for="198.51.100.7")
    assert reflex.headers[b"authorization"] == hash_token(TOKEN).encode()
    assert set(reflex.headers) == {b"host", b"origin", b"authorization", b"proxy-authorization"}
    assert reflex.scope is not None
    told = repr(reflex.scope)
    assert TOKEN not in told
    assert "203.0.113.9" not in told


async def test_nobody_can_hand_over_a_hash_themselves(door: Sockets, reflex: Reflex) -> None:
    await _visit(door, cookie=None, authorization=hash_token(TOKEN), proxy_authorization="chosen")
    assert b"authorization" not in reflex.headers
    assert b"chosen" not in reflex.headers.values()


async def test_an_advisers_hash_travels_apart_and_is_shown_to_nobody(door: Sockets, reflex: Reflex) -> None:
    await _visit(door, cookie=f"gestion={TOKEN}", x_auth_request_access_token="chosen")
    assert reflex.headers[sockets.ADVISER_HEADER.encode()] == hash_token(TOKEN).encode()
    assert b"authorization" not in reflex.headers
    assert b"chosen" not in reflex.headers.values()
    headers = {name.decode(): value.decode() for name, value in reflex.headers.items()}
    assert hash_token(TOKEN) not in json.dumps(serialize(HeaderData.from_router_data({"headers": headers})))


async def test_a_second_cookie_buys_no_second_quota(door: Sockets) -> None:
    quota = settings().events_per_second * sockets.BURST_SECONDS
    await _visit(door, *[LOAD] * quota)
    for number in range(3):
        sent = await _visit(door, LOAD, cookie=f"espace={TOKEN}; gestion=made-up-{number}")
        assert sent == [{"type": "websocket.close", "code": 1008}]


async def test_another_cookie_of_either_side_names_another_state(door: Sockets, reflex: Reflex) -> None:
    told = set()
    for cookie in (f"espace={TOKEN}", f"gestion={TOKEN}", f"espace={TOKEN}; gestion={TOKEN}"):
        await _visit(door, cookie=cookie)
        assert reflex.scope is not None
        told.add(reflex.scope["query_string"])
    assert len(told) == 3


async def test_a_page_knows_its_visitor_by_a_hash_of_the_address(door: Sockets, reflex: Reflex) -> None:
    await _visit(door, x_forwarded_for="198.51.100.7")
    headers = {name.decode(): value.decode() for name, value in reflex.headers.items()}
    seen = HeaderData.from_router_data({"headers": headers})
    expected = client_key(HTTPConnection({"type": "http", "headers": [], "client": ("203.0.113.9", 1)}))
    assert visitor(seen) == expected
    assert expected not in json.dumps(serialize(seen))


async def test_fit_messages_arrive_and_unknown_events_do_not(door: Sockets, reflex: Reflex) -> None:
    unknown = LOAD.replace("state.load", "state.gone")
    await _visit(door, LOAD, unknown, '42/_rx/_event,["ping"]')
    assert reflex.texts == [LOAD, '42/_rx/_event,["ping"]']


@pytest.mark.parametrize(
    ("frame", "code"),
    [(b"\x00", 1003), ("42nonsense", 1003), (LOAD + " " * sockets.MAX_MESSAGE, 1009)],
)
async def test_an_unfit_message_closes_the_socket(door: Sockets, reflex: Reflex, frame: str | bytes, code: int) -> None:
    sent = await _visit(door, LOAD, frame, LOAD)
    assert sent == [{"type": "websocket.close", "code": code}]
    assert reflex.texts == [LOAD]
    assert reflex.got[-1]["type"] == "websocket.disconnect"


async def test_a_flood_of_events_closes_the_socket(door: Sockets, reflex: Reflex) -> None:
    quota = settings().events_per_second * sockets.BURST_SECONDS
    sent = await _visit(door, *[LOAD] * (quota + 5))
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert len(reflex.texts) == quota


async def test_the_quota_is_the_sessions_however_many_sockets_it_opens(door: Sockets, reflex: Reflex) -> None:
    quota = settings().events_per_second * sockets.BURST_SECONDS
    await _visit(door, *[LOAD] * quota)
    assert await _visit(door, LOAD) == [{"type": "websocket.close", "code": 1008}]
    assert len(reflex.texts) == quota
    await _visit(door, LOAD, cookie="espace=another-session")
    assert len(reflex.texts) == quota + 1


async def test_a_session_that_connects_without_pause_is_refused(door: Sockets) -> None:
    for _ in range(sockets.CONNECTS_AT_ONCE):
        assert await _visit(door) == [{"type": "websocket.send", "text": "too late"}]
    assert await _visit(door) == [{"type": "websocket.close", "code": 1008}]
    assert await _visit(door, cookie="espace=another-session") != [{"type": "websocket.close", "code": 1008}]


async def test_what_is_refused_is_logged_without_a_word_of_it(door: Sockets, caplog: pytest.LogCaptureFixture) -> None:
    secret = json.dumps(["event", {"name": "284061305512361", "payload": {"nir": "284061305512361"}}])
    await _visit(door, f"42/_rx/_event,{secret}", "secret-nonsense")
    told = " ".join(str(vars(record)) for record in caplog.records)
    assert "refused" in told
    for word in ("284061305512361", "secret-nonsense", TOKEN, "abc", "203.0.113.9"):
        assert word not in told


async def test_a_browser_that_does_not_read_is_dropped(
    reflex: Reflex, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "SECONDS_TO_READ", 0)
    tried: list[Any] = []

    async def talk(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        with pytest.raises(OSError, match="does not read"):
            await send({"type": "websocket.send", "text": "x"})
        await send({"type": "websocket.send", "text": "y"})

    async def stuck(message: Message) -> None:
        tried.append(message)
        await asyncio.Event().wait()

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    scope = {
        "type": "websocket",
        "path": "/_rx/_event",
        "headers": [(b"host", b"localhost:8000"), (b"origin", ORIGIN.encode())],
    }
    await Sockets(talk, KNOWN)(scope, receive, stuck)
    assert len(tried) == 1


def test_a_bucket_fills_again_with_time() -> None:
    time = [0.0]
    bucket = Bucket(rate=2, burst=3, clock=lambda: time[0])
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    time[0] = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    time[0] = 100
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_the_longest_unused_bucket_is_forgotten_first() -> None:
    buckets = Buckets(rate=0, burst=1, most=2)
    assert buckets.of("a").take()
    buckets.of("b")
    buckets.of("a")
    buckets.of("c")
    assert not buckets.of("a").take()
    assert buckets.of("b").take()
