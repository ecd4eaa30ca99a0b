import asyncio
import threading
from datetime import datetime

from sqlalchemy import Engine
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
