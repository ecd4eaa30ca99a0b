"""A geocoder that answers as the Base Adresse Nationale does, for tests: a real HTTP server of this machine."""

import json
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request, as it arrived."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


def feature(label: str, latitude: float, longitude: float, **facts: Any) -> dict[str, Any]:
    """Return one place of an answer: a house number of Marseille 6e, unless `facts` say otherwise."""
    known = {"label": label, "score": 0.95, "type": "housenumber", "postcode": "13006", "city": "Marseille"}
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": point, "properties": {**known, "citycode": "13206", **facts}}


def answer(*features: dict[str, Any]) -> bytes:
    """Return a whole answer."""
    return json.dumps({"type": "FeatureCollection", "features": features, "query": "…"}).encode()


@dataclass
class BanStub:
    """Serves on 127.0.0.1 between `start()` and `stop()`; `domain` is what ESPACE_GEOCODER_DOMAIN takes.

    Every request gets `status` and `body`, with `headers`; once `silent` is set, none gets anything before `stop()`.
    """

    status: int = 200
    body: bytes = answer(feature("18 Rue des Embruns 13006 Marseille", 43.2863, 5.3811))
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    requests: list[Asked] = field(default_factory=list)
    domain: str = ""

    def start(self) -> "BanStub":
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, self._over))
        self._server.daemon_threads = False  # they end with `stop()`, which waits for them
        self.domain = f"127.0.0.1:{self._server.server_port}/geocodage"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def stop(self) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(stub: BanStub, over: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            stub.requests.append(Asked(parts.path, parse_qs(parts.query), dict(self.headers)))
            if stub.silent:
                over.wait()
            with suppress(OSError):  # whoever asked may have gone
                self.send_response(stub.status)
                for name, value in {"Content-Type": "application/json", **stub.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(stub.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
