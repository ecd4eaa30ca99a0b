import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from espace import db
from espace.adapters import clock
from espace.domain.life_events import BY_KEY
from espace.models import Member
from espace.services import bank_changes as service
from espace.services import coming_moves
from espace.web import background, due_changes
from espace.web.due_changes import DueChanges
from tests import bank_accounts, events, factories
from tests.bank_accounts import NEW, OLD, SECOND, WAIT


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_changes, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(background, "SECONDS_AFTER_FAILURE", 0.01)


@pytest.fixture
def alice(database: Engine) -> factories.Person:
    with db.transaction(writes=True) as session:
        return factories.alice(session)


def _ask(person: factories.Person, at: datetime) -> None:
    with db.transaction(writes=True) as session:
        bank_accounts.ask(session, person, at)


def _used(person: factories.Person) -> str:
    with db.transaction() as session:
        return bank_accounts.used(session, person)


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def test_what_is_due_takes_effect_though_nobody_looks_once_for_all_workers(alice: factories.Person) -> None:
    _ask(alice, clock.now() - WAIT)
    first, second = DueChanges(service), DueChanges(service)
    first.start()
    second.start()
    await _until(lambda: _used(alice) == NEW)
    await asyncio.gather(first.stop(), second.stop())
    with db.transaction() as session:
        assert bank_accounts.actions(session) == ["bank_change_asked", "bank_change_applied"]


async def test_a_restart_forgets_nothing(alice: factories.Person) -> None:
    _ask(alice, clock.now() - WAIT + timedelta(hours=1))
    before = DueChanges(service)
    before.start()
    await before.work()
    await before.stop()
    assert _used(alice) == OLD
    with db.transaction(writes=True) as session:
        bank_accounts.changes(session)[0].effective_at = clock.now() - SECOND
    after = DueChanges(service)
    after.start()
    await _until(lambda: _used(alice) == NEW)
    await after.stop()


async def test_a_database_that_was_away_does_not_end_the_task(
    alice: factories.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def away(*_args: object) -> bool:
        asked.append(1)
        raise ConnectionError

    _ask(alice, clock.now() - WAIT)
    task = DueChanges(service)
    with monkeypatch.context() as patched:
        patched.setattr(service, "is_due", away)
        task.start()
        await _until(lambda: len(asked) > 1)
    await _until(lambda: _used(alice) == NEW)
    await task.stop()


async def test_the_task_rests_where_there_is_nothing_to_do_or_another_worker_does_it(
    alice: factories.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = DueChanges(service)
    assert await task.work() == due_changes.POLL_SECONDS
    _ask(alice, clock.now() - WAIT)
    with monkeypatch.context() as patched:
        patched.setattr(service, "apply_due", lambda *_args: 0)
        assert await task.work() == due_changes.POLL_SECONDS
    assert await task.work() == 0


async def test_a_move_to_come_is_applied_though_nobody_looks(
    alice: factories.Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(writes=True) as session:
        events.tell(session, alice, BY_KEY["demenagement"], now, le="24/11/2026")
    task = DueChanges(coming_moves)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    assert await task.work() == 0
    assert await task.work() == due_changes.POLL_SECONDS
    with db.transaction() as session:
        assert session.exec(select(Member.address_line1)).one() == "7 rue du Large"
