"""The session: an HttpOnly cookie looked up in the database at every request, in one query.

Cheaper than Django's own session and user (two queries, a signed payload), and the same check as the
portal's: the rival gets the best of both.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from rival.models import Account, LoginSession

COOKIE = "rival_session"
IDLE = timedelta(minutes=15)
LIFETIME = timedelta(hours=8)
TOUCH = timedelta(minutes=1)
PUBLIC = frozenset({"/", "/connexion"})


class MemberSessionMiddleware:
    """Puts `request.account` on member pages, or sends to the login page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in PUBLIC:
            request.account = find(request.COOKIES.get(COOKIE, ""))
            if request.account is None:
                return HttpResponseRedirect("/connexion")
        return self.get_response(request)


def find(token: str) -> Account | None:
    """Return the account of a live session, and note at most once a minute that it was seen."""
    if not token:
        return None
    now = timezone.now()
    found = (
        LoginSession.objects.select_related("account__member")
        .filter(id_hash=_hash(token), expires_at__gt=now, last_seen_at__gt=now - IDLE, account__status="active")
        .first()
    )
    if found is None:
        return None
    if now - found.last_seen_at > TOUCH:
        LoginSession.objects.filter(pk=found.pk).update(last_seen_at=now)
    return found.account


def open_for(account: Account) -> str:
    """Open a session and return its token."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    LoginSession.objects.create(
        id_hash=_hash(token), account=account, created_at=now, last_seen_at=now, expires_at=now + LIFETIME, device=""
    )
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
