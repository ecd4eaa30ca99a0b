"""Twenty answers at once: one is given, nineteen are told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import delete, select

from espace import db
from espace.domain.decisions import Decided, Decision
from espace.models import (
    Account,
    Adviser,
    AuditEntry,
    Beneficiary,
    Contract,
    Member,
    MemberRequest,
    OutboxEmail,
    Plan,
    RequestStep,
)
from espace.services import cases
from espace.services.cases import Overtaken
from espace.services.requests import Created
from tests import advisers, asked, factories

TABLES = (
    AuditEntry, OutboxEmail, RequestStep, MemberRequest, Adviser, Account, Beneficiary, Contract, Plan, Member,
)  # fmt: skip


@pytest.fixture
def asked_one(engine: Engine, now: datetime) -> Iterator[tuple[Created, list[int]]]:
    with db.transaction(engine, writes=True) as session:
        made = asked.ask(session, factories.alice(session), now)
        who = [advisers.nadia(session).id, advisers.paul(session).id]
    yield made, who
    with db.transaction(engine, writes=True) as session:
        for table in TABLES:
            session.execute(delete(table))


def test_of_twenty_answers_at_once_one_is_given(
    engine: Engine, asked_one: tuple[Created, list[int]], now: datetime
) -> None:
    made, who = asked_one
    with db.transaction(engine, writes=True) as session:
        seen = cases.read(session, who[0], made.public_id, now).seen

    def answer(number: int) -> bool:
        decided = Decided(Decision.ANSWER, f"Réponse {number}")
        with db.transaction(engine, writes=True) as session:
            try:
                later = now + timedelta(seconds=1 + number)
                cases.treat(session, who[number % 2], made.public_id, decided, seen=seen, now=later)
            except Overtaken:
                return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(answer, range(20))) == 1
    with db.transaction(engine) as session:
        assert len(session.exec(select(RequestStep.id)).all()) == 2
        assert len(session.exec(select(OutboxEmail.id)).all()) == 2
