"""Short French phrases built from facts: what a payment was for, how it travelled."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from espace.domain.formats import NBSP, amount
from espace.domain.labels import CareKind, LineKind, PaymentMethod, Recipient

_ELIDED = frozenset("aeiouh")
_PLURALS = {CareKind.CONSULTATION: "Consultations"}
_WORDS = {
    CareKind.OPTICAL: "Lunettes ou lentilles",
    CareKind.DENTAL: "Soins dentaires",
    CareKind.HOSPITAL: "Hospitalisation",
}

# What stands in place of a picture of who paid what, or beside one.
NEGATIVE_SHARE = (
    "L’une des parts est négative, à la suite d’une régularisation ou d’un trop-perçu : elle ne peut pas être "
    "dessinée. Voici les montants exacts."
)
NO_SHARE = "Les montants s’annulent : il n’y a rien à dessiner. Voici les montants exacts."
WITHOUT_CORRECTIONS = (
    "Ce dessin laisse de côté les lignes de régularisation, qui annulent ou corrigent un paiement précédent."
)


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


def of_town(name: str) -> str:
    """Write « de » before the name of a town, and join it to its article: `d’Arles`, `du Havre`, `de La Ciotat`."""
    for article, joined in (("Le ", "du"), ("Les ", "des")):
        if name.startswith(article):
            return f"{joined}{NBSP}{name.removeprefix(article)}"
    return of(name)


def paid_label(recipient: Recipient, total: int) -> str:
    """Say what the amount of a payment is: `Versé par la mutuelle`, or `Trop-perçu` when it takes money back."""
    if total < 0:
        return "Trop-perçu" if recipient is Recipient.MEMBER else "Repris par la mutuelle"
    return "Versé par la mutuelle" if recipient is Recipient.MEMBER else "Versé au professionnel de santé"


def line_label(kind: LineKind, mutual: int) -> str:
    """Say what the amount of one prestation is: paid, taken back, or recovered by the Assurance Maladie."""
    if kind is LineKind.RECOVERED_DEDUCTION:
        return kind.label
    return "Repris par la mutuelle" if mutual < 0 else "Versé par la mutuelle"


def sent_by(method: PaymentMethod, account_ending: str, total: int = 1) -> str:
    """Say how a payment to the member travelled: `Virement sur le compte se terminant par 471`.

    A payment of `total` cents travels only when there is something to send.
    """
    if total <= 0:
        return "Aucun versement : c’est un trop-perçu" if total else "Aucun versement"
    if method is PaymentMethod.CHEQUE or not account_ending:
        return f"{method.label} à votre nom"
    return f"{method.label} sur le compte se terminant par{NBSP}{account_ending}"


def sent_label(recipient: Recipient, method: PaymentMethod, total: int = 1) -> str:
    """Say how a payment travelled, before its day: `Virement parti le`."""
    if total <= 0:
        return "Établi le"
    if recipient is Recipient.THIRD_PARTY:
        return "Payé le"
    return "Chèque envoyé le" if method is PaymentMethod.CHEQUE else "Virement parti le"


def recovered_apart(cents: int) -> str:
    """Say beside a picture what was recovered on other care: it is no share of this care's price."""
    return f"Récupéré par l’Assurance Maladie sur d’autres soins : {amount(cents)}"


def plural(count: int, one: str, many: str) -> str:
    """Write a count with its noun, with a no-break space: `1 paiement`, `8 paiements`."""
    return f"{count}{NBSP}{one if count < 2 else many}"
