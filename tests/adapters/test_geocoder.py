import asyncio
import json
import logging
import socket
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from espace.adapters import geocoder, geocoder_wire, logs
from espace.adapters.geocoder import GeocoderDown
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.settings import settings
from tests.ban import BanStub, answer, feature

ADDRESS = "18 rue des Embruns, 13006 Marseille"
NONSENSE = {
    "not JSON": b"<html>Bienvenue</html>",
    "not UTF-8": b"\xff\xfe",
    "another JSON": b"[1, 2]",
    "no features": b'{"message": "bonjour"}',
    "features that are none": b'{"features": [7]}',
    "no place": b'{"features": [{"properties": {}}]}',
    "no score": answer(feature("x", 43.0, 5.0, score=None)),
    "a place off the Earth": answer(feature("x", 430.0, 5.0)),
    "no end": b" " * (geocoder_wire.MAX_BYTES + 1),
}


@dataclass
class Clock:
    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the pace: `test_restraint.py` measures it."""
    monkeypatch.setattr(geocoder, "EVERY", 0)


@pytest.fixture
def clock(ban: BanStub, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the breakers of the worker measure with."""
    made = Clock()
    for breaker in (geocoder._manners().finding, geocoder._manners().typing):
        monkeypatch.setattr(breaker, "_clock", made)
    return made


def test_without_a_service_in_the_settings_there_is_none() -> None:
    assert not geocoder.is_configured()


async def test_an_answer_says_where_how_exactly_and_in_which_commune(ban: BanStub) -> None:
    (found,) = await geocoder.find(ADDRESS)

    assert geocoder.is_configured()
    assert found.label == "18 Rue des Embruns 13006 Marseille"
    assert found.position == Position(43.2863, 5.3811)
    assert (found.precision, found.score) == (Precision.ADDRESS, 0.95)
    assert (found.postcode, found.city, found.code) == ("13006", "Marseille", "13206")


async def test_answers_keep_their_order_without_guesses_and_municipalities(ban: BanStub) -> None:
    ban.body = answer(
        feature("Marseille", 43.3, 5.4, type="municipality"),
        feature("2 rue Haute", 43.1, 5.1, score=0.5),
        feature("3 rue Haute", 43.2, 5.2, score=0.49),
        feature("rue Haute", 43.3, 5.3, type="street"),
        feature("Les Hauts", 43.4, 5.4, type="locality"),
    )

    found = await geocoder.find("rue Haute")

    assert [(one.label, one.precision) for one in found] == [
        ("2 rue Haute", Precision.ADDRESS),
        ("rue Haute", Precision.STREET),
        ("Les Hauts", Precision.STREET),
    ]


async def test_an_address_the_service_does_not_know_has_no_answer(ban: BanStub) -> None:
    ban.body = answer()

    assert await geocoder.find(ADDRESS) == ()


async def test_words_the_service_cannot_read_are_no_failure_of_it(ban: BanStub) -> None:
    ban.status, ban.body = 400, b'{"code": 400, "message": "q must start with a number or a letter"}'

    assert await geocoder.find("?!") == ()
    ban.status, ban.body = 200, answer()
    assert await geocoder.find(ADDRESS) == ()
    assert len(ban.requests) == 2


async def test_what_leaves_is_the_address_and_nothing_else(ban: BanStub) -> None:
    await geocoder.find("1 bis, rue de l’Été & Cie #4, 13006 Marseille")

    (asked,) = ban.requests
    assert asked.path == "/geocodage/search"
    assert asked.query == {"q": ["1 bis, rue de l’Été & Cie #4, 13006 Marseille"], "limit": ["10"]}
    said = {name: value for name, value in asked.headers.items() if name != "Host"}
    assert said == {"Accept-Encoding": "identity", "User-Agent": "espace-adherent", "Connection": "close"}


async def test_a_cookie_the_service_sets_does_not_come_back(ban: BanStub) -> None:
    ban.headers = {"Set-Cookie": "visitor=7; Path=/"}
    await geocoder.find(ADDRESS)
    await geocoder.find(ADDRESS)

    assert not any("Cookie" in asked.headers for asked in ban.requests)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503, 504])
async def test_a_service_that_refuses_is_down(ban: BanStub, status: int) -> None:
    ban.status = status

    with pytest.raises(GeocoderDown, match=str(status)):
        await geocoder.find(ADDRESS)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_an_address_is_never_sent_on_to_another_service(ban: BanStub, status: int) -> None:
    elsewhere = BanStub().start()
    ban.status, ban.headers = status, {"Location": f"http://{elsewhere.domain}/search"}
    try:
        with pytest.raises(GeocoderDown, match=str(status)):
            await geocoder.find(ADDRESS)
    finally:
        elsewhere.stop()
    assert elsewhere.requests == []


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
async def test_a_service_that_answers_nonsense_is_down(ban: BanStub, body: bytes) -> None:
    ban.body = body

    with pytest.raises(GeocoderDown):
        await geocoder.find(ADDRESS)


async def test_a_service_nobody_listens_for_is_down(ban: BanStub, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setattr(settings(), "geocoder_domain", f"127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(GeocoderDown, match="ConnectionRefusedError"):
            await geocoder.find(ADDRESS)


@pytest.mark.parametrize("ask", [geocoder.find, geocoder.complete])
async def test_a_service_that_never_answers_is_left_in_time(
    ban: BanStub, monkeypatch: pytest.MonkeyPatch, ask: Any
) -> None:
    ban.silent = True
    monkeypatch.setattr(geocoder, "SECONDS", 0.2)
    monkeypatch.setattr(geocoder, "SECONDS_WHILE_TYPING", 0.2)

    async with asyncio.timeout(2):
        with pytest.raises(GeocoderDown):
            await ask(ADDRESS)


async def test_an_answer_that_comes_in_drops_is_not_waited_for(ban: BanStub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geocoder_wire, "monotonic", count(step=10).__next__)

    with pytest.raises(GeocoderDown, match="GeocoderTimedOut"):
        await geocoder.find(ADDRESS)


async def test_those_who_queue_behind_a_silent_service_are_answered_in_the_same_time(
    ban: BanStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ban.silent = True
    monkeypatch.setattr(geocoder, "SECONDS", 0.2)

    async with asyncio.timeout(2):
        ends = await asyncio.gather(*(geocoder.find(ADDRESS) for _ in range(20)), return_exceptions=True)

    assert [type(end) for end in ends] == [GeocoderDown] * 20
    assert len(ban.requests) <= geocoder.THREADS


async def test_a_crowd_is_turned_away_rather_than_sent_to_the_service(
    ban: BanStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geocoder, "EVERY", 100)
    ends = await asyncio.gather(*(geocoder.find(ADDRESS) for _ in range(20)), return_exceptions=True)

    turned_away = {end.fault for end in ends if isinstance(end, GeocoderDown)}
    assert turned_away == {"too many requests are waiting"}, "the service is not thought to be down"
    assert len(ban.requests) == 1


async def test_after_a_failure_nobody_asks_until_one_tries_again(ban: BanStub, clock: Clock) -> None:
    ban.status = 503
    with pytest.raises(GeocoderDown):
        await geocoder.find(ADDRESS)
    ban.status = 200
    clock.at += geocoder.REST - 1
    with pytest.raises(GeocoderDown, match="rests"):
        await geocoder.find(ADDRESS)
    assert len(ban.requests) == 1

    clock.at += 1
    assert await geocoder.find(ADDRESS)
    assert await geocoder.find(ADDRESS)
    assert len(ban.requests) == 3


async def test_a_service_too_slow_for_who_types_is_still_asked_by_who_waits(
    ban: BanStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ban.silent = True
    monkeypatch.setattr(geocoder, "SECONDS_WHILE_TYPING", 0.1)
    with pytest.raises(GeocoderDown):
        await geocoder.complete(ADDRESS)
    ban.silent = False

    assert await geocoder.find(ADDRESS)
    with pytest.raises(GeocoderDown, match="rests"):
        await geocoder.complete(ADDRESS)


@pytest.mark.parametrize(("status", "body"), [(200, None), (500, None), (200, b"{}"), (400, ADDRESS.encode())])
async def test_no_log_holds_the_address(
    ban: BanStub, caplog: pytest.LogCaptureFixture, status: int, body: bytes | None
) -> None:
    ban.status, ban.body = status, body or ban.body
    with caplog.at_level(logging.DEBUG):
        try:
            await geocoder.find(ADDRESS)
        except GeocoderDown as down:
            logging.getLogger("espace.state").error("failure", exc_info=down)

    written = [logs.JsonLines().format(record) for record in caplog.records]
    assert any("geocode" in json.loads(line)["event"] for line in written), "geopy speaks of its request"
    assert not [line for line in written if "mbruns" in line or "13006" in line]


async def test_a_failure_is_written_down_with_its_kind(ban: BanStub, caplog: pytest.LogCaptureFixture) -> None:
    ban.status = 503
    with pytest.raises(GeocoderDown):
        await geocoder.find(ADDRESS)

    (record,) = [record for record in caplog.records if record.name == geocoder.__name__]
    assert (record.getMessage(), record.fault) == ("geocoder down", "GeocoderTimedOut 503")
