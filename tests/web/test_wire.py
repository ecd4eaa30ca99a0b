import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.web.wire import Verdict, judge

NS = "/_rx/_event"
KNOWN = {"state.load"}
PLACE = {"pathname": "/accueil", "asPath": "/accueil?a=b", "query": {"a": "b"}}


def _event(**changes: Any) -> str:
    return f"42{NS}," + json.dumps(["event", {"name": "state.load", "payload": {}, "router_data": PLACE} | changes])


@pytest.mark.parametrize(
    "frame",
    [
        "1",
        "2",
        "3",
        "2probe",
        f"40{NS},",
        f"40{NS}," + json.dumps({"event": {"name": "state.load"}, "state_schema": "abc"}),
        f"40{NS}," + json.dumps({"event": None, "state_schema": None}),
        f"41{NS},",
        f'42{NS},["ping"]',
        f'42{NS},["client_error",{{"message":"x"}}]',
        _event(),
        _event(payload={"anything": [1, None]}),
        _event(event_actions={}, token="x"),
        f'42{NS},["event",{{"name":"state.load"}}]',
    ],
)
def test_what_our_pages_send_passes(frame: str) -> None:
    assert judge(frame, KNOWN) is Verdict.PASS


def test_an_address_that_no_page_matches_and_one_with_many_fields_pass() -> None:
    for query in ({"splat": ["n-existe-pas"]}, {str(n): "x" for n in range(100)}):
        assert judge(_event(router_data={"pathname": "/x", "query": query}), KNOWN) is Verdict.PASS


@pytest.mark.parametrize(
    "frame",
    [
        _event(name="state.gone"),
        _event(name=7),
        _event(name=["state.load"]),
        _event(name=None),
        _event(payload=[]),
        _event(payload="x"),
        _event(payload=None),
        _event(router_data=[]),
        _event(router_data={"pathname": 7}),
        _event(router_data={"asPath": {}}),
        _event(router_data={"query": []}),
        _event(router_data={"query": {"a": {"b": 1}}}),
        _event(router_data={"query": {"a": [1]}}),
        _event(router_data={"vars": {"a": "kept for good"}}),
        f'42{NS},["event"]',
        f'42{NS},["event","text"]',
        f'42{NS},["event",{{}},{{}}]',
        f'42{NS},["client_error"]',
        f'42{NS},["other",{{}}]',
        f"42{NS},{{}}",
        f"42{NS},null",
    ],
)
def test_events_nobody_handles_are_dropped(frame: str) -> None:
    assert judge(frame, KNOWN) is Verdict.DROP


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "0",
        "4",
        "5",
        "6",
        "hello",
        "40",
        "40/other,",
        "42" + '["event",{}]',
        f"43{NS},[]",
        f"451-{NS},[]",
        f"42{NS},[",
        f"42{NS},12[]",
        f"42{NS}," + "[" * 50_000,
        f"40{NS},[]",
        f"40{NS}," + json.dumps({"event": {"name": "state.gone"}}),
        f"40{NS}," + json.dumps({"event": "x"}),
        f"40{NS}," + json.dumps({"state_schema": {}}),
        "3" * 100,
    ],
)
def test_what_is_not_the_protocol_closes_the_socket(frame: str) -> None:
    assert judge(frame, KNOWN) is Verdict.CLOSE


@given(st.text())
def test_no_text_whatever_breaks_the_judge(text: str) -> None:
    assert judge(text, KNOWN) in Verdict
    assert judge(f"42{NS},{text}", KNOWN) in Verdict
    assert judge(f"40{NS},{text}", KNOWN) in Verdict
