"""Exact money: integer cents, rates in basis points (10 000 = 100 %), rounded half up. Never a float."""

import re

from espace.domain.errors import InvalidInput

FULL_RATE = 10_000
_FRENCH_AMOUNT = re.compile(
    r"(?P<sign>[-−]?) ?(?P<euros>[0-9]{1,9}|[0-9]{1,3}(?: [0-9]{3}){1,2})(?:[.,](?P<cents>[0-9]{1,2}))?(?: ?€)?"
)


def share_of(base: int, rate: int) -> int:
    """Return `rate` (basis points) of `base` (cents), rounded half up, symmetric around zero."""
    doubled = 2 * abs(base) * rate + FULL_RATE
    share = doubled // (2 * FULL_RATE)
    return share if base >= 0 else -share


def parse_amount(text: str) -> int:
    """Return the cents of an amount as people write it: `1 234,56`, `12.5`, `-3`, with or without `€`.

    Raises:
        InvalidInput: when the text is not an amount in plain digits with at most two decimals.
    """
    match = _FRENCH_AMOUNT.fullmatch(" ".join(text.split()))
    if match is None:
        raise InvalidInput("Écrivez un montant en euros, par exemple 51,00.")
    cents = int(match["euros"].replace(" ", "")) * 100 + int((match["cents"] or "0").ljust(2, "0"))
    return -cents if match["sign"] else cents


def percentages(parts: list[int]) -> list[int]:
    """Return the whole percentages of non-negative cents, by largest remainder: they always add up to 100."""
    total = sum(parts)
    if total <= 0:
        return [0] * len(parts)
    floors = [part * 100 // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] * 100 % total, reverse=True)
    for index in by_remainder[: 100 - sum(floors)]:
        floors[index] += 1
    return floors
