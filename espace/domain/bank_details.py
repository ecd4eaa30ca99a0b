"""Bank details (RIB) that a member types, and the two waits that protect the account they replace.

Both waits are the mutual's own rule, against whoever got hold of a password or of a mailbox: the owner must have the
time to read an e-mail and to say no.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from espace.domain import iban
from espace.domain.addresses import plain
from espace.domain.errors import InvalidInput
from espace.domain.fields import read_each

WAIT = timedelta(hours=72)  # from the request to its effect
QUIET = timedelta(hours=24)  # after a new password or a new login address, no request at all
MAX_HOLDER = 70  # what a SEPA transfer carries of a name (EPC125-05)
_PUNCTUATION = frozenset(" ’'-.,&/")


@dataclass(frozen=True, slots=True, repr=False)
class NewAccount:
    """The account a member wants to be paid on; never shown by an error or a log."""

    holder: str
    iban: str


def read(typed: Mapping[str, str]) -> NewAccount:
    """Return the account typed in the inputs `titulaire` and `iban`; others are ignored.

    Raises:
        InvalidFields: with one sentence for each input that cannot be accepted.
    """
    values = read_each(typed, {"titulaire": _holder, "iban": iban.read})
    return NewAccount(values["titulaire"], values["iban"])


def free_from(created_at: datetime, password_changed_at: datetime, email_changed_at: datetime | None) -> datetime:
    """Return the instant from which an account may ask for a change.

    The password chosen as the account was created is no change of it.
    """
    changes = [password_changed_at] if password_changed_at > created_at else []
    if email_changed_at is not None:
        changes.append(email_changed_at)
    return max((change + QUIET for change in changes), default=created_at)


def _holder(typed: str) -> str:
    name = plain(typed)
    if not name:
        raise InvalidInput("Indiquez le nom du titulaire, comme sur votre RIB.")
    if len(name) > MAX_HOLDER:
        raise InvalidInput(f"Écrivez {MAX_HOLDER} caractères au plus, comme sur votre RIB.")
    letters = [one for one in name if one not in _PUNCTUATION]
    if any(one.isalpha() and not unicodedata.name(one, "").startswith("LATIN ") for one in letters):
        raise InvalidInput("Retapez ce nom au clavier : une de ses lettres vient d’un autre alphabet.")
    if not letters or not all(one.isalpha() for one in letters):
        raise InvalidInput("Écrivez le nom en lettres ; les signes ’ - . , & et / sont permis.")
    return name
