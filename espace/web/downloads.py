"""Files for the member who is logged in, and for nobody else."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from espace import db
from espace.adapters import clock
from espace.documents.statement import render
from espace.documents.statement_data import Statement
from espace.domain import file_names
from espace.domain.errors import NotFound
from espace.services import downloads, payments
from espace.web import cookies
from espace.web.addresses import address, login_address
from espace.web.answers import not_found
from espace.web.identity import identify
from espace.web.site import Site

DRAWING_THREADS = 2


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(DRAWING_THREADS, thread_name_prefix="documents")


async def statement_pdf(request: Request, site: Site) -> Response:
    """Answer the statement of the payment named by `paiement`, drawn now.

    Somebody else's payment, a missing one and nonsense get the very same 404.
    """
    who = await identify(cookies.session_hash(request))
    if who is None:
        return RedirectResponse(login_address(address(request)), 303)
    public_id = request.query_params.get("paiement", "")
    now = clock.now()
    try:
        found = await db.write(downloads.statement, who, public_id, now)
    except NotFound:
        await db.write(payments.refuse, who.member_id, who.account_id, public_id, now)
        return not_found(site)
    drawn = await asyncio.get_running_loop().run_in_executor(_threads(), render, found)
    return Response(
        drawn,
        media_type="application/pdf",
        headers={"Content-Disposition": _disposition(found), "Cache-Control": "private, no-store"},
    )


def _disposition(found: Statement) -> str:
    """Name the file by its day and number, in the plain characters every browser takes (RFC 6266)."""
    return f'attachment; filename="{file_names.statement(found.paid_on, found.payment_number)}.pdf"'


def close() -> None:
    """Let go of the threads at shutdown."""
    if _threads.cache_info().currsize:
        _threads().shutdown(wait=True)
        _threads.cache_clear()
