from dataclasses import dataclass

import pytest

from espace.adapters.restraint import Breaker, Pace


@dataclass
class Clock:
    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_requests_leave_one_after_the_other(clock: Clock) -> None:
    pace = Pace(0.25, clock)

    assert [pace.wait(9) for _ in range(4)] == [0, 0.25, 0.5, 0.75]


def test_who_comes_later_waits_less_and_nobody_saves_moments_up(clock: Clock) -> None:
    pace = Pace(0.25, clock)
    pace.wait(9)
    clock.at += 0.125
    assert pace.wait(9) == 0.125
    clock.at += 3600
    assert [pace.wait(9) for _ in range(2)] == [0, 0.25]


def test_who_would_wait_too_long_is_told_so_and_takes_no_place(clock: Clock) -> None:
    pace = Pace(0.25, clock)
    for _ in range(3):
        pace.wait(9)

    assert [pace.wait(0.5) for _ in range(3)] == [None] * 3
    assert pace.wait(0.75) == 0.75


def test_everybody_is_let_through_while_nothing_fails(clock: Clock) -> None:
    breaker = Breaker(30, clock)
    breaker.succeeded()

    assert all(breaker.lets_through() for _ in range(3))


def test_after_a_failure_nobody_is_let_through_and_then_one_is(clock: Clock) -> None:
    breaker = Breaker(30, clock)
    breaker.failed()
    clock.at += 29.9
    assert not breaker.lets_through()
    clock.at += 0.1
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]


def test_the_one_who_tries_opens_the_way_for_the_others_or_closes_it_again(clock: Clock) -> None:
    breaker = Breaker(30, clock)
    breaker.failed()
    clock.at += 30
    assert breaker.lets_through()
    clock.at += 3
    breaker.failed()
    clock.at += 29
    assert not breaker.lets_through()
    clock.at += 1
    assert breaker.lets_through()
    breaker.succeeded()
    assert all(breaker.lets_through() for _ in range(3))


def test_one_who_tries_and_leaves_shuts_nobody_out_for_ever(clock: Clock) -> None:
    breaker = Breaker(30, clock)
    breaker.failed()
    clock.at += 30
    assert breaker.lets_through()
    clock.at += 30
    assert breaker.lets_through()
