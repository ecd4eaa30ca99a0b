"""Says to a supervisor whether the portal can work, and nothing else."""

from sqlalchemy import text
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from espace import db


def _ask(session: Session) -> None:
    session.execute(text("SELECT 1"))


async def health(_request: Request) -> Response:
    """Answer 200 when the database answers, 503 otherwise."""
    try:
        await db.read(_ask)
    except Exception:  # whatever the reason, the supervisor only needs to know
        return JSONResponse({"status": "unavailable"}, 503, {"Cache-Control": "no-store"})
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
