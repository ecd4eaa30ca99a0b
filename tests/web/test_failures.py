import re

import pytest
from reflex_base.event import EventSpec

from espace.domain.errors import NotFound
from espace.web.failures import on_browser_error, on_event_error


def _said(event: EventSpec) -> str:
    (_, sentence) = event.args[0]
    return str(sentence._var_value)  # type: ignore[attr-defined]


def test_a_refusal_of_ours_is_said_in_its_own_words(caplog: pytest.LogCaptureFixture) -> None:
    assert _said(on_event_error(NotFound())) == NotFound.sentence
    assert caplog.records == []


def test_anything_else_is_said_with_a_reference_and_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    sentence = _said(on_event_error(ValueError("secret 284061305512361")))
    found = re.search(r"référence ([A-Z2-9]{8})", sentence)
    assert found
    assert "secret" not in sentence
    (record,) = caplog.records
    assert vars(record)["reference"] == found[1]


def test_what_a_browser_reports_is_noted_but_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    on_browser_error(Exception("secret 284061305512361"))
    assert caplog.messages == ["a page broke in the browser"]
