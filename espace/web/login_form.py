"""The login page as served after a refusal or for a page somebody wanted: the same HTML, with two values in it.

After a logout, and on the way back to a page, the notice that says so is no longer hidden.

What was typed must stand in the form again, and `suite` must travel through it, with JavaScript slow or off. So
a refused post redirects to the prerendered page of the refusal (reload and back behave), the typed login waits
in an `HttpOnly` cookie for the two minutes a redirect may take, and the answer to that next request has it
written into the `value` of the input and takes the cookie away. It is in no address, log or script's reach.
The inputs must have no default value of their own: React would put it back.
"""

import re
from html import escape
from typing import Literal
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from espace import routes
from espace.routes import Route
from espace.services.sessions import may_be_login
from espace.web import cookies
from espace.web.addresses import adviser_next, safe_next
from espace.web.answers import see_other
from espace.web.site import Site

# Nothing was typed, or whatever else it was: neither the page nor its address says more.
Refusal = Literal["vide", "identifiants"]

MEMBER_PATHS = (routes.LOGIN.path, routes.LOGIN_REFUSED.path)
PATHS = (*MEMBER_PATHS, routes.ADVISER_LOGIN.path, routes.ADVISER_LOGIN_REFUSED.path)
_VALUE = re.compile(r'\svalue="[^"]*"')
_HIDDEN = re.compile(r'\shidden="[^"]*"')


def needs_filling(request: Request) -> bool:
    """Tell whether the page differs for this visitor from the file that everyone else gets."""
    return _path(request) in PATHS and bool(_wanted(request) or _has_left(request) or cookies.typed_login(request))


def filled_page(request: Request, site: Site) -> Response:
    """Return the login page with what was typed and where to go next written into its form."""
    html = site.pages[_path(request)].html.decode()
    typed = cookies.typed_login(request)
    for name, value in (("identifiant", typed), ("suite", _wanted(request))):
        html = _with_value(html, name, value)
    for parameter, is_so in (("suite", bool(_wanted(request))), ("sortie", _has_left(request))):
        html = _with_notice(html, parameter) if is_so else html
    response = HTMLResponse(html, headers={"Cache-Control": "no-store"})
    if typed:
        cookies.forget_typed_login(response)
    return response


def wanted_before_login(suite: str, referer: str) -> str:
    """Return where a login leads: the form's `suite`, or that of the page's address when it was opened by a link."""
    return safe_next(_asked(suite, referer))


def wanted_before_adviser_login(suite: str, referer: str) -> str:
    """Return where an adviser's login leads, by the same rule."""
    return adviser_next(_asked(suite, referer))


def refused(page: Route, reason: Refusal, login: str, suite: str, *, usual: Route) -> Response:
    """Return the way to the page of a refusal, with what was typed and where a login then leads unless `usual`."""
    query = {"erreur": reason} | ({"suite": suite} if suite != usual.path else {})
    response = see_other(f"{page.path}?{urlencode(query, safe='/')}")
    if may_be_login(login):
        cookies.keep_typed_login(response, login)
    return response


def _asked(suite: str, referer: str) -> str:
    return suite or _suite(referer.partition("?")[2].partition("#")[0])


def _path(request: Request) -> str:
    return str(request.scope["path"]).rstrip("/")


def _wanted(request: Request) -> str:
    suite = _suite(request.scope["query_string"].decode("latin-1"))
    allowed = safe_next if _path(request) in MEMBER_PATHS else adviser_next
    return suite if suite and allowed(suite) == suite else ""


def _has_left(request: Request) -> bool:
    return request.query_params.get("sortie") == "1"


def _suite(query: str) -> str:
    return parse_qs(query).get("suite", [""])[0]


def _with_value(html: str, name: str, value: str) -> str:
    if not value:
        return html
    field = re.compile(rf'<input\b[^>]*\bname="{name}"[^>]*>')

    def write(found: re.Match[str]) -> str:
        bare = _VALUE.sub("", found[0])
        return f'<input value="{escape(value)}"{bare.removeprefix("<input")}'

    return field.sub(write, html, count=1)


def _with_notice(html: str, parameter: str) -> str:
    notice = re.compile(rf'<div\b[^>]*\bid="arrivee-{parameter}"[^>]*>')
    return notice.sub(lambda found: _HIDDEN.sub("", found[0]), html, count=1)
