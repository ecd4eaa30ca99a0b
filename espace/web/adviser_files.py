"""Files for the adviser who is logged in: the documents of a request, the letters to post. Never to anybody else."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from espace import db, routes
from espace.adapters import attachments as folder
from espace.adapters import clock, outgoing
from espace.domain.errors import NotFound
from espace.services import cases, letter_queue
from espace.services.attachments import Stored
from espace.web import cookies
from espace.web.answers import kept_document, kept_file, not_found, see_other
from espace.web.identity import identify_adviser
from espace.web.site import Site

T = TypeVar("T")


async def attachment(request: Request, site: Site) -> Response:
    """Answer the document named by `id` of a request that was sent."""

    def give(found: Stored) -> Response:
        return kept_document(folder.read(found.stored_name), found.name, found.media_type)

    return await _answer(request, site, cases.open_document, give)


async def letter(request: Request, site: Site) -> Response:
    """Answer the letter named by `id`."""

    def give(name: str) -> Response:
        path = outgoing.path(name)
        return kept_file(path, name, "application/pdf") if path.is_file() else not_found(site)

    return await _answer(request, site, letter_queue.open_letter, give)


async def _answer(
    request: Request,
    site: Site,
    service: Callable[[Session, int, str, datetime], T],
    give: Callable[[T], Response],
) -> Response:
    who = await identify_adviser(cookies.adviser_hash(request))
    if who is None:
        return see_other(routes.ADVISER_LOGIN.path)
    try:
        found = await db.write(service, who.adviser_id, request.query_params.get("id", ""), clock.now())
    except NotFound:
        return not_found(site)
    return await asyncio.to_thread(give, found)  # from the disk, and decrypted
