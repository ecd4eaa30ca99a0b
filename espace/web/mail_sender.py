"""Sends what waits in the outbox, beside the requests: one task in each worker, when there is an SMTP server.

It looks every `POLL_SECONDS`, so an e-mail leaves within seconds of the commit that wrote it. The database says
who sends what and when to try again: workers share the work, and a restart forgets nothing.
"""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta

from espace import db
from espace.adapters import clock, logs, mailer
from espace.services import outbox
from espace.services.outbox import Envelope
from espace.settings import settings

POLL_SECONDS = 2.0
SECONDS_AFTER_FAILURE = 10.0
SECONDS_TO_FINISH = 3.0
SECONDS_TO_CANCEL = 0.5
AT_ONCE = 4
# Connecting, greeting, encrypting and the rest each have their own limit: the lease outlives the sum.
SECONDS_A_MAIL = outbox.LEASE.total_seconds() / 2
PURGE_EVERY = timedelta(hours=6)

log = logging.getLogger(__name__)


class MailSender:
    """The sending task of one worker."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._purged_at: datetime | None = None

    def start(self) -> None:
        """Begin to send; without an SMTP server there is nothing to do."""
        if settings().smtp_host:
            self._stopping.clear()
            self._task = asyncio.create_task(self._run(), name="mail sender")

    async def stop(self) -> None:
        """Let the e-mails in hand leave, for a few seconds at most; the others stay in the outbox."""
        self._stopping.set()
        if self._task:
            await asyncio.wait({self._task}, timeout=SECONDS_TO_FINISH)
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=SECONDS_TO_CANCEL)
            self._task = None

    async def _run(self) -> None:
        while not self._stopping.is_set():
            pause = POLL_SECONDS
            try:
                if await send_due():
                    continue
                await self._tidy_up()
            except Exception as error:  # the database may be away for a while: this task outlives it
                logs.failure(error)
                pause = SECONDS_AFTER_FAILURE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _tidy_up(self) -> None:
        now = clock.now()
        if self._purged_at is None or now - self._purged_at >= PURGE_EVERY:
            await db.write(outbox.purge, now)
            self._purged_at = now


async def send_due() -> int:
    """Try to send a few of the e-mails that are due; return how many were tried."""
    if not await db.read(outbox.is_due, clock.now()):
        return 0
    claimed = await db.write(outbox.claim, clock.now(), AT_ONCE)
    outcomes = await asyncio.gather(*map(_send, claimed), return_exceptions=True)  # one does not hold up the others
    for outcome in outcomes:
        if outcome is not None:
            raise outcome
    return len(claimed)


async def _send(envelope: Envelope) -> None:
    try:
        async with asyncio.timeout(SECONDS_A_MAIL):
            await mailer.send(_mail(envelope))
    except (mailer.NotTaken, TimeoutError) as error:
        fault = error if isinstance(error, mailer.NotTaken) else mailer.NotTaken("too slow")
        again = await db.write(
            outbox.mark_failed, envelope.public_id, fault.fault, clock.now(), permanent=fault.permanent
        )
        level = logging.WARNING if again else logging.ERROR
        log.log(level, "e-mail not taken", extra={"mail": envelope.public_id, "fault": fault.fault, "again": again})
    else:
        await db.write(outbox.mark_sent, envelope.public_id, clock.now())
        log.info("e-mail sent", extra={"mail": envelope.public_id})


def _mail(envelope: Envelope) -> mailer.Mail:
    return mailer.Mail(
        id=envelope.public_id,
        recipient=envelope.recipient,
        subject=envelope.subject,
        text=envelope.text,
        html=envelope.html,
        written_at=envelope.created_at,
    )
