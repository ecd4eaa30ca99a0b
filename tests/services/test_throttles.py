from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, delete, func, select

from espace import db
from espace.models import Attempt
from espace.services import throttles
from espace.services.throttles import LOGIN_ACCOUNT, LOGIN_ADDRESS, Limit

FIVE = Limit("five", 5, timedelta(hours=1))
SECOND = timedelta(seconds=1)


def _tries(session: Session, count: int, now: datetime, subject: str = "0472318") -> list[bool]:
    return [throttles.allow(session, FIVE, subject, now) for _ in range(count)]


def _rows(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Attempt)).one()


def test_a_limit_lets_its_number_through_and_no_more(session: Session, now: datetime) -> None:
    assert _tries(session, 7, now) == [True] * 5 + [False] * 2


def test_it_stays_closed_to_the_last_second_and_opens_at_the_next(session: Session, now: datetime) -> None:
    _tries(session, 5, now)
    assert _tries(session, 1, now + FIVE.per - SECOND) == [False]
    assert _tries(session, 1, now + FIVE.per) == [True]


def test_the_window_slides_try_by_try(session: Session, now: datetime) -> None:
    minutes = [now + timedelta(minutes=10 * n) for n in range(5)]
    assert all(_tries(session, 1, at) == [True] for at in minutes)
    assert _tries(session, 2, now + FIVE.per) == [True, False]
    assert _tries(session, 2, minutes[1] + FIVE.per) == [True, False]


def test_refused_tries_do_not_keep_it_closed(session: Session, now: datetime) -> None:
    _tries(session, 5, now)
    for minute in range(60):
        assert _tries(session, 1, now + timedelta(minutes=minute)) == [False]
    assert _tries(session, 6, now + FIVE.per) == [True] * 5 + [False]


def test_subjects_and_limits_are_counted_apart(session: Session, now: datetime) -> None:
    _tries(session, 5, now)
    assert _tries(session, 1, now, "0600127") == [True]
    assert throttles.allow(session, LOGIN_ACCOUNT, "0472318", now)
    assert throttles.allow(session, LOGIN_ADDRESS, "0472318", now)


def test_what_is_limited_is_stored_as_a_keyed_hash_only(session: Session, now: datetime) -> None:
    throttles.allow(session, FIVE, "alice.martin@exemple.fr", now)
    row = session.exec(select(Attempt)).one()
    assert "alice" not in repr(row)
    assert len(row.bucket) == 64


def test_after_a_success_nothing_is_held_against_the_subject(session: Session, now: datetime) -> None:
    _tries(session, 5, now)
    _tries(session, 1, now, "0600127")
    throttles.forget(session, FIVE, "0472318")
    assert _tries(session, 6, now) == [True] * 5 + [False]
    assert _rows(session) == 6


def test_a_try_given_back_leaves_the_failed_ones_counted(session: Session, now: datetime) -> None:
    _tries(session, 5, now)
    throttles.give_back(session, FIVE, "0472318")
    assert _tries(session, 2, now) == [True, False]
    throttles.give_back(session, FIVE, "nobody")
    assert _rows(session) == 5


def test_refused_tries_are_not_even_written(session: Session, now: datetime) -> None:
    _tries(session, 9, now)
    assert _rows(session) == 5


def test_a_purge_takes_what_no_limit_looks_at(session: Session, now: datetime) -> None:
    _tries(session, 3, now - timedelta(days=1), "long ago")
    _tries(session, 2, now - timedelta(days=1) + SECOND, "yesterday")
    assert throttles.purge(session, now) == 3
    assert _rows(session) == 2


def test_no_limit_looks_further_back_than_the_purge() -> None:
    limits = [value for value in vars(throttles).values() if isinstance(value, Limit)]
    assert len(limits) >= 10
    assert len({limit.name for limit in limits}) == len(limits)
    assert all(limit.per <= throttles.KEPT_FOR for limit in limits)


@pytest.fixture
def committed(engine: Engine) -> Iterator[Callable[[str, datetime], bool]]:
    """A try in a transaction of its own, as the web makes it."""

    def attempt(subject: str, now: datetime) -> bool:
        with db.transaction(engine, writes=True) as session:
            return throttles.allow(session, FIVE, subject, now)

    yield attempt
    with db.transaction(engine, writes=True) as session:
        session.execute(delete(Attempt))


def test_of_two_hundred_parallel_tries_exactly_the_limit_passes(
    committed: Callable[[str, datetime], bool], now: datetime
) -> None:
    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(lambda _: committed("0472318", now), range(200)))
    assert (sum(passed), len(passed)) == (5, 200)


def test_parallel_tries_of_many_subjects_do_not_disturb_each_other(
    committed: Callable[[str, datetime], bool], now: datetime
) -> None:
    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(lambda n: committed(str(n % 10), now), range(200)))
    assert sum(passed) == 50


def test_a_limit_survives_a_restart(tmp_path: Path, now: datetime) -> None:
    url = f"sqlite:///{tmp_path / 'espace.db'}"
    before = db.make_engine(url)
    SQLModel.metadata.create_all(before)
    with db.transaction(before, writes=True) as session:
        assert all(_tries(session, 5, now))
    before.dispose()
    after = db.make_engine(url)
    with db.transaction(after, writes=True) as session:
        assert _tries(session, 1, now + SECOND) == [False]
    after.dispose()
