"""Files for the member who is logged in, and for nobody else."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from espace import db
from espace.adapters import clock
from espace.documents import coverage_table, statement
from espace.documents.coverage_data import CoverageTable
from espace.documents.statement_data import Statement
from espace.domain import file_names
from espace.domain.errors import NotFound
from espace.services import downloads, ownership
from espace.services.ownership import Thing
from espace.services.sessions import Who
from espace.web import cookies
from espace.web.addresses import address, login_address
from espace.web.answers import not_found
from espace.web.identity import identify
from espace.web.site import Site

DRAWING_THREADS = 2
T = TypeVar("T")
Find = Callable[[Who, datetime], Awaitable[T]]
Service = Callable[[Session, Who, str, datetime], T]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is given out; its name is in plain characters, which every browser takes (RFC 6266)."""

    content: bytes
    name: str
    media_type: str = "application/pdf"


async def statement_pdf(request: Request, site: Site) -> Response:
    """Answer the statement of the payment named by `paiement`, drawn now."""
    find = _own(Thing.PAYMENT, request.query_params.get("paiement", ""), downloads.statement)
    return await _answer(request, site, find, _draw)


async def line_pdf(request: Request, site: Site) -> Response:
    """Answer the extract of the statement for the prestation named by `id`, drawn now."""
    find = _own(Thing.LINE, request.query_params.get("id", ""), downloads.line_statement)
    return await _answer(request, site, find, _draw)


async def coverage_pdf(request: Request, site: Site) -> Response:
    """Answer the coverage table of the contract named by `contrat`, drawn now; `lire` shows it in the browser."""
    find = _own(Thing.CONTRACT, request.query_params.get("contrat", ""), downloads.coverage_table)
    how = "inline" if "lire" in request.query_params else "attachment"
    return await _answer(request, site, find, _draw_coverage, how=how)


async def _answer(
    request: Request, site: Site, find: Find[T], draw: Callable[[T], File], *, how: str = "attachment"
) -> Response:
    """Answer a file of whoever is logged in: found in the database, then made of what was found in a thread.

    What `find` does not find is the portal's 404; without a session, the login page comes first, then the file.
    """
    who = await identify(cookies.session_hash(request))
    if who is None:
        return RedirectResponse(login_address(address(request)), 303)
    try:
        found = await find(who, clock.now())
    except NotFound:
        return not_found(site)
    file = await asyncio.get_running_loop().run_in_executor(_threads(), draw, found)
    headers = {"Content-Disposition": f'{how}; filename="{file.name}"', "Cache-Control": "private, no-store"}
    return Response(file.content, media_type=file.media_type, headers=headers)


def _own(thing: Thing, public_id: str, service: Service[T]) -> Find[T]:
    """Find one object of the member; somebody else's, a missing one and nonsense are the very same `NotFound`."""

    async def find(who: Who, now: datetime) -> T:
        try:
            return await db.write(service, who, public_id, now)
        except NotFound:
            await db.write(ownership.refuse, thing, who.member_id, who.account_id, public_id, now)
            raise

    return find


def _draw(found: Statement) -> File:
    """Draw a statement; its file is named by the day and the numbers of what it shows."""
    return File(
        statement.render(found), f"{file_names.statement(found.paid_on, found.payment_number, found.line_number)}.pdf"
    )


def _draw_coverage(found: CoverageTable) -> File:
    """Draw a coverage table; its file is named by the contract and the year it tells."""
    name = file_names.coverage(found.contract_number, found.valid_on)
    return File(coverage_table.render(found), f"{name}.pdf")


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(DRAWING_THREADS, thread_name_prefix="documents")


def close() -> None:
    """Let go of the threads at shutdown."""
    if _threads.cache_info().currsize:
        _threads().shutdown(wait=True)
        _threads.cache_clear()
