"""What an event answers when its handler raised: a French sentence, with a reference when it is a bug of ours."""

import logging
from typing import Any

from reflex_base.event import EventSpec

from espace.adapters import logs
from espace.domain.errors import PortalError
from espace.state.notice import Notice

log = logging.getLogger(__name__)


def unforeseen(reference: str) -> str:
    """Return the sentence for a failure that only its reference describes."""
    return (
        "Une erreur est survenue de notre côté : réessayez dans un instant. "
        f"Si elle revient, appelez-nous et donnez la référence {reference}."
    )


def on_event_error(exception: Exception) -> EventSpec:
    """Tell the person what happened; for Reflex's `backend_exception_handler`."""
    say: Any = Notice.show  # mypy takes it for its decorator
    if isinstance(exception, PortalError):
        return say(exception.sentence)
    return say(unforeseen(logs.failure(exception)))


def on_browser_error(exception: Exception) -> None:  # Reflex wants that name
    """Write down that a page broke in somebody's browser; for Reflex's `frontend_exception_handler`.

    The text comes from the browser: it may hold anything, and is not kept.
    """
    log.error("a page broke in the browser")
