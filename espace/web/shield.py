"""The outermost layer: what every request passes, and what every response carries.

Around Reflex and our own routes alike: the address must be ours and decent, a page needs the session of its side, each
page finds its file, every response is dressed, every error is a French page with a reference and never a trace.
It must stay the outermost: Reflex's own application answers CORS preflights and errors before anything that its
`api_transformer` could wrap.
"""

from collections.abc import Container

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from espace import db, routes
from espace.adapters import logs
from espace.services import outbox, ownership
from espace.services.ownership import Thing
from espace.web import answers, cookies, headers
from espace.web.addresses import address, adviser_login_address, adviser_next, login_address, safe_next
from espace.web.identity import identify, identify_adviser
from espace.web.login_form import needs_filling
from espace.web.origins import host_is_ours, own_origin
from espace.web.site import Page, Site
from espace.web.sockets import Sockets

_FILES = (".html", ".br", ".gz")  # a page is asked for by its address, never by its file
_DOORS = (routes.CHOOSER.path, routes.LOGIN.path)
# The pages of one object, and the parameter that names it; without one, the contract page shows the member's first.
_OBJECTS = {
    routes.PAYMENT.path: (Thing.PAYMENT, "id"),
    routes.LINE.path: (Thing.LINE, "id"),
    routes.CONTRACT.path: (Thing.CONTRACT, "contrat"),
    routes.REQUEST.path: (Thing.REQUEST, "id"),
}
_MAY_BE_UNNAMED = {Thing.CONTRACT}
_BACKEND = "/_rx"  # `backend_path` of rxconfig.py: sockets only


class Shield:
    """An ASGI application around the portal's."""

    def __init__(self, app: ASGIApp, site: Site, known_events: Container[str]) -> None:
        """Protect `app`; `known_events` holds the names of the handlers that a socket may call."""
        self._app, self._site = app, site
        self._sockets = Sockets(app, known_events)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(Request(scope, receive), send)
        else:
            await self._app(scope, receive, send)

    async def _request(self, request: Request, send: Send) -> None:
        path = request.scope["path"].rstrip("/") or "/"
        page = self._site.pages.get(path)
        answer = _Answer(request, page, self._site.not_found, send)
        try:
            early = await self._early_answer(request, path)
            inner: ASGIApp = early or self._app
            await inner(self._at_its_file(request, page), request.receive, answer.send)
        except Exception as error:
            if answer.started:
                logs.failure(error)
                raise
            await answer.replace(answers.failure_page(logs.failure(error)))
        else:
            if answer.withheld:
                await answer.replace(answers.error_page(answer.withheld))

    async def _early_answer(self, request: Request, path: str) -> Response | None:
        """Answer what needs neither Reflex nor a route of ours."""
        if path == routes.HEALTH_CHECK:  # asked by a supervisor, by whatever name
            return None
        host = request.headers.get("host", "")
        if not host_is_ours(host):
            return answers.error_page(421)
        if not _is_decent(request.scope["path"]) or path.endswith(_FILES) or path.startswith(_BACKEND):
            return answers.not_found(self._site)
        if path == routes.MAILBOX.path and not outbox.has_mailbox():
            return answers.not_found(self._site)
        if path == self._site.environment_path:
            script = self._site.environment_for(own_origin(host, "ws"), own_origin(host))
            return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})
        if path in _DOORS:
            return await self._door(request)
        if path == routes.ADVISER_LOGIN.path or path in routes.ADVISER_PATHS:
            return await self._adviser_page(request, path)
        return await self._member_page(request, path) if path in routes.MEMBER_PATHS else None

    async def _door(self, request: Request) -> Response | None:
        """Let somebody who is already in pass: no password is asked for while a session lives."""
        id_hash = cookies.session_hash(request)
        if request.method not in {"GET", "HEAD"} or not id_hash or await identify(id_hash) is None:
            return None
        wanted = safe_next(request.query_params.get("suite", ""))
        return RedirectResponse(wanted, 303, headers={"Cache-Control": "no-store"})

    async def _member_page(self, request: Request, path: str) -> Response | None:
        """Send a visitor to the login, and answer 404 for the page of an object that is not the member's.

        Such a page shows nothing anyway: its event, which also writes the attempt down, finds nothing to show.
        """
        who = await identify(cookies.session_hash(request))
        if who is None:
            return RedirectResponse(login_address(address(request)), 303)
        if path in _OBJECTS and not await self._is_own(request, who.member_id, *_OBJECTS[path]):
            return answers.not_found(self._site)
        return None

    async def _adviser_page(self, request: Request, path: str) -> Response | None:
        """Send whoever is no adviser to their login, and an adviser who is in past it."""
        who = await identify_adviser(cookies.adviser_hash(request))
        is_login = path == routes.ADVISER_LOGIN.path
        if is_login == (who is None):
            return None
        suite = adviser_next(request.query_params.get("suite", ""))
        wanted = suite if is_login else adviser_login_address(address(request))
        return RedirectResponse(wanted, 303, headers={"Cache-Control": "no-store"})

    async def _is_own(self, request: Request, member_id: int, thing: Thing, parameter: str) -> bool:
        public_id = request.query_params.get(parameter, "")
        if not public_id and thing in _MAY_BE_UNNAMED:
            return True
        return await db.read(ownership.is_owned, thing, member_id, public_id)

    def _at_its_file(self, request: Request, page: Page | None) -> Scope:
        """Point the request to the page's file, which the static files of Reflex would look for elsewhere."""
        if page is None or needs_filling(request):
            return request.scope
        return {**request.scope, "path": page.file, "raw_path": page.file.encode()}


def _is_decent(path: str) -> bool:
    return path.isprintable() and "\\" not in path and not {".", ".."} & set(path.split("/")) and "//" not in path


class _Answer:
    """Dresses the response on its way out, and withholds a framework's plain-text error for a page of ours."""

    def __init__(self, request: Request, page: Page | None, not_found: Page, send: Send) -> None:
        self._request, self._page, self._not_found, self._send = request, page, not_found, send
        self.started = False
        self.withheld = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if _is_bare_error(message):
                self.withheld = message["status"]
                return
            self.started = True
            message = {**message, "headers": self._dressed(message)}
        elif self.withheld:
            return
        elif self._request.method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)

    async def replace(self, response: Response) -> None:
        """Send another response instead of the one withheld."""
        self.withheld = 0
        await response(self._request.scope, self._request.receive, self.send)

    def _dressed(self, message: Message) -> headers.RawHeaders:
        path = self._request.scope["path"]
        personal = path.rstrip("/") in routes.MEMBER_PATHS + routes.ADVISER_PATHS
        cache = headers.cache_policy(path, message["status"], personal=personal)
        host = self._request.headers.get("host", "")
        own = list(message["headers"])
        # A known address answers with the 404 page too: what may run is what the page sent was built with.
        lost = headers.is_html(own) and (self._page is None or message["status"] == 404)
        page = self._not_found if lost else self._page
        return headers.dressed(own, page, host, cache)


def _is_bare_error(message: Message) -> bool:
    if message["status"] < 400:
        return False
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return not kinds or kinds[0].startswith(b"text/plain")
