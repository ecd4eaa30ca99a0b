"""Short French phrases built from facts: what a payment was for, how it travelled."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from espace.domain.formats import NBSP
from espace.domain.labels import CareKind, PaymentMethod, Recipient

_ELIDED = frozenset("aeiouh")
_PLURALS = {CareKind.CONSULTATION: "Consultations"}
_WORDS = {
    CareKind.OPTICAL: "Lunettes ou lentilles",
    CareKind.DENTAL: "Soins dentaires",
    CareKind.HOSPITAL: "Hospitalisation",
}


def care_words(cares: Sequence[tuple[CareKind | None, str]]) -> str:
    """Name the care of a payment in a few words: `Consultations, orthophonie`.

    Each care is its kind, or None where it must not be told, with the first name of the person cared for.
    """
    counts = Counter((kind, "" if kind else first_name) for kind, first_name in cares)
    words = [_word(kind, first_name, count) for (kind, first_name), count in counts.items()]
    return ", ".join([*words[:1], *(word[0].lower() + word[1:] for word in words[1:])])


def _word(kind: CareKind | None, first_name: str, count: int) -> str:
    if kind is None:
        return f"Soins {of(first_name)}"
    if count > 1 and kind in _PLURALS:
        return _PLURALS[kind]
    return _WORDS.get(kind, kind.label)


def of(name: str) -> str:
    """Write « de » before a name, elided where French elides it: `de Julien`, `d’Inès`."""
    first = unicodedata.normalize("NFD", name[:1]).casefold()[:1]
    return f"d’{name}" if first in _ELIDED else f"de{NBSP}{name}"


def sent_by(method: PaymentMethod, account_ending: str) -> str:
    """Say how a payment to the member travelled: `Virement sur le compte se terminant par 471`."""
    if method is PaymentMethod.CHEQUE or not account_ending:
        return f"{method.label} à votre nom"
    return f"{method.label} sur le compte se terminant par{NBSP}{account_ending}"


def sent_label(recipient: Recipient, method: PaymentMethod) -> str:
    """Say how a payment travelled, before its day: `Virement parti le`."""
    if recipient is Recipient.THIRD_PARTY:
        return "Payé le"
    return "Chèque envoyé le" if method is PaymentMethod.CHEQUE else "Virement parti le"


def plural(count: int, one: str, many: str) -> str:
    """Write a count with its noun, with a no-break space: `1 paiement`, `8 paiements`."""
    return f"{count}{NBSP}{one if count < 2 else many}"
