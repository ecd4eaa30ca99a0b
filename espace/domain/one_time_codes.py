"""One-time codes of an authenticator application (TOTP: RFC 6238 over HOTP, RFC 4226).

Six digits from HMAC-SHA-1, a new one every 30 seconds: what every such application reckons with. A code is accepted
one step early or late, for clocks differ; which step it was is told, so that it never serves twice.
"""

import base64
import hmac
import re
from datetime import datetime
from urllib.parse import quote

SECRET_BYTES = 20  # as many as SHA-1 gives (RFC 4226, section 4)
STEP_SECONDS = 30
DIGITS = 6
_STEPS_ASIDE = (0, -1, 1)
_SPACES = re.compile(r"\s")
_CODE = re.compile(rf"[0-9]{{{DIGITS}}}")


def step_of(now: datetime) -> int:
    """Return the number of whole steps since 1970 at an instant."""
    return int(now.timestamp()) // STEP_SECONDS


def code(secret: bytes, step: int) -> str:
    """Return the code of a step, with its leading zeros (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def accepted_step(secret: bytes, typed: str, now: datetime, *, last_step: int) -> int | None:
    """Return the step whose code was typed, with or without spaces; nothing for a wrong code or one used before.

    Args:
        secret: what the application and the portal share.
        typed: as it was typed.
        now: the instant it was typed.
        last_step: the step of the last code accepted: that one and those before it are spent.
    """
    wanted = _SPACES.sub("", typed)
    if not _CODE.fullmatch(wanted):
        return None
    steps = (step_of(now) + aside for aside in _STEPS_ASIDE)
    fitting = [step for step in steps if hmac.compare_digest(code(secret, step), wanted)]
    return next((step for step in fitting if step > last_step), None)


def written(secret: bytes) -> str:
    """Return a secret as it is typed into an application: base32, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(secret: bytes, *, issuer: str, who: str) -> str:
    """Return the `otpauth:` address that an application reads, from a picture or a link."""
    label = f"{quote(issuer, safe='')}:{quote(who, safe='@')}"
    text = written(secret).replace(" ", "")
    return f"otpauth://totp/{label}?secret={text}&issuer={quote(issuer, safe='')}"
