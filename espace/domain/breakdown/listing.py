"""The reasons of what is left to pay, each an amount with its French words.

They are the parts that `break_down` computed and nothing else: they always add up to `out_of_pocket`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from espace.domain import regulated
from espace.domain.breakdown.computing import Breakdown, break_down
from espace.domain.breakdown.lines import Line
from espace.domain.formats import amount, enumeration
from espace.domain.labels import CareKind, LineKind

LAW = "que la loi laisse à votre charge"
_COPAYMENT = "(la part du tarif que votre garantie ne couvre pas)"
_NOT_COVERED = "que votre contrat ne prend pas en charge"
_NO_ADVANCE = "sans avance de frais (tiers payant)"
DEDUCTIONS = {
    "participation": "de participation forfaitaire",
    "franchise": "de franchise médicale",
    "confidential": "de participation ou de franchise",  # which of the two tells what the care was
}
# Care with a price rather than a fee, care that must not be told (None) and care of a kind unknown to us.
_NO_FEE = (None, CareKind.PHARMACY, CareKind.OPTICAL, CareKind.HEARING, CareKind.TRANSPORT, CareKind.OTHER)
_DOCTOR = re.compile(r"(dr|pr|docteur|professeur)[.\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One reason: cents, negative when they reduce what is left to pay, and what they are.

    `alone` follows « il vous reste … à payer » when it is the only reason: the amount is not said twice.
    """

    cents: int
    words: str
    alone: str = ""

    @property
    def text(self) -> str:
        return f"{amount(abs(self.cents))} {self.words}"


_Shares = Sequence[tuple[Line, Breakdown]]


def cares_recovered(lines: Sequence[Line]) -> str:
    """Name the care whose deduction is recovered, in the singular or the plural."""
    return f"{'un soin' if len(lines) == 1 else 'des soins'} {_NO_ADVANCE}"


def deductions_of(lines: Sequence[Line]) -> dict[str, int]:
    """Return the cents that recovered deductions take, by the words of the deduction."""
    whole = break_down(lines)
    return {words: whole.parts[part] for part, words in DEDUCTIONS.items() if whole.parts[part]}


def deduction_kinds(lines: Sequence[Line]) -> str:
    """Name the kinds of deductions that are recovered; all together where one of several must not be told."""
    kinds = list(deductions_of(lines))
    together = len(kinds) > 1 and DEDUCTIONS["confidential"] in kinds
    return "de participations et de franchises" if together else enumeration(kinds)


def items_of(lines: Sequence[Line], *, taken_back: bool = False) -> list[Item]:
    """Return the reasons, in the order in which they are told; together they make `out_of_pocket`.

    `taken_back` tells that a correction stands beside these lines: it may already take back what was overpaid.
    """
    care = [(line, break_down([line])) for line in lines if line.kind is LineKind.CARE]
    whole = break_down([line for line, _ in care])
    corrections = [line for line in lines if line.kind is LineKind.CORRECTION]
    items = [
        _named(whole.participation, DEDUCTIONS["participation"], f", {LAW}{_each_visit(care)}"),
        _franchise(care, whole),
        _off_pathway(care, whole),
        Item(whole.copayment, f"de ticket modérateur {_COPAYMENT}", f" : c’est le ticket modérateur {_COPAYMENT}"),
        _fees([pair for pair in care if is_fee(pair[0])]),
        _prices([pair for pair in care if not is_fee(pair[0])]),
        Item(whole.not_covered, _NOT_COVERED, f" : c’est ce {_NOT_COVERED}"),
        _confidential([line for line, parts in care if parts.confidential], whole.confidential),
        _recovered([line for line in lines if line.kind is LineKind.RECOVERED_DEDUCTION]),
        _overpaid(whole.overpaid, taken_back=taken_back or bool(corrections)),
        _corrected(corrections),
    ]
    return [item for item in items if item.cents]


def is_alone(items: Sequence[Item]) -> bool:
    """Tell whether there is one reason, which has words of its own for that."""
    return len(items) == 1 and bool(items[0].alone)


def is_fee(line: Line) -> bool:
    """Tell whether the care is paid by a fee (honoraires); other care has a price."""
    return line.care_kind not in _NO_FEE


def _named(cents: int, words: str, then: str) -> Item:
    return Item(cents, words + then, f" : c’est {words.replace('de ', 'la ', 1)}{then}")


def _each_visit(care: _Shares) -> str:
    """Tell the amount of one visit, when each of several bore the same whole participation."""
    bearing = [line for line, parts in care if parts.participation]
    amounts = {(parts.participation, line.deduction) for line, parts in care if parts.participation}
    if len(bearing) < 2 or len(amounts) > 1:
        return ""
    left, withheld = amounts.pop()
    visits = all(line.care_kind is CareKind.CONSULTATION for line in bearing)
    return f" ({amount(left)} par {'consultation' if visits else 'acte'})" if left == withheld else ""


def _franchise(care: _Shares, whole: Breakdown) -> Item:
    why = "pour la même raison" if whole.participation else LAW
    bearing = [(line, parts.franchise) for line, parts in care if parts.franchise]
    tariffs = {_tariff(line) for line, _ in bearing}
    each = ""
    if len(tariffs) == 1 and (tariff := tariffs.pop()) is not None:
        one, unit = tariff
        if whole.franchise > one and all(cents % one == 0 for _, cents in bearing):
            each = f" ({amount(one)} {unit.label})"
    return _named(whole.franchise, DEDUCTIONS["franchise"], f", {why}{each}")


def _tariff(line: Line) -> tuple[int, regulated.FranchiseKind] | None:
    """Return the legal franchise of the care, in cents, and what it is counted by, where both are known."""
    kind = regulated.franchise_kind(line.care_kind)
    if kind is None or line.care_date is None:
        return None
    try:
        return regulated.franchise(kind, line.care_date), kind
    except regulated.UnknownAmount:
        return None


def _off_pathway(care: _Shares, whole: Breakdown) -> Item:
    bearing = [line for line, parts in care if parts.off_pathway]
    visits = all(line.care_kind is CareKind.CONSULTATION for line in bearing)
    if len(bearing) > 1:
        which = "ces consultations ne sont pas passées" if visits else "ces soins ne sont pas passés"
    elif len(care) == 1:
        which = "cette consultation n’est pas passée" if visits else "ce soin n’est pas passé"
    else:
        which = "une consultation n’est pas passée" if visits else "un soin n’est pas passé"
    because = "parce qu’" if which.startswith("un") else "parce que "
    # Whose care it is nobody says here: « votre » would be wrong for a relative's.
    words = f"{because}{which} par le médecin traitant"
    return Item(whole.off_pathway, words, f", {words}")


def _fees(care: _Shares) -> Item:
    words = f"dépassement d’honoraires{_where(care)}"
    return Item(_excess(care), f"de {words}", f" : c’est le {words}")


def _prices(care: _Shares) -> Item:
    words = f"que votre formule ne couvre pas{_where(care)}, au-delà du tarif de l’Assurance Maladie"
    return Item(_excess(care), words, f" : c’est ce {words}")


def _excess(care: _Shares) -> int:
    return sum(parts.excess_fee for _, parts in care)


def _where(care: _Shares) -> str:
    """Name the practitioner, when alone to carry the excess."""
    names = {line.practitioner.strip() for line, parts in care if parts.excess_fee}
    name = names.pop() if len(names) == 1 else ""
    return f" chez {'le ' if _DOCTOR.match(name) else ''}{name}" if name else ""


def _confidential(care: Sequence[Line], cents: int) -> Item:
    if len(care) == 1:
        return Item(cents, "sur un soin confidentiel", " : ce soin est confidentiel, nous n’en donnons pas le détail")
    words = "sur des soins confidentiels"
    return Item(cents, words, " : ces soins sont confidentiels, nous n’en donnons pas le détail")


def _recovered(lines: Sequence[Line]) -> Item:
    taken = "récupérées" if len(deductions_of(lines)) > 1 else "récupérée"
    words = f"{deduction_kinds(lines)} {taken} par l’Assurance Maladie sur {cares_recovered(lines)}"
    return Item(break_down(lines).out_of_pocket, words)


def _overpaid(cents: int, *, taken_back: bool) -> Item:
    paid, can = ("versés", "pourront") if many(cents) else ("versé", "pourra")
    # Beside a correction, which may have just taken it back, nothing is foretold.
    return Item(cents, f"{paid} en trop" + ("" if taken_back else f", qui {can} être repris sur un prochain paiement"))


def _corrected(corrections: Sequence[Line]) -> Item:
    cents = break_down(corrections).out_of_pocket
    done = "repris" if cents > 0 else "annulés" if many(cents) else "annulé"
    by = "la correction d’un paiement précédent" if len(corrections) == 1 else "la correction de paiements précédents"
    return Item(cents, f"{done} par {by}")


def listed(items: Sequence[Item]) -> str:
    """List the reasons, those that go the way of the total first, the others after « moins »."""
    sign = 1 if sum(item.cents for item in items) >= 0 else -1
    texts = [item.text for item in items if item.cents * sign > 0]
    others = [f", moins {item.text}" for item in items if item.cents * sign < 0]
    # A reason with a comma of its own needs one before « et ».
    apart = "," if any(", " in text for text in texts[:-1]) else ""
    start = ", ".join(texts[:-1]) + f"{apart} et " if len(texts) > 1 else ""
    return start + texts[-1] + "".join(others)


def many(cents: int) -> bool:
    """Tell whether French agrees in the plural: from two euros on."""
    return abs(cents) >= 200
