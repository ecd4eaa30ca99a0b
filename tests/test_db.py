import asyncio
import threading
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, func, select

from espace import db
from espace.models import Attempt


def _count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Attempt)).one()


async def test_writers_that_wait_for_their_turn_do_not_hold_readers_up(database: Engine, now: datetime) -> None:
    goes_on = threading.Event()

    def write(session: Session) -> None:
        session.add(Attempt(bucket="one", at=now))
        assert goes_on.wait(timeout=30)

    writes = [asyncio.create_task(db.write(write)) for _ in range(2 * db.WORKER_THREADS)]
    assert await asyncio.wait_for(db.read(_count), timeout=5) == 0
    goes_on.set()
    await asyncio.gather(*writes)
    assert await db.read(_count) == 2 * db.WORKER_THREADS


def test_a_use_case_that_only_reads_leaves_nothing_behind(engine: Engine, now: datetime) -> None:
    with suppress(DBAPIError), db.transaction(engine) as session:  # PostgreSQL refuses it, SQLite takes it back
        session.add(Attempt(bucket="one", at=now))
        session.flush()

    with db.transaction(engine) as session:
        assert _count(session) == 0


def test_postgresql_keeps_what_it_prepared_from_one_reading_to_the_next(engine: Engine) -> None:
    for _ in range(7):  # the driver has a statement prepared when it comes for the sixth time
        with db.transaction(engine) as session:
            _count(session)

    if engine.dialect.name == "postgresql":  # SQLite's driver keeps statements whatever ends a transaction
        with db.transaction(engine) as session:
            prepared = session.execute(text("SELECT statement FROM pg_prepared_statements")).scalars().all()
        assert any("FROM attempt" in statement for statement in prepared)
