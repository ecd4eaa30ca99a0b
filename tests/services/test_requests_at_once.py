"""The same form sent twenty times at once: one request, one e-mail, one first step (SECURITY 34)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from espace import db
from espace.domain.labels import RequestKind, RequestStatus
from espace.domain.life_events import BY_KEY
from espace.models import RequestStep
from espace.services import life_events, request_steps, requests
from tests import factories
from tests.asked import ask, mails, request_id
from tests.at_once import CLICKS, at_once, empty
from tests.events import typed
from tests.factories import Person

TERMINATION = BY_KEY["resiliation"]


@pytest.fixture
def alice(engine: Engine) -> Iterator[Person]:
    with db.transaction(engine, writes=True) as session:
        made = factories.alice(session)
    yield made
    empty(engine)


def test_of_twenty_equal_forms_at_once_one_request_is_made_and_one_email_leaves(
    engine: Engine, alice: Person, now: datetime
) -> None:
    key = requests.new_form_key()
    told = at_once(engine, lambda session, _: ask(session, alice, now, form_key=key))
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

    def send(session: Session, _: int) -> bool:
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
        lambda session, _: request_steps.add_step(session, asked, status=RequestStatus.APPLIED, message="", now=now),
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
        lambda session, _: request_steps.reply(
            session, alice.id, alice.account_id, made.public_id, message="La voici.", form_key=key, now=now
        ),
    )
    assert sorted(told) == [False] * (CLICKS - 1) + [True]
