"""Where a page may send somebody: addresses of this portal only."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request

from espace import routes

MAX_LENGTH = 500


def address(request: Request) -> str:
    """Return the path of a request with its query, as far as they can be written in an address again."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


def safe_next(address: str) -> str:
    """Return `address` when it is a plain path (with query) of this portal, the member's home otherwise.

    Refuses what a browser would read as another site or a script: `//host`, `\\\\host`, `javascript:`, absolute
    URLs, and anything with a control character or a backslash in it.
    """
    wanted, path = _plain(address)
    return wanted if path in routes.MEMBER_PATHS or path in routes.DOCUMENTS else routes.HOME.path


def adviser_next(address: str) -> str:
    """Return `address` when it is a plain path (with query) of the advisers' side, their queue otherwise."""
    wanted, path = _plain(address)
    return wanted if path in routes.ADVISER_PATHS else routes.QUEUE.path


def login_address(wanted: str) -> str:
    """Return the login page's address, remembering the page somebody wanted (`suite`)."""
    return _with_suite(routes.LOGIN.path, safe_next(wanted), routes.HOME.path)


def adviser_login_address(wanted: str) -> str:
    """Return the address of the advisers' login, remembering the page of theirs that somebody wanted."""
    return _with_suite(routes.ADVISER_LOGIN.path, adviser_next(wanted), routes.QUEUE.path)


def _plain(address: str) -> tuple[str, str]:
    """Return an address without its fragment, and its path; two empty texts when it is no plain path of ours."""
    wanted = address.partition("#")[0]
    if not wanted.startswith("/") or wanted.startswith("//") or len(wanted) > MAX_LENGTH:
        return "", ""
    if "\\" in wanted or not wanted.isascii() or not wanted.isprintable() or " " in wanted:
        return "", ""
    return wanted, urlsplit(wanted).path.rstrip("/")


def _with_suite(login: str, suite: str, home: str) -> str:
    return login if suite == home else f"{login}?suite={quote(suite, safe='/')}"
