"""Where a page may send somebody: addresses of this portal only."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request

from espace import routes


def address(request: Request) -> str:
    """Return the path of a request with its query, as far as they can be written in an address again."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


def safe_next(address: str) -> str:
    """Return `address` when it is a plain path (with query) of this portal, the member's home otherwise.

    Refuses what a browser would read as another site or a script: `//host`, `\\\\host`, `javascript:`, absolute
    URLs, and anything with a control character or a backslash in it.
    """
    wanted = address.partition("#")[0]
    if not wanted.startswith("/") or wanted.startswith("//") or len(wanted) > 500:
        return routes.HOME.path
    if "\\" in wanted or not wanted.isascii() or not wanted.isprintable() or " " in wanted:
        return routes.HOME.path
    path = urlsplit(wanted).path.rstrip("/")
    return wanted if path in routes.MEMBER_PATHS or path in routes.DOCUMENTS else routes.HOME.path


def login_address(wanted: str) -> str:
    """Return the login page's address, remembering the page somebody wanted (`suite`)."""
    suite = safe_next(wanted)
    return routes.LOGIN.path if suite == routes.HOME.path else f"{routes.LOGIN.path}?suite={quote(suite, safe='/')}"
