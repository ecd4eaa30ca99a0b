"""Whose request is it: this portal's own pages', or another site's?"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from espace.settings import settings

# A name or address with an optional port; it is written into a script and into headers, so nothing else may pass.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE)


def host_is_ours(host: str) -> bool:
    """Tell whether a Host header may name this portal: in production only the configured public address."""
    if settings().environment == "production":
        return host.lower() == urlsplit(settings().public_url).netloc.lower()
    return _HOST.fullmatch(host) is not None


def own_origin(host: str, kind: str = "http") -> str:
    """Return the origin of the pages served under a host; `kind` is `http` or `ws`."""
    return f"{kind}{'s' if settings().https else ''}://{host.lower()}"


def is_own_origin(origin: str | None, host: str) -> bool:
    """Tell whether an Origin header is the portal's own; a missing or `null` one is not."""
    return origin is not None and origin.lower() == own_origin(host)


def is_own_post(headers: Headers) -> bool:
    """Tell whether a form was posted by one of our pages, from what only a browser can say (SECURITY 14).

    Both headers must agree when both are there; a request that carries neither is refused.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site is not None
    return is_own_origin(origin, headers.get("host", ""))
