"""How geopy reaches the geocoder: one GET, never led elsewhere, of bounded size and time.

geopy's own adapter follows redirects to any host, and reads an answer however long it is.
"""

import json
import ssl
from http.client import HTTPMessage, HTTPResponse
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener, getproxies

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut

MAX_BYTES = 256 * 1024  # ten answers are about 8 KB
_CHUNK = 16 * 1024


class _StayHere(HTTPRedirectHandler):
    """Takes a redirect for the error it is: the address was to be sent to the configured service, to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


class Wire(BaseSyncAdapter):  # type: ignore[misc]  # geopy is untyped
    """What `BANFrance` takes as `adapter_factory`."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        outwards = ProxyHandler(getproxies() if proxies is None else proxies)
        self._open = build_opener(outwards, HTTPSHandler(context=ssl_context), _StayHere()).open

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Return the features that the service answered, as geopy reads them.

        Raises:
            GeocoderParseError: when it is not what a geocoder of the BAN answers.
        """
        try:
            answer = json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except ValueError:
            raise GeocoderParseError("not JSON") from None
        if not isinstance(answer, dict) or not isinstance(answer.get("features"), list):
            raise GeocoderParseError("no features")
        return answer

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the text of the answer.

        Raises:
            AdapterHTTPError: with the status of a refusal, a redirect among them, and none of its words.
            GeocoderTimedOut: when it is not complete in time.
            GeocoderParseError: when it is too long.
            OSError: when the service is not reached.
        """
        until = monotonic() + timeout
        try:
            with self._open(Request(url, headers=headers), timeout=timeout) as page:  # noqa: S310 - settings say http or https
                return _body(page, until).decode()
        except HTTPError as refusal:
            with refusal:
                raise AdapterHTTPError(str(refusal.code), status_code=refusal.code, headers={}, text="") from None


def _body(page: HTTPResponse, until: float) -> bytes:
    body = bytearray()
    while chunk := page.read1(_CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise GeocoderParseError("too long")
        if monotonic() > until:
            raise GeocoderTimedOut("not complete")
    return bytes(body)
