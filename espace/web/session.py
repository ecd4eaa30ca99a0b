"""Login and logout: full-page posts, because only a real response can set and take back an `HttpOnly` cookie."""

import logging

from starlette.requests import Request
from starlette.responses import Response

from espace import db, routes
from espace.adapters import clock, passwords
from espace.domain import devices
from espace.services import logins, open_sessions, sessions
from espace.services.logins import Opened
from espace.web import clients, cookies
from espace.web.answers import error_page, see_other
from espace.web.login_form import Refusal, refused, wanted_before_login
from espace.web.origins import is_own_post
from espace.web.posted import read_form

log = logging.getLogger(__name__)


async def log_in(request: Request) -> Response:
    """Open a session for `identifiant` and `mot_de_passe`, then go to `suite`; other fields are ignored.

    A refusal leads back to the form with one code: `vide` when a field is empty or nothing like a form came,
    `identifiants` for everything else: login unknown, password wrong, account frozen, too many tries.
    """
    if not is_own_post(request.headers):
        log.warning("login posted by another site")
        return error_page(403)
    form = await read_form(request)
    suite = wanted_before_login(form.get("suite", ""), request.headers.get("referer", ""))
    login, password = form.get("identifiant", "").strip(), form.get("mot_de_passe", "")
    if not login or not password:
        return _refused("vide", login, suite)
    attempt = await db.write(
        logins.begin, login, clients.client_key(request), cookies.device_hashes(request), clock.now()
    )
    if not await passwords.verify(attempt.password_hash, password):
        await db.write(logins.refuse, attempt, clock.now())
        return _refused("identifiants", login, suite)
    upgraded = await passwords.hash(password) if passwords.needs_update(attempt.password_hash) else ""
    opened = await db.write(
        logins.succeed,
        attempt,
        clock.now(),
        device=devices.words(request.headers.get("user-agent", "")),
        replaces=cookies.session_hash(request),
        new_password_hash=upgraded,
    )
    return _let_in(request, opened, suite)


def _let_in(request: Request, opened: Opened, suite: str) -> Response:
    response = see_other(suite)
    cookies.set_session(response, opened.token)
    if opened.device_token:
        cookies.add_device(response, request, opened.device_token)
    cookies.forget_typed_login(response)
    return response


async def log_out(request: Request) -> Response:
    """Close the session, for every tab, and have the browser forget what it kept; with `partout`, close all of them."""
    if not is_own_post(request.headers):
        log.warning("logout posted by another site")
        return error_page(403)
    everywhere = bool((await read_form(request)).get("partout"))
    if id_hash := cookies.session_hash(request):
        await db.write(open_sessions.close_everywhere if everywhere else sessions.close, id_hash, clock.now())
    response = see_other(f"{routes.LOGIN.path}?sortie=1")
    cookies.forget_session(response)
    response.headers["Clear-Site-Data"] = '"storage", "cache"'
    return response


async def back_to_login(_request: Request) -> Response:
    """Answer somebody who opens a form's address: there is nothing to read here."""
    return see_other(routes.LOGIN.path)


def _refused(reason: Refusal, login: str, suite: str) -> Response:
    return refused(routes.LOGIN_REFUSED, reason, login, suite, usual=routes.HOME)
