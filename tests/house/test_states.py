import ast
import dataclasses
import enum
import types
import typing
from collections.abc import Iterator

import reflex as rx
from reflex_base.utils.format import format_event_handler
from sqlmodel import SQLModel

import espace.pages  # noqa: F401 - brings in every state
from espace.state.adviser import AdviserState
from espace.state.member import MemberState
from espace.web.guard import PUBLIC_EVENTS

HANDLER_LINES = 12
PLAIN = {str, int, bool, type(None)}


def _states() -> list[type[rx.State]]:
    def family(state: type[rx.State]) -> list[type[rx.State]]:
        return [found for sub in state.__subclasses__() for found in (sub, *family(sub))]

    return [state for state in family(rx.State) if state.__module__.startswith("espace.")]


def _classes(python_files: dict[str, str]) -> Iterator[tuple[str, ast.ClassDef]]:
    names = {state.__name__ for state in _states()}
    for path, text in python_files.items():
        if path.startswith("espace/"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ClassDef) and node.name in names:
                    yield path, node


def _methods(state: ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in state.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _is_event(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("rx.event" in ast.unparse(decorator) for decorator in method.decorator_list)


def _types(hint: object) -> Iterator[object]:
    """Yield the types a var's annotation is made of, the fields of its dataclasses included."""
    if typing.get_origin(hint) in {typing.Literal, typing.ClassVar}:
        return
    if arguments := typing.get_args(hint):
        for argument in arguments:
            yield from _types(argument)
    elif isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
        for field in typing.get_type_hints(hint).values():
            yield from _types(field)
    elif hint is not Ellipsis and not isinstance(hint, types.GenericAlias):
        yield hint


def _vars() -> Iterator[tuple[str, bool, list[object]]]:
    for state in _states():
        for name, hint in typing.get_type_hints(state).items():
            if name in vars(state).get("__annotations__", {}):
                yield f"{state.__name__}.{name}", name.startswith("_"), list(_types(hint))


def _showable(kind: object) -> bool:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind.__dataclass_params__.frozen  # type: ignore[attr-defined] - typeshed leaves it out
    return kind in PLAIN or (isinstance(kind, type) and issubclass(kind, enum.StrEnum))


def test_there_are_states_to_check() -> None:
    assert len(_states()) >= 4


def test_every_public_method_of_a_state_is_a_declared_event(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{method.lineno}: {state.name}.{method.name}"
            for path, state in _classes(python_files)
            for method in _methods(state)
            if not method.name.startswith("_") and not _is_event(method)
        ],
        "Any client can call any public method of a state: decorate it with @rx.event, or name a helper with _.",
    )


def test_event_arguments_say_their_types(python_files: dict[str, str], complain) -> None:
    complain(
        [
            f"{path}:{method.lineno}: {state.name}.{method.name}({argument.arg})"
            for path, state in _classes(python_files)
            for method in _methods(state)
            if _is_event(method)
            for argument in method.args.args[1:]
            if argument.annotation is None
        ],
        "The guard checks what a browser sends against these annotations, and refuses an argument without one.",
    )


def test_handlers_are_thin(python_files: dict[str, str], code_lines, complain) -> None:
    complain(
        [
            f"{path}:{method.lineno}: {state.name}.{method.name}: {code_lines(method)} lines"
            for path, state in _classes(python_files)
            for method in _methods(state)
            if _is_event(method) and code_lines(method) > HANDLER_LINES
        ],
        f"At most {HANDLER_LINES} lines: who is it, one transaction, one service, assign the view. "
        "Rules go to services.",
    )


def test_no_table_row_is_kept_in_a_state(complain) -> None:
    complain(
        [
            f"{name}: {kind.__name__}"
            for name, _, kinds in _vars()
            for kind in kinds
            if isinstance(kind, type) and issubclass(kind, SQLModel)
        ],
        "Serialising a row leaks its columns to the browser: keep a frozen dataclass of what the page shows.",
    )


def test_vars_hold_display_ready_values(complain) -> None:
    complain(
        [f"{name}: {kind}" for name, private, kinds in _vars() if not private for kind in kinds if not _showable(kind)],
        "The browser gets strings, ints, booleans and frozen dataclasses of them; dates and amounts come formatted.",
    )


def test_handlers_need_a_session_or_stand_on_the_public_list(complain) -> None:
    complain(
        [
            format_event_handler(handler)
            for state in _states()
            if not issubclass(state, MemberState | AdviserState)
            for name, handler in state.event_handlers.items()
            if name in vars(state) and not name.startswith("set")
            if format_event_handler(handler) not in PUBLIC_EVENTS
        ],
        "Derive the state from MemberState or AdviserState, or add the handler to PUBLIC_EVENTS in espace/web/guard.py "
        "with a reason.",
    )
