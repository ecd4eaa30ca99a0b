"""Sends what waits in the outbox, beside the requests: one task in each worker, when there is an SMTP server.

It looks every `POLL_SECONDS`, so an e-mail leaves within seconds of the commit that wrote it. The database says
who sends what and when to try again: workers share the work, and a restart forgets nothing.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from espace import db
from espace.adapters import clock, mailer
from espace.services import outbox
from espace.services.outbox import Envelope
from espace.settings import settings
from espace.web.background import Background

POLL_SECONDS = 2.0
AT_ONCE = 4
# Connecting, greeting, encrypting and the rest each have their own limit: the lease outlives the sum.
SECONDS_A_MAIL = outbox.LEASE.total_seconds() / 2
PURGE_EVERY = timedelta(hours=6)

log = logging.getLogger(__name__)


class MailSender(Background):
    """The sending task of one worker."""

    name = "mail sender"

    def __init__(self) -> None:
        super().__init__()
        self._purged_at: datetime | None = None

    def start(self) -> None:
        """Begin to send; without an SMTP server there is nothing to do."""
        if settings().smtp_host:
            super().start()

    async def work(self) -> float:
        """Send a few of the e-mails that are due, and tidy up where there are none."""
        if await send_due():
            return 0
        now = clock.now()
        if self._purged_at is None or now - self._purged_at >= PURGE_EVERY:
            await db.write(outbox.purge, now)
            self._purged_at = now
        return POLL_SECONDS


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
