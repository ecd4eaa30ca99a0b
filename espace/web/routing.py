"""The portal's own addresses, in front of Reflex: posts, files, health, and the login page when it is personal."""

from collections.abc import Mapping
from functools import partial

from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from espace import routes
from espace.services.period_downloads import Kind
from espace.web import (
    adviser_files,
    adviser_session,
    downloads,
    health,
    login_form,
    period_downloads,
    session,
    session_clock,
    uploads,
)
from espace.web.site import Site
from espace.web.turns import InTurn


def with_own_routes(app: ASGIApp, site: Site) -> ASGIApp:
    """Return an application that answers our addresses and leaves everything else to `app`."""
    ours = Router(
        [
            Route(routes.LOGIN_POST, session.log_in, methods=["POST"]),
            Route(routes.LOGIN_POST, session.back_to_login, methods=["GET"]),
            Route(routes.LOGOUT_POST, session.log_out, methods=["POST"]),
            Route(routes.LOGOUT_POST, session.back_to_login, methods=["GET"]),
            *_advisers(site),
            Route(routes.SESSION_CLOCK, session_clock.session_clock, methods=["GET"]),
            *_files(site),
            Route(routes.HEALTH_CHECK, health.health, methods=["GET"]),
            *(Route(path, partial(login_form.filled_page, site=site), methods=["GET"]) for path in login_form.PATHS),
        ],
        redirect_slashes=False,
        default=app,
    )

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        # Sockets and the lifespan are Reflex's: a router would start and stop itself instead.
        await (ours if scope["type"] == "http" else app)(scope, receive, send)

    return dispatch


def _files(site: Site) -> tuple[Route, ...]:
    """Return the addresses of what a member takes away, and of what they send."""
    return (
        Route(routes.STATEMENT_PDF, partial(downloads.statement_pdf, site=site), methods=["GET"]),
        Route(routes.LINE_PDF, partial(downloads.line_pdf, site=site), methods=["GET"]),
        Route(routes.COVERAGE_PDF, partial(downloads.coverage_pdf, site=site), methods=["GET"]),
        Route(routes.ALL_STATEMENTS, _in_turn(site, period_downloads.STATEMENTS), methods=["GET"]),
        Route(routes.PAYMENTS_TABLE, _in_turn(site, period_downloads.TABLE), methods=["GET"]),
        Route(routes.ATTACHMENT, partial(uploads.hand_over, site=site), methods=["GET"]),
        Route(routes.ATTACHMENT, InTurn(uploads.receive), methods=["POST"]),
    )


def _advisers(site: Site) -> tuple[Route, ...]:
    """Return the addresses of the advisers' side."""
    return (
        Route(routes.ADVISER_LOGIN_POST, adviser_session.log_in, methods=["POST"]),
        Route(routes.ADVISER_LOGIN_POST, adviser_session.back_to_login, methods=["GET"]),
        Route(routes.ADVISER_LOGOUT_POST, adviser_session.log_out, methods=["POST"]),
        Route(routes.ADVISER_LOGOUT_POST, adviser_session.back_to_login, methods=["GET"]),
        Route(routes.ADVISER_SESSION_CLOCK, session_clock.adviser_clock, methods=["GET"]),
        Route(routes.ADVISER_ATTACHMENT, partial(adviser_files.attachment, site=site), methods=["GET"]),
        Route(routes.LETTER_PDF, partial(adviser_files.letter, site=site), methods=["GET"]),
    )


def _in_turn(site: Site, kinds: Mapping[str, Kind]) -> InTurn:
    return InTurn(partial(period_downloads.download, site=site, kinds=kinds))
