"""The cookies: a member's session, an adviser's, the devices known, and the login typed wrong, while a redirect takes.

A browser may hold a session of each kind: neither is ever looked at in the place of the other.
"""

import base64
import binascii
import re

from starlette.requests import HTTPConnection
from starlette.responses import Response

from espace.services import devices
from espace.services.sessions import hash_token
from espace.settings import settings

_MEMBER, _ADVISER = "espace", "gestion"
_MAX_TOKEN_LENGTH = 100
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
_TYPED_SECONDS = 120
_MOST_DEVICES = 4  # accounts that one browser may be known to: a family's


def _name(name: str) -> str:
    # `__Host-` binds the cookie to this very host; browsers accept the prefix on https only.
    return f"__Host-{name}" if settings().https else name


def session_hash(connection: HTTPConnection) -> str:
    """Return the hash of a member's session cookie, empty when the browser sent none."""
    return _token_hash(connection, _MEMBER)


def adviser_hash(connection: HTTPConnection) -> str:
    """Return the hash of an adviser's session cookie, empty when the browser sent none."""
    return _token_hash(connection, _ADVISER)


def set_session(response: Response, token: str) -> None:
    """Hand a member's session token to the browser; when it ends is decided by the server alone."""
    _set_token(response, _MEMBER, token)


def set_adviser(response: Response, token: str) -> None:
    """Hand an adviser's session token to the browser."""
    _set_token(response, _ADVISER, token)


def forget_session(response: Response) -> None:
    """Take a member's session token back from the browser."""
    _forget_token(response, _MEMBER)


def forget_adviser(response: Response) -> None:
    """Take an adviser's session token back from the browser."""
    _forget_token(response, _ADVISER)


def _token_hash(connection: HTTPConnection, name: str) -> str:
    token = connection.cookies.get(_name(name), "")
    return hash_token(token) if 0 < len(token) <= _MAX_TOKEN_LENGTH else ""


def _set_token(response: Response, name: str, token: str) -> None:
    response.set_cookie(_name(name), token, path="/", secure=settings().https, httponly=True, samesite="lax")


def _forget_token(response: Response, name: str) -> None:
    response.delete_cookie(_name(name), path="/", secure=settings().https, httponly=True, samesite="lax")


def device_hashes(connection: HTTPConnection) -> list[str]:
    """Return the hashes of the device tokens a browser sent: one for each account it has logged in to."""
    return [hash_token(token) for token in _device_tokens(connection)]


def add_device(response: Response, connection: HTTPConnection, token: str) -> None:
    """Hand another device token to the browser, besides those it has; it outlives the session and the logout."""
    tokens = [token, *_device_tokens(connection)][:_MOST_DEVICES]
    response.set_cookie(
        _name("appareil"),
        ".".join(tokens),
        max_age=int(devices.KEPT_FOR.total_seconds()),
        path="/",
        secure=settings().https,
        httponly=True,
        samesite="lax",
    )


def _device_tokens(connection: HTTPConnection) -> list[str]:
    tokens = connection.cookies.get(_name("appareil"), "").split(".")
    return [token for token in tokens if _TOKEN.fullmatch(token)][:_MOST_DEVICES]


def typed_login(connection: HTTPConnection) -> str:
    """Return the login typed in the attempt that was just refused, empty otherwise."""
    try:
        return base64.urlsafe_b64decode(connection.cookies.get(_name("saisie"), "")).decode()
    except (binascii.Error, ValueError):
        return ""


def keep_typed_login(response: Response, login: str) -> None:
    """Keep what was typed until the form is shown again, out of reach of scripts and addresses."""
    response.set_cookie(
        _name("saisie"),
        base64.urlsafe_b64encode(login.encode()).decode(),
        max_age=_TYPED_SECONDS,
        path="/",
        secure=settings().https,
        httponly=True,
        samesite="lax",
    )


def forget_typed_login(response: Response) -> None:
    """Forget what was typed, once it stands in the form again."""
    response.delete_cookie(_name("saisie"), path="/", secure=settings().https, httponly=True, samesite="lax")
