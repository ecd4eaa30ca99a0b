"""Names of the files a member takes away: plain characters that every browser and every disk takes (RFC 6266)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
MAX_LENGTH = 60  # of what comes from outside


def plain(text: str) -> str:
    """Return a text from outside with a hyphen for whatever a file's name had better not hold."""
    return _UNFIT.sub("-", text)[:MAX_LENGTH].strip("-.")


def statement(paid_on: date, payment_number: str, line_number: int | None = None) -> str:
    """Name a statement by its day and number, without the ending, or the extract that shows one of its prestations.

    `releve-2026-11-18-26-118-04471`, `prestation-2026-11-18-26-118-04471-2`.
    """
    what, line = ("releve", "") if line_number is None else ("prestation", f"-{line_number}")
    return f"{what}-{paid_on:%Y-%m-%d}-{plain(payment_number)}{line}"


def coverage(contract_number: str, valid_on: date) -> str:
    """Name a coverage table by its contract and the year it tells, without the ending: `garanties-H3-0472318-2026`."""
    return f"garanties-{plain(contract_number)}-{valid_on.year}"


def period(what: str, first: date, last: date) -> str:
    """Name what belongs to a period by both its days, without the ending."""
    return f"{what}-{first:%Y-%m-%d}-{last:%Y-%m-%d}"


def unique(names: Iterable[str]) -> Iterator[str]:
    """Return the names, those that came already with a number behind; many disks take capitals for small letters."""
    seen: set[str] = set()
    for name in names:
        chosen, number = name, 1
        while chosen.casefold() in seen:
            number += 1
            chosen = f"{name}-{number}"
        seen.add(chosen.casefold())
        yield chosen
