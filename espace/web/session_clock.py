"""How long the session still lives, for the page that warns before its end.

Asking is not an act: it prolongs nothing.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse

from espace import db
from espace.adapters import clock
from espace.services import sessions
from espace.web import cookies


async def session_clock(request: Request) -> JSONResponse:
    """Answer the seconds left; 0 without a live session."""
    id_hash = cookies.session_hash(request)
    left = await db.read(sessions.seconds_left, id_hash, clock.now()) if id_hash else 0
    return JSONResponse({"seconds": left}, headers={"Cache-Control": "no-store"})
