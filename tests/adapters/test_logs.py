import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from espace.adapters import logs

SECRET = "284061305512361"


def _written(
    name: str, message: str, *args: object, error: BaseException | None = None, **fields: object
) -> dict[str, Any]:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "/x/app.py", 7, message, args, exc_info, "do", extra=fields
    )
    line = logs.JsonLines().format(record)
    assert "\n" not in line
    return dict(json.loads(line))


def _raised(make: Callable[[], BaseException]) -> BaseException:
    try:
        raise make()
    except BaseException as error:
        return error


def test_our_own_records_keep_their_words_and_fields() -> None:
    line = _written("espace.web.session", "login refused", reason="expired")
    assert (line["event"], line["reason"], line["level"]) == ("login refused", "expired", "error")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+00:00", line["at"])


def test_a_librarys_ready_made_message_is_replaced_by_its_place() -> None:
    assert _written("reflex.app", f"payload {SECRET}")["event"] == "app:7 do"


def test_a_librarys_template_is_kept_without_its_values() -> None:
    line = _written("some.library", "took %s for %s", 3, SECRET, member=SECRET)
    assert line["event"] == "took %s for %s"
    assert SECRET not in json.dumps(line)


def test_the_servers_own_messages_are_kept() -> None:
    assert _written("_granian.serve", "Started worker-1")["event"] == "Started worker-1"


def test_a_name_that_only_begins_like_ours_is_not_ours() -> None:
    assert _written("espaces.elsewhere", SECRET)["event"] == "app:7 do"


def test_an_exception_is_written_without_its_words() -> None:
    line = _written("espace.x", "failure", error=_raised(lambda: ValueError(f"bad value {SECRET}")))
    assert line["error"]["type"] == "builtins.ValueError"
    assert line["error"]["at"][-1].endswith("_raised")
    assert SECRET not in json.dumps(line)


def test_the_parameters_of_a_refused_insert_are_not_written() -> None:
    error = _raised(lambda: IntegrityError("INSERT", {"nir": SECRET}, Exception(SECRET)))
    assert SECRET not in json.dumps(_written("espace.x", "failure", error=error))


def test_a_cause_is_written_too() -> None:
    def chained() -> BaseException:
        error = RuntimeError(SECRET)
        error.__cause__ = KeyError(SECRET)
        return error

    line = _written("espace.x", "failure", error=_raised(chained))
    assert line["error"]["cause"]["type"] == "builtins.KeyError"
    assert SECRET not in json.dumps(line)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FileNotFoundError(2, "No such file or directory"), "No such file or directory"),
        (OperationalError("SELECT", {"nir": SECRET}, Exception("connection refused\nmore")), "connection refused"),
    ],
)
def test_faults_of_the_surroundings_keep_their_reason(error: Exception, reason: str) -> None:
    line = _written("espace.x", "failure", error=error)
    assert line["error"]["reason"] == reason
    assert SECRET not in json.dumps(line)


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    root, names = logging.getLogger(), ("granian", "_granian", "granian.access", "uvicorn.access")
    handlers, level, before = root.handlers[:], root.level, {}
    for name in names:
        logger = logging.getLogger(name)
        before[name] = (logger.handlers[:], logger.propagate, logger.disabled)
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level
    for name, (kept, propagate, disabled) in before.items():
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate, logger.disabled = kept, propagate, disabled


@pytest.mark.usefixtures("_logging_as_before")
def test_a_failure_gets_a_reference_that_can_be_found_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info")
    reference = logs.failure(_raised(lambda: ValueError(SECRET)))
    line = json.loads(capsys.readouterr().err)
    assert line["reference"] == reference
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{8}", reference)


@pytest.mark.usefixtures("_logging_as_before")
def test_there_is_no_access_log_and_nothing_below_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("warning")
    logging.getLogger("granian.access").error("GET /_rx/_event?token=abc")
    logging.getLogger("espace.x").info("chatter")
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("_logging_as_before")
def test_the_server_writes_lines_too(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logs.for_server())
    logging.getLogger("_granian").error("Listening at: http://127.0.0.1:8000")
    logging.getLogger("granian.access").error("GET /documents/releve?paiement=abc")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "Listening at: http://127.0.0.1:8000"
