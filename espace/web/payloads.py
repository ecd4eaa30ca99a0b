"""Checks what a browser sends to an event handler against the handler's own signature.

Reflex calls any public method of any state with whatever arguments arrive; annotations are only hints to
it. Here they become a contract: exactly the declared arguments, of exactly the declared types.
"""

import inspect
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from reflex_base.event import EventHandler
from reflex_base.utils.form import FormData, transform_form_data

_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)
_contracts: dict[EventHandler, type[BaseModel]] = {}


class Refused(Exception):
    """The payload does not fit the handler; the reason is never told, for it could quote the payload."""


def check(handler: EventHandler, payload: object) -> None:
    """Accept a payload that fits the handler's signature.

    Raises:
        Refused: on a missing, extra or ill-typed argument, a NUL character, or something that is not JSON.
    """
    contract = _contracts.get(handler)
    if contract is None:
        contract = _contracts.setdefault(handler, _contract(handler))
    if not isinstance(payload, Mapping):
        raise Refused
    hints = handler._get_type_hints()
    try:
        text = json.dumps({name: _plain(value, hints.get(name, Any)) for name, value in payload.items()})
        if "\\u0000" in text and _has_nul(payload):
            raise Refused
        contract.model_validate_json(text)
    except (ValidationError, TypeError, ValueError, RecursionError):
        raise Refused from None


def _contract(handler: EventHandler) -> type[BaseModel]:
    """Turn a handler's parameters, `self` aside, into a pydantic model; one without annotation accepts nothing."""
    hints = handler._get_type_hints()
    fields: dict[str, Any] = {}
    for position, parameter in enumerate(list(inspect.signature(handler.fn).parameters.values())[1:]):
        expected = _expected(hints.get(parameter.name))
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        # The alias carries the name, so that a parameter may be called `copy` or `json`.
        fields[f"argument_{position}"] = (expected, Field(default, alias=parameter.name))
    return create_model(f"{handler.fn.__qualname__} arguments", __config__=_STRICT, **fields)


def _expected(hint: Any) -> Any:
    if hint is None:
        return _Nothing
    kind = getattr(hint, "__origin__", hint)
    return dict[str, str] if isinstance(kind, type) and issubclass(kind, FormData) else hint


class _Nothing:
    """The type of a parameter that nobody annotated: no value has it."""


def _plain(value: Any, hint: Any) -> Any:
    """Unwrap a submitted form, which the browser sends as ordered pairs, as Reflex will for the handler."""
    value = transform_form_data(value, hint)
    return dict(value) if isinstance(value, FormData) else value


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, Mapping):
        return any(_has_nul(key) or _has_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(_has_nul(item) for item in value)
