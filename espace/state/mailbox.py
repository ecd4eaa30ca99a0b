"""The demonstration's mailbox: the e-mails that stay in the outbox because no server takes them."""

from dataclasses import dataclass

import reflex as rx

from espace import db, routes
from espace.domain import formats
from espace.domain.errors import NotFound
from espace.services import outbox
from espace.services.outbox import Envelope, Kept
from espace.settings import settings
from espace.state.status import Status

SHOWN = 100


@dataclass(frozen=True)
class MailRow:
    """One e-mail of the list."""

    when: str
    recipient: str
    subject: str
    href: str


@dataclass(frozen=True)
class Line:
    """A line of an e-mail; `href` is the page of ours that it is the address of, or empty."""

    text: str
    href: str


@dataclass(frozen=True)
class Paragraph:
    """Lines that stand together."""

    lines: list[Line]


class MailboxState(rx.State):
    """The list, and the e-mail that the address asks for: `subject` is empty while the list is shown."""

    status: Status = "loading"
    mails: list[MailRow] = []  # noqa: RUF012  # a state var: Reflex copies the default
    subject: str = ""
    recipient: str = ""
    when: str = ""
    paragraphs: list[Paragraph] = []  # noqa: RUF012

    @rx.event
    async def load(self) -> None:
        """Show the list or one e-mail; nothing but in a demonstration without an SMTP server."""
        self.reset()
        try:
            if public_id := self.router.url.query_parameters.get("id", ""):
                self._open(await db.read(outbox.kept_one, public_id))
            else:
                self._list(await db.read(outbox.kept, SHOWN))
        except NotFound:
            self.status = "missing"

    def _list(self, kept: list[Kept]) -> None:
        self.mails = [_row(mail) for mail in kept]
        self.status = "ready" if kept else "empty"

    def _open(self, mail: Envelope) -> None:
        self.subject, self.recipient = mail.subject, mail.recipient
        self.when = formats.day_and_time(mail.created_at)
        blocks = mail.text.strip().split("\n\n")
        self.paragraphs = [Paragraph([_line(text) for text in block.split("\n")]) for block in blocks]
        self.status = "ready"


def _row(mail: Kept) -> MailRow:
    return MailRow(
        when=f"{formats.short_day(formats.paris_day(mail.created_at))}, {formats.clock_time(mail.created_at)}",
        recipient=mail.recipient,
        subject=mail.subject,
        href=f"{routes.MAILBOX.path}?id={mail.public_id}",
    )


def _line(text: str) -> Line:
    """Read a line of an e-mail: only an address of ours becomes a link, whatever this server is called here."""
    home = settings().public_url.rstrip("/")
    is_ours = text.startswith(f"{home}/") and text.isprintable() and " " not in text
    return Line(text, text.removeprefix(home) if is_ours else "")
