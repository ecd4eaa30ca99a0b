"""Hands one e-mail to the SMTP server of the settings: text and HTML, encrypted on the way, never logged.

The certificate of the server is verified against the system's authorities, or those of `SSL_CERT_FILE`.
"""

import asyncio
import contextlib
import os
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import urlsplit

import aiosmtplib

from espace.settings import settings

SECONDS_A_STEP = 15
SECONDS_TO_LEAVE = 2


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail to hand over; `id` is the same at every try, so that a duplicate is recognised."""

    id: str
    recipient: str
    subject: str
    text: str
    html: str
    written_at: datetime


class NotTaken(Exception):
    """The server did not take an e-mail. `fault` says why, in English, without address or text of the server.

    `permanent` means that it never will: the address is refused, not the moment.
    """

    def __init__(self, fault: str, *, permanent: bool = False) -> None:
        super().__init__(fault)
        self.fault, self.permanent = fault, permanent


async def send(mail: Mail) -> None:
    """Hand an e-mail to the server.

    Raises:
        NotTaken: when it was refused, or the server could not be reached.
    """
    trusted = await asyncio.to_thread(ssl.create_default_context)  # reads some hundred certificates
    client = _client(trusted)
    try:
        await client.connect()
        await client.send_message(message(mail))
    except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
        raise _not_taken(fault) from None
    else:
        await _take_leave(client)
    finally:
        client.close()


def _client(trusted: ssl.SSLContext) -> aiosmtplib.SMTP:
    chosen = settings()
    return aiosmtplib.SMTP(
        hostname=chosen.smtp_host,
        port=chosen.smtp_port,
        use_tls=chosen.smtp_security == "tls",
        start_tls=chosen.smtp_security == "starttls",
        tls_context=trusted,
        username=chosen.smtp_user or None,
        password=chosen.smtp_password.get_secret_value() or None,
        local_hostname=urlsplit(chosen.public_url).hostname,
        timeout=SECONDS_A_STEP,
    )


async def _take_leave(client: aiosmtplib.SMTP) -> None:
    """Say goodbye; the e-mail is taken, whatever the server answers."""
    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
        await client.quit(timeout=SECONDS_TO_LEAVE)


def message(mail: Mail) -> EmailMessage:
    """Return an e-mail as it travels: the same bytes at every try."""
    name, address = parseaddr(settings().mail_from)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = Address(addr_spec=_for_the_wire(mail.recipient))
    made["Subject"] = mail.subject
    made["Date"] = mail.written_at
    made["Message-ID"] = f"<{mail.id}@{address.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "fr"
    made.set_content(mail.text, cte="quoted-printable")
    made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return made


def _for_the_wire(address: str) -> str:
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def _not_taken(fault: Exception) -> NotTaken:
    kind = type(fault).__name__
    if isinstance(fault, aiosmtplib.SMTPRecipientsRefused):
        codes = [refused.code for refused in fault.recipients]
        return NotTaken(f"{kind} {codes[0]}", permanent=min(codes) >= 500)
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        # Who we are may be refused until somebody mends the settings; what we say, for ever.
        for_ever = isinstance(fault, aiosmtplib.SMTPDataError) and fault.code >= 500
        return NotTaken(f"{kind} {fault.code}", permanent=for_ever)
    reason = _reason(fault) or (_reason(fault.__cause__) if fault.__cause__ else "")
    unwritable = isinstance(fault, ValueError) and not isinstance(fault, OSError)  # a bad certificate is both
    return NotTaken(f"{kind}: {reason}" if reason else kind, permanent=unwritable)


def _reason(fault: BaseException) -> str:
    """Return what the system says of a fault of the network, which names no address."""
    if isinstance(fault, ssl.SSLError):
        return str(fault.reason or "")
    return os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno else ""
