"""Documents that members send and take back: real requests, where a cap holds while the bytes still come.

A file is the whole body of a post, its name a header in percent-encoding: nothing to take apart, nothing that is read
beyond `MAX_BYTES`. What it holds is looked into by a process of its own, for which two threads wait.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from espace import db
from espace.adapters import attachments as folder
from espace.adapters import clock, quarantine
from espace.domain.errors import InvalidInput, NotFound, PortalError
from espace.domain.uploads import MAX_BYTES, TooLarge, UnfitFile, check_name
from espace.services import attachments, ownership
from espace.services.attachments import TooManyToday
from espace.services.ownership import Thing
from espace.services.request_views import Document
from espace.services.sessions import Who
from espace.web import cookies
from espace.web.addresses import address, login_address
from espace.web.answers import kept_document, not_found
from espace.web.identity import identify
from espace.web.origins import is_own_post
from espace.web.site import Site

CLEANING_THREADS = 2
SECONDS_TO_COME = 120
FORM_HEADER, NAME_HEADER = "x-formulaire", "x-nom-fichier"
MAX_NAME_HEADER = 2000
_MAX_DIGITS = 20
_NOT_OURS = "Cette demande ne vient pas d’une page de l’espace adhérent. Rechargez la page, puis réessayez."
_SESSION_OVER = "Votre session est terminée. Reconnectez-vous, puis ajoutez de nouveau votre fichier."


class Interrupted(InvalidInput):
    """The bytes stopped coming before the end."""

    sentence = "L’envoi a été interrompu. Vérifiez votre connexion, puis ajoutez de nouveau votre fichier."


@lru_cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CLEANING_THREADS, thread_name_prefix="attachments")


async def receive(request: Request) -> Response:
    """Take one file for a form; the answer is JSON, `{}` or the sentence that says why not."""
    if not is_own_post(request.headers):
        return _refused(_NOT_OURS, 403)
    who = await identify(cookies.session_hash(request))
    if who is None:
        return _refused(_SESSION_OVER, 401)
    form_key = request.headers.get(FORM_HEADER, "")
    if not attachments.is_form_key(form_key):
        return _refused(_NOT_OURS, 400)
    try:
        await _take(request, who, form_key, unquote(request.headers.get(NAME_HEADER, "")[:MAX_NAME_HEADER]))
    except PortalError as refusal:
        if isinstance(refusal, UnfitFile):
            await db.write(attachments.refuse_file, who, type(refusal).__name__, clock.now())
        return _refused(refusal.sentence, 413 if isinstance(refusal, TooLarge) else 422)
    return JSONResponse({}, 201, headers={"Cache-Control": "no-store"})


async def _take(request: Request, who: Who, form_key: str, name: str) -> Document:
    """Read, clean, keep and take down one file: in that order, so that what is acknowledged is on the disk."""
    if not await db.write(attachments.count_try, who, clock.now()):
        raise TooManyToday
    check_name(name)
    if _declared_length(request) > MAX_BYTES:
        raise TooLarge
    await db.read(attachments.check_room, who.member_id, form_key)
    content = await _body(request)
    run = asyncio.get_running_loop().run_in_executor
    cleaned = await run(_threads(), quarantine.clean, content)
    stored_name = await run(_threads(), folder.keep, cleaned.content)
    try:
        return await db.write(attachments.add, who, form_key, name, cleaned, stored_name, clock.now())
    except Exception:  # not a cancelled request: its row may be committed all the same
        folder.forget(stored_name)
        raise


async def _body(request: Request) -> bytes:
    """Return the body, of which no more is read than may come."""
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_COME):
            async for part in request.stream():
                body += part
                if len(body) > MAX_BYTES:
                    raise TooLarge
    except (ClientDisconnect, TimeoutError):
        raise Interrupted from None
    return bytes(body)


async def hand_over(request: Request, site: Site) -> Response:
    """Answer the document named by `id` to the member it belongs to.

    Somebody else's document, a missing one and nonsense get the very same 404.
    """
    who = await identify(cookies.session_hash(request))
    if who is None:
        return RedirectResponse(login_address(address(request)), 303)
    public_id = request.query_params.get("id", "")
    try:
        found = await db.write(attachments.open_document, who, public_id, clock.now())
    except NotFound:
        asked = (Thing.ATTACHMENT, who.member_id, who.account_id, public_id)
        await db.write(ownership.refuse, *asked, clock.now())
        return not_found(site)
    content = await asyncio.to_thread(folder.read, found.stored_name)
    return kept_document(content, found.name, found.media_type)


def _declared_length(request: Request) -> int:
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MAX_DIGITS else 0


def _refused(sentence: str, status: int) -> Response:
    return JSONResponse({"sentence": sentence}, status, headers={"Cache-Control": "no-store"})


def close() -> None:
    """Let go of the threads and of the process behind them at shutdown."""
    if _threads.cache_info().currsize:
        _threads().shutdown(wait=True)
        _threads.cache_clear()
    quarantine.close()
