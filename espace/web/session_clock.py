"""How long the session still lives, for the page that warns before its end.

Asking is not an act: it prolongs nothing.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse

from espace import db
from espace.adapters import clock
from espace.services import adviser_sessions, sessions
from espace.web import cookies


async def session_clock(request: Request) -> JSONResponse:
    """Answer the seconds left of a member's session; 0 without a live one."""
    id_hash = cookies.session_hash(request)
    return _answer(await db.read(sessions.seconds_left, id_hash, clock.now()) if id_hash else 0)


async def adviser_clock(request: Request) -> JSONResponse:
    """Answer the seconds left of an adviser's session; 0 without a live one."""
    id_hash = cookies.adviser_hash(request)
    return _answer(await db.read(adviser_sessions.seconds_left, id_hash, clock.now()) if id_hash else 0)


def _answer(left: int) -> JSONResponse:
    return JSONResponse({"seconds": left}, headers={"Cache-Control": "no-store"})
