"""What the creation form asks: what the member card shows (carte mutualiste), and an e-mail address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from espace.domain import dates, email_addresses, names, nir
from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput
from espace.domain.fields import read_each

_NUMBER = re.compile(r"[0-9]{7}")


@dataclass(frozen=True, slots=True, repr=False)  # its values belong in no log
class Card:
    """A form filled in, each value valid in itself; whether they are somebody's is for the service to say."""

    member_number: str
    last_name: str
    first_name: str
    birth_date: date
    nir: str
    email: str

    @classmethod
    def parse(cls, fields: Mapping[str, str], today: date) -> Self:
        """Read the inputs `num`, `nom`, `prenom`, `naiss`, `nir` and `mail`; others are ignored.

        Raises:
            InvalidFields: with one sentence for each input that cannot be accepted.
        """
        readers: dict[str, Callable[[str], Any]] = {
            "num": member_number,
            "nom": names.read,
            "prenom": names.read,
            "naiss": lambda typed: dates.birth_date(typed, today),
            "nir": _nir,
            "mail": email_addresses.read,
        }
        return cls(*read_each(fields, readers).values())


def member_number(typed: str) -> str:
    """Return the seven digits of a member number (numéro d’adhérent) typed with or without spaces.

    Raises:
        InvalidInput: with a sentence that says what a number looks like.
    """
    number = plain(typed).replace(" ", "")
    if not number:
        raise InvalidInput("Indiquez le numéro d’adhérent inscrit sur votre carte.")
    if not _NUMBER.fullmatch(number):
        raise InvalidInput("Un numéro d’adhérent compte 7 chiffres, avec le ou les zéros du début.")
    return number


def _nir(typed: str) -> str:
    number = plain(typed)
    if not number:
        raise InvalidInput("Indiquez le numéro de Sécurité sociale inscrit sur votre carte.")
    return nir.normalise(number)
