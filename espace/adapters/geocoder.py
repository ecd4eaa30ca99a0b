"""Asks the service of the settings where an address is (geopy, `BANFrance`), if there is one (SECURITY 24).

It is sent the typed address, and nothing that tells who asks: no cookie, no number, the same name for every portal.
Whoever waits has an answer, or `GeocoderDown`, within `SECONDS`, the queue and the name's resolution included. A
thread that hangs in it cannot be stopped, but there are `THREADS` at most, and after a failure nobody asks for `REST`.
"""

import asyncio
import logging
import math
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders import BANFrance

from espace.adapters.geocoder_wire import Wire
from espace.adapters.restraint import Breaker, Pace
from espace.domain.ban_answers import LOWEST_SCORE, PRECISIONS
from espace.domain.labels import Precision
from espace.domain.positions import Position
from espace.settings import settings

SECONDS = 2.2  # the page answers within three, the last suggestion and the rest of its work included
SECONDS_WHILE_TYPING = 0.5  # a search waits behind the suggestions of its tab: what is slower is none at all
REST = 30.0  # seconds without a request after a failure
EVERY = 0.2  # seconds between two requests of a worker
THREADS = 2
MOST = 10  # answers asked for
_SECONDS_TO_ANSWER = 0.02  # with less than that left, asking is of no use to anybody
_MAX_LABEL = 200
_USER_AGENT = "espace-adherent"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A place that may be the one asked for; `score` is the service's own, from `LOWEST_SCORE` to 1.

    `code` is the commune's in the code of INSEE, an arrondissement's in Paris, Lyon and Marseille.
    """

    label: str
    position: Position
    precision: Precision
    score: float
    postcode: str
    city: str
    code: str


class GeocoderDown(Exception):
    """The service did not answer, or nonsense. `fault` says why in English, without the address or its words."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class _Manners:
    """What one worker keeps of the service: its threads, its pace, and whether it rests."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="geocoder")
        self.pace = Pace(EVERY)
        # A service too slow for who types may still be quick enough for who waits.
        self.finding, self.typing = Breaker(REST), Breaker(REST)


@lru_cache
def _manners() -> _Manners:
    return _Manners()


def is_configured() -> bool:
    """Whether addresses may be sent to a service at all."""
    return bool(settings().geocoder_domain)


async def find(address: str) -> tuple[Answer, ...]:
    """Return the places that an address may be, the best first; none when the service knows no such address.

    Raises:
        GeocoderDown: when the service fails or does not answer within `SECONDS`.
    """
    return await _asked(address, _manners().finding, SECONDS)


async def complete(typed: str) -> tuple[Answer, ...]:
    """Return the places that an address may become while it is typed.

    Raises:
        GeocoderDown: when the service fails or does not answer within `SECONDS_WHILE_TYPING`.
    """
    return await _asked(typed, _manners().typing, SECONDS_WHILE_TYPING)


async def _asked(address: str, breaker: Breaker, seconds: float) -> tuple[Answer, ...]:
    if not breaker.lets_through():
        raise GeocoderDown("it rests after a failure")
    wait = _manners().pace.wait(seconds / 2)
    if wait is None:
        raise GeocoderDown("too many requests are waiting")
    try:
        answers = await _within(address, wait, seconds)
    except GeocoderDown as down:
        breaker.failed()
        log.warning("geocoder down", extra={"fault": down.fault})
        raise
    breaker.succeeded()
    return answers


async def _within(address: str, wait: float, seconds: float) -> tuple[Answer, ...]:
    until = monotonic() + seconds
    try:
        async with asyncio.timeout(seconds):
            await asyncio.sleep(wait)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(_manners().threads, _ask, address, until)
    except TimeoutError:
        raise GeocoderDown("no answer in time") from None


def _ask(address: str, until: float) -> tuple[Answer, ...]:
    asked = settings()
    try:
        service = _service(asked.geocoder_domain, asked.geocoder_scheme)
        left = until - monotonic()
        if left < _SECONDS_TO_ANSWER:
            raise GeocoderDown("no answer in time")
        found = service.geocode(address, exactly_one=False, limit=MOST, timeout=left)
        return tuple(answer for place in found or () if (answer := _answer(place)))
    except GeocoderDown:
        raise
    except GeocoderQueryError:
        return ()  # it reads nothing in these words; another address it will
    except Exception as fault:  # whatever it answers, only its kind is told: geopy's words quote the address
        raise GeocoderDown(_kind(fault)) from None


def _kind(fault: Exception) -> str:
    """Return what operators need to know of a fault, in words that are not the service's."""
    reason = getattr(fault, "reason", None)  # urllib puts what the network said there
    status = getattr(fault.__cause__, "status_code", "")
    return f"{type(reason if isinstance(reason, OSError) else fault).__name__} {status}".rstrip()


@lru_cache(maxsize=1)
def _service(domain: str, scheme: str) -> BANFrance:
    return BANFrance(
        domain=domain,
        scheme=scheme,
        user_agent=_USER_AGENT,
        proxies={} if scheme == "http" else None,  # this very machine, or what the system says
        ssl_context=ssl.create_default_context(),
        adapter_factory=Wire,
    )


def _answer(place: Any) -> Answer | None:
    """Return a place as the portal keeps it; None for a mere guess, or a municipality."""
    facts = place.raw["properties"]
    score, precision = float(facts["score"]), PRECISIONS.get(facts["type"])
    if precision is None or not math.isfinite(score) or score < LOWEST_SCORE:
        return None
    label, postcode, city, code = (str(facts.get(name) or "") for name in ("label", "postcode", "city", "citycode"))
    position = Position(place.latitude, place.longitude)
    return Answer(label[:_MAX_LABEL], position, precision, score, postcode, city, code)


def close() -> None:
    """Let go of the threads, and of what is known of the service; a request under way ends by itself."""
    if _manners.cache_info().currsize:
        _manners().threads.shutdown(wait=False, cancel_futures=True)
        _manners.cache_clear()
    _service.cache_clear()
