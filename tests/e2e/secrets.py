"""What must never stand in a log, a state store or a browser's storage (SECURITY 25)."""

from collections.abc import Iterable, Iterator

from espace.adapters import clock
from espace.demo.people import PASSWORD, households
from espace.domain.formats import paris_day


def seeded() -> Iterator[str]:
    """Give every NIR, IBAN, e-mail and password of the demonstration, as written and as people space them."""
    yield PASSWORD
    for household in households(paris_day(clock.now())):
        yield household.email
        for _, iban in household.ibans:
            yield iban
            yield " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
        for person in household.people:
            if person.nir:
                yield person.nir
                yield person.nir[:13]


def found_in(data: bytes, *more: str) -> list[str]:
    """Return the secrets that stand in `data`, in UTF-8 or UTF-16."""
    wanted: Iterable[str] = (secret for secret in (*seeded(), *more) if secret)
    return [secret for secret in wanted if secret.encode() in data or secret.encode("utf-16-le") in data]
