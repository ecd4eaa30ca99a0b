"""Logs: one JSON object a line, without personal data.

What is written:
- of the portal's own records, the constant message and the fields given as `extra`;
- of a few libraries that speak of the process only (`_TRUSTED`), the whole message;
- of every other library, its message without the values put into it, or only the place it speaks from when the
  values can no longer be told from the words (Reflex formats event payloads and client tokens into its messages);
- of an exception, its type and the places it went through, never its text, which quotes SQL parameters and
  payloads. Faults of the network, the disk and the database connection keep their reason.

There is no access log: a request line would name a person's pages, and the socket's address carries a token.
"""

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import OperationalError

_OWN = "espace"
_TRUSTED = ("_granian", "granian", "alembic.runtime.migration")
_ACCESS_LOGS = ("granian.access", "uvicorn.access")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_REFERENCE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is misheard or misread on the telephone
_REFERENCE_LENGTH = 8
_MAX_PLACES = 15
_MAX_REASON = 200

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: `at`, `level`, `logger`, `event`, its fields, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _words(record),
        }
        if _is_of(record.name, _OWN):
            line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info and record.exc_info[1]:
            line["error"] = described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def _is_of(name: str, *roots: str) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def _words(record: logging.LogRecord) -> str:
    if _is_of(record.name, _OWN, *_TRUSTED):
        return record.getMessage()
    if record.args and isinstance(record.msg, str):
        return record.msg
    return f"{record.module}:{record.lineno} {record.funcName}"


def described(error: BaseException) -> dict[str, Any]:
    """Return what may be written of an exception: its type, reason if it holds no data, places, and cause."""
    frames = traceback.walk_tb(error.__traceback__)
    places = [f"{frame.f_globals.get('__name__', '?')}:{number} {frame.f_code.co_name}" for frame, number in frames]
    told: dict[str, Any] = {"type": f"{type(error).__module__}.{type(error).__qualname__}", "at": places[-_MAX_PLACES:]}
    if isinstance(error, OSError) and error.strerror:
        told["reason"] = error.strerror
    elif isinstance(error, OperationalError):
        told["reason"] = str(error.orig).partition("\n")[0][:_MAX_REASON]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        told["cause"] = described(cause)
    return told


def failure(error: BaseException) -> str:
    """Write an unforeseen exception down and return its reference, for the sentence the person reads."""
    reference = "".join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(_REFERENCE_LENGTH))
    log.error("failure", exc_info=error, extra={"reference": reference})
    return reference


def for_server() -> dict[str, Any]:
    """Return the `logging.config` dictionary that makes granian itself write JSON lines, and no access log."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "loggers": {
            "_granian": {"handlers": ["lines"], "propagate": False},
            "granian.access": {"handlers": ["nowhere"], "propagate": False},
        },
    }


def set_up(level: str) -> None:
    """Send every record of the process to standard error as JSON lines, from `level` (debug, info…) upwards."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TRUSTED[:2]:  # the server sets up its own handlers before it loads the application
        server = logging.getLogger(name)
        server.handlers.clear()
        server.propagate = True
    for name in _ACCESS_LOGS:
        access = logging.getLogger(name)
        access.handlers.clear()
        access.propagate = False
        access.disabled = True
    for name in ("engineio.server", "socketio.server"):  # left unset, they add a plain-text handler of their own
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
