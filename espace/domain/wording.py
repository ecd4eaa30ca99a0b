"""Short French phrases built from facts: what a payment was for, how it travelled."""

from collections import Counter
from collections.abc import Sequence

from espace.domain.formats import NBSP
from espace.domain.labels import CareKind, PaymentMethod, Recipient

_PLURALS = {CareKind.CONSULTATION: "Consultations"}
_WORDS = {
    CareKind.OPTICAL: "Lunettes ou lentilles",
    CareKind.DENTAL: "Soins dentaires",
    CareKind.HOSPITAL: "Hospitalisation",
}
CONFIDENTIAL_CARE = "Soins confidentiels"


def care_words(kinds: Sequence[CareKind | None]) -> str:
    """Name the care of a payment in a few words: `Consultations, orthophonie`.

    None stands for care that must not be told.
    """
    counts = Counter(kinds)
    words = [_word(kind, count) for kind, count in counts.items()]
    return ", ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])]) if words else ""


def _word(kind: CareKind | None, count: int) -> str:
    if kind is None:
        return CONFIDENTIAL_CARE
    if count > 1 and kind in _PLURALS:
        return _PLURALS[kind]
    return _WORDS.get(kind, kind.label)


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
