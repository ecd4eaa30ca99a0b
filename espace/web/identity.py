"""Whose live session is behind a request or an event, asked of the database each time."""

from espace import db
from espace.adapters import clock
from espace.services import adviser_sessions, sessions
from espace.services.adviser_sessions import AdviserWho
from espace.services.sessions import Who


async def identify(id_hash: str, *, is_act: bool = True) -> Who | None:
    """Return whose session it is, if it lives; an act of its member prolongs it, a page's own traffic does not."""
    if not id_hash:
        return None
    now = clock.now()
    who = await db.read(sessions.who_is, id_hash, now)
    if who and is_act and who.due_for_touch(now):
        await db.write(sessions.touch, id_hash, now)
    return who


async def identify_adviser(id_hash: str, *, is_act: bool = True) -> AdviserWho | None:
    """Return the adviser whose session it is, if it lives; the same rule as for members."""
    if not id_hash:
        return None
    now = clock.now()
    who = await db.read(adviser_sessions.who_is, id_hash, now)
    if who and is_act and who.due_for_touch(now):
        await db.write(adviser_sessions.touch, id_hash, now)
    return who
