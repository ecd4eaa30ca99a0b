"""What a browser may send through the socket: Reflex's few messages, well-formed, for handlers that exist.

Reflex 0.10 writes an event it cannot find, or cannot read, to the log with its payload, the client's token and
every header. Such messages therefore never reach it.

Frames (Engine.IO 4 carrying Socket.IO 5, text only): `1` close, `2` ping, `3` pong, `40/ns,{…}` connect with the
first event, `41/ns,` disconnect, `42/ns,["event",{…}]`, `42/ns,["ping"]`, `42/ns,["client_error",{…}]`.
"""

import json
from collections.abc import Container
from enum import Enum
from typing import Any

NAMESPACE = "/_rx/_event"  # `backend_path` of rxconfig.py, and Reflex's event endpoint
_CONNECT, _DISCONNECT, _EVENT = f"40{NAMESPACE},", f"41{NAMESPACE},", f"42{NAMESPACE},"
_MAX_CONTROL_LENGTH = 16


class Verdict(Enum):
    """What becomes of a frame."""

    PASS = "pass"  # noqa: S105  # not a password
    DROP = "drop"  # an event nobody handles, as an old page may send after an update
    CLOSE = "close"  # not the protocol: not one of our pages


def judge(frame: str, known_events: Container[str]) -> Verdict:
    """Decide whether a text frame may go on to Reflex."""
    if frame[:1] in ("1", "2", "3") and len(frame) <= _MAX_CONTROL_LENGTH:
        return Verdict.PASS
    if frame.rstrip(",") == _DISCONNECT.rstrip(","):
        return Verdict.PASS
    for prefix, judged in ((_EVENT, _message), (_CONNECT, _connect)):
        if frame.startswith(prefix):
            try:
                return judged(json.loads(frame[len(prefix) :] or "null"), known_events)
            except (ValueError, RecursionError):
                return Verdict.CLOSE
    return Verdict.CLOSE


def _message(body: Any, known_events: Container[str]) -> Verdict:
    match body:
        case ["event", dict() as event]:
            return Verdict.PASS if _is_event(event, known_events) else Verdict.DROP
        case ["ping"] | ["client_error", dict()]:
            return Verdict.PASS
        case _:
            return Verdict.DROP


def _connect(body: Any, known_events: Container[str]) -> Verdict:
    """The connection carries its first event, without which the page stays empty: all of it or nothing."""
    if body is None:
        return Verdict.PASS
    if not isinstance(body, dict) or not isinstance(body.get("state_schema", ""), str | None):
        return Verdict.CLOSE
    event = body.get("event")
    fine = event is None or (isinstance(event, dict) and _is_event(event, known_events))
    return Verdict.PASS if fine else Verdict.CLOSE


def _is_event(event: dict[str, Any], known_events: Container[str]) -> bool:
    name = event.get("name")
    if not isinstance(name, str) or name not in known_events:
        return False
    return isinstance(event.get("payload", {}), dict) and _is_router_data(event.get("router_data", {}))


def _is_router_data(data: Any) -> bool:
    # Reflex would keep any other key in the stored state, for good.
    if not isinstance(data, dict) or not data.keys() <= {"pathname", "asPath", "query"}:
        return False
    query = data.get("query", {})
    return (
        all(isinstance(data.get(name, ""), str) for name in ("pathname", "asPath"))
        and isinstance(query, dict)
        and all(isinstance(part, str) for value in query.values() for part in _parts(value))
    )


def _parts(value: Any) -> list[Any]:
    """Return what a query field holds: a text, or the list of the path that no page matched."""
    return value if isinstance(value, list) else [value]
