"""Whose live session is behind a request or an event, asked of the database each time."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from espace import db
from espace.adapters import clock
from espace.services import adviser_sessions, sessions
from espace.services.adviser_sessions import AdviserWho
from espace.services.session_lives import LiveSession
from espace.services.sessions import Who

W = TypeVar("W", bound=LiveSession)
WhoIs = Callable[[Session, str, datetime], W | None]
Touch = Callable[[Session, str, datetime], None]


async def identify(id_hash: str, *, is_act: bool = True) -> Who | None:
    """Return whose session it is, if it lives; an act of its member prolongs it, a page's own traffic does not."""
    return await _identify(sessions.who_is, sessions.touch, id_hash, is_act)


async def identify_adviser(id_hash: str, *, is_act: bool = True) -> AdviserWho | None:
    """Return the adviser whose session it is, if it lives; the same rule as for members."""
    return await _identify(adviser_sessions.who_is, adviser_sessions.touch, id_hash, is_act)


async def _identify(who_is: WhoIs[W], touch: Touch, id_hash: str, is_act: bool) -> W | None:
    if not id_hash:
        return None
    now = clock.now()
    who = await db.read(who_is, id_hash, now)
    if who and is_act and who.due_for_touch(now):
        await db.write(touch, id_hash, now)
    return who
