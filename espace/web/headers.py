"""The headers every response carries, errors and files included (OWASP Secure Headers Project; SECURITY 23)."""

from functools import lru_cache

from espace.settings import settings
from espace.web.origins import own_origin
from espace.web.site import Page

RawHeaders = list[tuple[bytes, bytes]]

_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}
_STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
NO_STORE = "no-store"
_REVALIDATE = "no-cache"
_FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def page_policy(page: Page, host: str, tiles: str) -> str:
    """Return the content security policy of a page: its own files and the inline code it was built with.

    `tiles` is where a map's pictures come from, if there is one: a page keeps the policy it was loaded with, wherever
    the router goes next.
    """
    parts = [
        "default-src 'none'",
        " ".join(("script-src 'self'", *page.script_hashes)),
        " ".join(("style-src 'self'", *page.style_hashes)),
        f"img-src 'self' data: {tiles}".rstrip(),
        "font-src 'self'",
        f"connect-src 'self' {own_origin(host, 'ws')}",  # older Safari does not count sockets as 'self'
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
    return "; ".join(parts)


def dressed(headers: RawHeaders, page: Page | None, host: str, cache: str) -> RawHeaders:
    """Return a response's headers with every protection it does not already set itself.

    `page` is the page whose content the response is or confirms: a 304 without its policy would make the browser
    replace the policy it keeps with the page.
    """
    present = {name.lower() for name, _ in headers}
    wanted = {
        **_ALWAYS,
        "content-security-policy": page_policy(page, host, settings().map_origin) if page else _NOTHING,
        "cache-control": cache,
    }
    if settings().https:
        wanted["strict-transport-security"] = _STRICT_TRANSPORT
    added = ((name.encode(), value.encode()) for name, value in wanted.items())
    return [*headers, *(pair for pair in added if pair[0] not in present)]


def is_html(headers: RawHeaders) -> bool:
    """Tell whether a response is a page."""
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers)


def cache_policy(path: str, status: int, *, personal: bool) -> str:
    """Return how long a browser may keep a response: files named by their content for ever, nothing personal."""
    if personal or status not in (200, 206, 304):
        return NO_STORE
    return _FOREVER if path.startswith("/assets/") else _REVALIDATE
