"""Who is no longer in the extract leaves the directory, once the extract was read to its end and is plausible."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, Engine, delete, exists, func, select

from espace import db
from espace.importers.base import one_of
from espace.importers.directory.writes import PRACTICES, PRACTITIONERS, take_turn

PLAUSIBLE: Final = 0.8  # of what was there before; between two extracts a few percent change
_AT_A_TIME: Final = 5_000


def is_plausible(engine: Engine | None, seen: int, added: int) -> bool:
    """Tell whether an import held enough practices for the others of the directory to be gone rather than missing."""
    with db.transaction(engine) as session:
        total: int = session.execute(select(func.count()).select_from(PRACTICES)).scalar_one()
    return seen >= PLAUSIBLE * (total - added)


def retire(engine: Engine | None, run: int) -> int:
    """Delete what neither the import `run` nor a later one held, some thousands at a time; return how many places."""
    retired, last = 0, 0
    while True:
        with db.transaction(engine, writes=True) as session:
            connection = session.connection()
            take_turn(connection)
            ids = _unseen(connection, run, last)
            if not ids:
                return retired
            _delete(connection, ids)
        retired, last = retired + len(ids), ids[-1]


def _unseen(connection: Connection, run: int, after: int) -> Sequence[int]:
    unseen = select(PRACTICES.c.id).where(PRACTICES.c.id > after, PRACTICES.c.seen_in < run)
    return connection.execute(unseen.order_by(PRACTICES.c.id).limit(_AT_A_TIME)).scalars().all()


def _delete(connection: Connection, ids: Sequence[int]) -> None:
    """Delete practices, and those practitioners who have none left."""
    gone = delete(PRACTICES).where(one_of(PRACTICES.c.id, ids)).returning(PRACTICES.c.practitioner_id)
    whose = connection.execute(gone).scalars().all()
    remains = exists().where(PRACTICES.c.practitioner_id == PRACTITIONERS.c.id)
    connection.execute(delete(PRACTITIONERS).where(one_of(PRACTITIONERS.c.id, whose), ~remains))
