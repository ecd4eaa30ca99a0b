from datetime import date
from enum import StrEnum
from typing import Any, Literal

import pytest
from reflex_base.event import EventHandler
from reflex_base.utils.form import FormData
from typing_extensions import TypedDict

from espace.web.payloads import Refused, check


class Colour(StrEnum):
    BLUE = "blue"


class Address(TypedDict):
    city: str
    primary: bool


async def nothing(self: object) -> None: ...
async def number(self: object, count: int) -> None: ...
async def text(self: object, words: str = "") -> None: ...
async def share(self: object, rate: float) -> None: ...
async def either(self: object, page: int | None) -> None: ...
async def choice(self: object, way: Literal["up", "down"]) -> None: ...
async def colour(self: object, tone: Colour) -> None: ...
async def day(self: object, on: date) -> None: ...
async def form(self: object, fields: dict[str, str]) -> None: ...
async def submitted(self: object, fields: FormData[str, str]) -> None: ...
async def typed_form(self: object, fields: Address) -> None: ...
async def many(self: object, names: list[str]) -> None: ...
async def anything(self: object, value: Any) -> None: ...
async def odd_names(self: object, copy: int, json: str) -> None: ...
async def unannotated(self, value) -> None: ...  # type: ignore[no-untyped-def]


def _wire_form(**fields: Any) -> dict[str, Any]:
    return {"fields": {"__reflex_form_data__": [[name, value] for name, value in fields.items()]}}


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (nothing, {}),
        (number, {"count": 3}),
        (text, {}),
        (text, {"words": "été 🏖"}),
        (share, {"rate": 3}),
        (share, {"rate": 0.5}),
        (either, {"page": None}),
        (either, {"page": 2}),
        (choice, {"way": "up"}),
        (colour, {"tone": "blue"}),
        (day, {"on": "2026-11-23"}),
        (form, {"fields": {"q": "a"}}),
        (form, _wire_form(q="a")),
        (submitted, _wire_form(q="a")),
        (typed_form, _wire_form(city="Port-Mistral", primary="on")),
        (many, {"names": ["a", "b"]}),
        (anything, {"value": {"a": [1, None, "x"]}}),
        (odd_names, {"copy": 1, "json": "x"}),
    ],
)
def test_what_the_signature_declares_is_accepted(handler: Any, payload: Any) -> None:
    check(EventHandler(fn=handler), payload)


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (nothing, {"extra": 1}),
        (nothing, {"self": 1}),
        (nothing, None),
        (nothing, []),
        (nothing, "x"),
        (number, {}),
        (number, {"count": "3"}),
        (number, {"count": 3.5}),
        (number, {"count": True}),
        (number, {"count": None}),
        (number, {"count": [3]}),
        (number, {"count": 3, "member_id": 1}),
        (text, {"words": 3}),
        (text, {"words": None}),
        (text, {"words": {"$ne": ""}}),
        (text, {"words": "nul\x00"}),
        (text, {"words": "half a pair \ud800"}),
        (share, {"rate": float("nan")}),
        (share, {"rate": float("inf")}),
        (share, {"rate": "0.5"}),
        (either, {"page": "2"}),
        (choice, {"way": "sideways"}),
        (colour, {"tone": "red"}),
        (day, {"on": "2026-02-30"}),
        (day, {"on": 7}),
        (form, {"fields": {"q": 1}}),
        (form, {"fields": {"q": {"a": "b"}}}),
        (form, {"fields": [["q", "a"]]}),
        (form, {"fields": {"__reflex_form_data__": "x"}}),
        (form, {"fields": {"__reflex_form_data__": [["q"]]}}),
        (form, _wire_form(q=1)),
        (form, _wire_form(q="\x00")),
        (submitted, _wire_form(q=["a"])),
        (submitted, {"fields": "x"}),
        (typed_form, _wire_form(city=3)),
        (many, {"names": "a"}),
        (many, {"names": [1]}),
        (anything, {}),
        (anything, {"value": object()}),
        (anything, {"value": {"deep": ["\x00"]}}),
        (odd_names, {"copy": 1}),
        (unannotated, {"value": 1}),
        (unannotated, {"value": None}),
        (unannotated, {"value": "x"}),
    ],
)
def test_anything_else_is_refused(handler: Any, payload: Any) -> None:
    with pytest.raises(Refused):
        check(EventHandler(fn=handler), payload)


def test_a_refusal_never_quotes_the_payload() -> None:
    with pytest.raises(Refused) as refusal:
        check(EventHandler(fn=number), {"count": "284061305512361"})
    assert str(refusal.value) == ""
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_words_that_look_like_an_escaped_nul_are_just_words() -> None:
    check(EventHandler(fn=text), {"words": "the characters \\u0000"})
