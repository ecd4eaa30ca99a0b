"""Production entry: one port, one process a worker, no Node.js.

Serve it with `granian --interface asgi --factory espace.asgi:create` (or `espace serve`).
Needs the front end that `reflex export --no-zip` left in `.web`.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable

from reflex.utils import prerequisites
from reflex_base import constants
from reflex_base.environment import environment
from reflex_base.registry import RegistrationContext
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from espace import db
from espace.adapters import geocoder, logs, passwords
from espace.services import bank_changes, coming_moves
from espace.settings import settings
from espace.web import downloads, steps, uploads
from espace.web.background import Background
from espace.web.due_changes import DueChanges
from espace.web.mail_sender import MailSender
from espace.web.routing import with_own_routes
from espace.web.shield import Shield
from espace.web.site import Site
from espace.web.sockets import MAX_MESSAGE

SECONDS_TO_FINISH = 3


def create() -> ASGIApp:
    """Return the whole portal, ready to serve.

    Raises:
        NotBuilt: when the front end is missing.
    """
    logs.set_up(settings().log_level)
    environment.REFLEX_ENV_MODE.set(constants.Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)
    environment.REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE.set(MAX_MESSAGE)
    from espace.espace import app as portal  # after the environment is said: Reflex reads it at import

    site = Site((prerequisites.get_web_dir() / constants.Dirs.STATIC).resolve())
    served = with_own_routes(portal(), site)
    known_events = RegistrationContext.get().event_handlers
    tasks = MailSender(), DueChanges(bank_changes), DueChanges(coming_moves)
    around = _with_clean_end(served, lambda: portal.event_processor.stop(SECONDS_TO_FINISH), *tasks)
    gc.freeze()  # all that was imported stays: `espace serve` imports without the collector, which never looks at it
    gc.enable()
    return Shield(around, site, known_events)


def _with_clean_end(app: ASGIApp, finish_events: Callable[[], Awaitable[None]], *tasks: Background) -> ASGIApp:
    """Work beside it while it lives; let events and work in hand finish before Reflex stops, the database after."""

    async def around(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return

        async def next_phase() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                tasks_stop = asyncio.gather(*(task.stop() for task in tasks))
                await finish_events()  # in this very task: Reflex gives its context back where it took it
                await tasks_stop
            return message

        async def phase_done(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                for task in tasks:
                    task.start()
            elif message["type"] == "lifespan.shutdown.complete":
                await asyncio.to_thread(_let_go)
            await send(message)

        await app(scope, next_phase, phase_done)

    return around


def _let_go() -> None:
    for close in (downloads.close, steps.close, uploads.close, geocoder.close, passwords.close, db.close):
        close()
