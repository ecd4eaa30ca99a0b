"""Twenty answers at once: one is given, nineteen are told."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from espace import db
from espace.domain.decisions import Decided, Decision
from espace.models import OutboxEmail, RequestStep
from espace.services import cases
from espace.services.requests import Created
from tests import advisers, asked, factories
from tests.at_once import CLICKS, at_once, empty


@pytest.fixture
def asked_one(engine: Engine, now: datetime) -> Iterator[tuple[Created, list[int]]]:
    with db.transaction(engine, writes=True) as session:
        made = asked.ask(session, factories.alice(session), now)
        who = [advisers.nadia(session).id, advisers.paul(session).id]
    yield made, who
    empty(engine)


def test_of_twenty_answers_at_once_one_is_given(
    engine: Engine, asked_one: tuple[Created, list[int]], now: datetime
) -> None:
    made, who = asked_one
    with db.transaction(engine, writes=True) as session:
        seen = cases.read(session, who[0], made.public_id, now).seen

    def answer(session: Session, number: int) -> None:
        decided = Decided(Decision.ANSWER, f"Réponse {number}")
        later = now + timedelta(seconds=1 + number)
        cases.treat(session, who[number % 2], made.public_id, decided, seen=seen, now=later)

    told = at_once(engine, answer)
    assert sorted(told, key=str) == [None] + ["Overtaken"] * (CLICKS - 1)
    with db.transaction(engine) as session:
        assert len(session.exec(select(RequestStep.id)).all()) == 2
        assert len(session.exec(select(OutboxEmail.id)).all()) == 2
