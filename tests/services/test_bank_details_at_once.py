"""The same click twenty times at once: one change, one set of e-mails, one effect."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine

from espace import db
from espace.services import bank_changes
from tests import factories
from tests.at_once import CLICKS, at_once, empty
from tests.bank_accounts import NEW, OTHER, WAIT, actions, ask, changes, link, sent, used


@pytest.fixture
def alice(engine: Engine) -> Iterator[factories.Person]:
    with db.transaction(engine, writes=True) as session:
        person = factories.alice(session)
    yield person
    empty(engine)


def test_of_twenty_requests_at_once_one_is_taken(engine: Engine, alice: factories.Person, now: datetime) -> None:
    told = at_once(engine, lambda session, _: ask(session, alice, now))
    assert sorted(map(str, told)) == ["False"] * (CLICKS - 1) + ["True"]
    with db.transaction(engine) as session:
        assert (len(changes(session)), len(sent(session)), actions(session)) == (1, 1, ["bank_change_asked"])


def test_of_two_accounts_asked_at_once_one_waits(engine: Engine, alice: factories.Person, now: datetime) -> None:
    told = at_once(engine, lambda session, number: ask(session, alice, now, iban=(NEW, OTHER)[number % 2]))
    assert told.count(True) == 1
    assert told.count("AnotherPending") == CLICKS // 2
    with db.transaction(engine) as session:
        assert (len(changes(session)), len(sent(session))) == (1, 1)


def test_of_twenty_clicks_on_the_link_one_cancels(engine: Engine, alice: factories.Person, now: datetime) -> None:
    with db.transaction(engine, writes=True) as session:
        ask(session, alice, now)
        token = link(session)
    told = at_once(engine, lambda session, _: bank_changes.cancel_by_link(session, token, now))
    assert (told.count(None), told.count("AlreadyCancelled")) == (1, CLICKS - 1)
    with db.transaction(engine) as session:
        assert (len(sent(session)), actions(session).count("bank_change_cancelled")) == (2, 1)


def test_of_many_workers_and_pages_at_once_one_applies_it(
    engine: Engine, alice: factories.Person, now: datetime
) -> None:
    with db.transaction(engine, writes=True) as session:
        ask(session, alice, now)
    whose = (None, alice.id)
    told = at_once(
        engine, lambda session, number: bank_changes.apply_due(session, now + WAIT, member_id=whose[number % 2])
    )
    assert sorted(map(int, map(str, told))) == [0] * (CLICKS - 1) + [1]
    with db.transaction(engine) as session:
        assert used(session, alice) == NEW
        assert (len(sent(session)), actions(session).count("bank_change_applied")) == (2, 1)


def test_cancelling_and_taking_effect_at_once_exclude_each_other(
    engine: Engine, alice: factories.Person, now: datetime
) -> None:
    with db.transaction(engine, writes=True) as session:
        ask(session, alice, now)
    # Clocks of workers differ by a second: some find the change due while others may still cancel it.
    at_once(
        engine,
        lambda session, number: (
            bank_changes.apply_due(session, now + WAIT) if number % 2 else bank_changes.cancel(session, alice.id, now)
        ),
    )
    with db.transaction(engine) as session:
        (change,) = changes(session)
        assert (change.applied_at is None) != (change.cancelled_at is None)
        assert (used(session, alice) == NEW) == (change.applied_at is not None)
        assert len(sent(session)) == 2
