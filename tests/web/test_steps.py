import asyncio
import os
import threading
from collections.abc import Iterator

import pytest

from espace.adapters import priority
from espace.web import steps


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    steps.close()


async def test_each_step_comes_in_its_order() -> None:
    assert [step async for step in steps.each(iter(["a", "b", "c"]))] == ["a", "b", "c"]


async def test_a_step_runs_only_once_its_result_is_asked_for() -> None:
    taken: list[int] = []
    coming = steps.each(number for number in range(9) if taken.append(number) is None)
    assert await anext(coming) == 0
    await coming.aclose()
    assert taken == [0]


async def test_two_downloads_share_the_thread_step_by_step() -> None:
    order: list[str] = []

    async def take(name: str) -> None:
        async for _ in steps.each(iter(range(20))):
            order.append(name)

    await asyncio.gather(take("a"), take("b"))
    assert {"a", "b"} == set(order[:4]) == set(order[-4:])


@pytest.mark.parametrize("where", ["thread", "priority"])
async def test_steps_run_in_a_thread_of_their_own_that_stands_back(where: str) -> None:
    def told() -> Iterator[tuple[str, int]]:
        yield threading.current_thread().name, os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    ((name, niceness),) = [step async for step in steps.each(told())]
    assert name.startswith("steps") if where == "thread" else niceness == priority.NICENESS


async def test_a_failing_step_fails_where_it_is_awaited() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _ = [step async for step in steps.each(failing())]
