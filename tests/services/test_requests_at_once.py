"""The same form sent twenty times at once: one request, one e-mail, one first step (SECURITY 34)."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from espace import db
from espace.domain.errors import PortalError
from espace.domain.labels import RequestKind, RequestStatus
from espace.domain.life_events import BY_KEY
from espace.models import RequestStep
from espace.services import life_events, request_steps, requests
from tests import factories
from tests.asked import ask, mails, request_id
from tests.events import typed
from tests.factories import Person

CLICKS = 20
TERMINATION = BY_KEY["resiliation"]


@pytest.fixture
def alice(engine: Engine) -> Iterator[Person]:
    with db.transaction(engine, writes=True) as session:
        made = factories.alice(session)
    yield made
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


def at_once(engine: Engine, act: Callable[[Session], Any]) -> list[Any]:
    together = threading.Barrier(CLICKS)

    def click(_: int) -> Any:
        together.wait()
        try:
            with db.transaction(engine, writes=True) as session:
                return act(session)
        except PortalError as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(CLICKS) as people:
        return list(people.map(click, range(CLICKS)))


def test_of_twenty_equal_forms_at_once_one_request_is_made_and_one_email_leaves(
    engine: Engine, alice: Person, now: datetime
) -> None:
    key = requests.new_form_key()
    told = at_once(engine, lambda session: ask(session, alice, now, form_key=key))
    assert [made.is_new for made in told].count(True) == 1
    assert len({(made.number, made.public_id) for made in told}) == 1
    with db.transaction(engine) as session:
        assert len(requests.history(session, alice.id)) == 1
        assert len(mails(session)) == 1
        assert len(session.exec(select(RequestStep)).all()) == 1


def test_of_twenty_forms_at_once_that_end_one_contract_one_is_sent(
    engine: Engine, alice: Person, now: datetime, attachments_folder: Path
) -> None:
    with db.transaction(engine) as session:
        mark = life_events.review(session, alice.id, TERMINATION, typed(TERMINATION), now).mark

    def send(session: Session) -> bool:
        mine = (alice.id, alice.account_id, TERMINATION, typed(TERMINATION))
        made = life_events.submit(session, *mine, form_key=requests.new_form_key(), mark=mark, now=now)
        return made.is_new

    assert sorted(at_once(engine, send), key=str) == ["AlreadyAsked"] * (CLICKS - 1) + [True]
    assert len(list(attachments_folder.iterdir())) == 1
    with db.transaction(engine) as session:
        assert len(requests.history(session, alice.id)) == 1
        assert len(mails(session)) == 1


def test_of_twenty_decisions_at_once_one_is_taken(engine: Engine, alice: Person, now: datetime) -> None:
    with db.transaction(engine, writes=True) as session:
        asked = request_id(session, ask(session, alice, now, kind=RequestKind.BIRTH))
    told = at_once(
        engine,
        lambda session: request_steps.add_step(session, asked, status=RequestStatus.APPLIED, message="", now=now),
    )
    assert sorted(told, key=str) == ["AlreadyEnded"] * (CLICKS - 1) + [None]
    with db.transaction(engine) as session:
        assert len(mails(session)) == 2


def test_of_twenty_equal_replies_at_once_one_is_kept(engine: Engine, alice: Person, now: datetime) -> None:
    with db.transaction(engine, writes=True) as session:
        made = ask(session, alice, now)
        waits = RequestStatus.WAITING
        request_steps.add_step(session, request_id(session, made), status=waits, message="La page 2 ?", now=now)
    key = requests.new_form_key()
    told = at_once(
        engine,
        lambda session: request_steps.reply(
            session, alice.id, alice.account_id, made.public_id, message="La voici.", form_key=key, now=now
        ),
    )
    assert sorted(told) == [False] * (CLICKS - 1) + [True]
