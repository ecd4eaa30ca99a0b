"""Many people who click at one instant, each in a transaction of their own; and the end of what such a test commits."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from espace import db
from espace.domain.errors import PortalError

CLICKS = 20


def at_once(engine: Engine, act: Callable[[Session, int], Any]) -> list[Any]:
    """What each of twenty got: the answer to `act(session, number)`, or the name of the refusal."""
    together = threading.Barrier(CLICKS)

    def click(number: int) -> Any:
        together.wait()
        try:
            with db.transaction(engine, writes=True) as session:
                return act(session, number)
        except PortalError as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(CLICKS) as people:
        return list(people.map(click, range(CLICKS)))


def empty(engine: Engine) -> None:
    """Leave every table as it was found."""
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())
