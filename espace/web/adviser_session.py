"""Login and logout of advisers: full-page posts, as members' are, with a code of their telephone besides the password.

A browser's session of a member is neither looked at nor touched here.
"""

import logging

from starlette.requests import Request
from starlette.responses import Response

from espace import db, routes
from espace.adapters import clock, passwords
from espace.services import adviser_logins, adviser_sessions
from espace.web import clients, cookies
from espace.web.answers import error_page, see_other
from espace.web.login_form import Refusal, refused, wanted_before_adviser_login
from espace.web.origins import is_own_post
from espace.web.posted import read_form

log = logging.getLogger(__name__)


async def log_in(request: Request) -> Response:
    """Open a session for `identifiant`, `mot_de_passe` and `code`, then go to `suite`; other fields are ignored.

    A refusal leads back to the form with one code: `vide` when a field is empty, `identifiants` for everything else:
    address unknown, password or code wrong, code used before, adviser disabled, too many tries.
    """
    if not is_own_post(request.headers):
        log.warning("adviser login posted by another site")
        return error_page(403)
    form = await read_form(request)
    login = form.get("identifiant", "").strip()
    password, code = form.get("mot_de_passe", ""), form.get("code", "").strip()
    suite = wanted_before_adviser_login(form.get("suite", ""), request.headers.get("referer", ""))
    if not (login and password and code):
        return _refused("vide", login, suite)
    token = await _session_token(request, login, password, code)
    if not token:
        return _refused("identifiants", login, suite)
    response = see_other(suite)
    cookies.set_adviser(response, token)
    cookies.forget_typed_login(response)
    return response


async def _session_token(request: Request, login: str, password: str, code: str) -> str:
    """Return the token of a new session, empty when one of the three does not fit: after one hash in any case."""
    attempt = await db.write(adviser_logins.begin, login, clients.client_key(request), clock.now())
    if not await passwords.verify(attempt.password_hash, password):
        await db.write(adviser_logins.refuse, attempt, clock.now())
        return ""
    replaces = cookies.adviser_hash(request)
    return await db.write(adviser_logins.succeed, attempt, code, clock.now(), replaces=replaces)


async def log_out(request: Request) -> Response:
    """Close the adviser's session, for every tab, and have the browser forget what it kept."""
    if not is_own_post(request.headers):
        log.warning("adviser logout posted by another site")
        return error_page(403)
    if id_hash := cookies.adviser_hash(request):
        await db.write(adviser_sessions.close, id_hash, clock.now())
    response = see_other(routes.ADVISER_LOGIN.path)
    cookies.forget_adviser(response)
    response.headers["Clear-Site-Data"] = '"storage", "cache"'
    return response


async def back_to_login(_request: Request) -> Response:
    """Answer somebody who opens a form's address: there is nothing to read here."""
    return see_other(routes.ADVISER_LOGIN.path)


def _refused(reason: Refusal, login: str, suite: str) -> Response:
    return refused(routes.ADVISER_LOGIN_REFUSED, reason, login, suite, usual=routes.QUEUE)
