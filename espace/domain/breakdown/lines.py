"""One prestation in figures, and the check that its figures agree with each other."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from espace.domain import formats
from espace.domain.errors import InvalidInput
from espace.domain.formats import amount
from espace.domain.labels import CareKind, DeductionKind, LineKind
from espace.domain.money import FULL_RATE, share_of

_WORDS = {
    "charged": "dépense",
    "base": "base",
    "social_security": "Assurance Maladie",
    "mutual": "mutuelle",
    "other_insurer": "autre mutuelle",
    "deduction": "retenue",
}


class Unbalanced(InvalidInput):
    """The amounts of a line contradict each other; the sentence names them."""


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one prestation: amounts in cents, rates in basis points.

    Invariant (`check`): charged = social_security + mutual + other_insurer + out_of_pocket.
    `practitioner` is empty and `care_kind` None where the sentence must not tell them. The default
    `care_kind` gives the words of a medical visit; `care_date` lets the sentence tell a legal tariff.
    `private` care is somebody else's secret: only what was paid is known here, and no reason is told.
    """

    charged: int
    base: int
    rate: int
    standard_rate: int
    social_security: int
    mutual: int
    out_of_pocket: int
    other_insurer: int = 0
    deduction: int = 0
    deduction_kind: DeductionKind = DeductionKind.NONE
    kind: LineKind = LineKind.CARE
    practitioner: str = ""
    care_kind: CareKind | None = CareKind.CONSULTATION
    care_date: date | None = None
    private: bool = False

    @property
    def deduction_part(self) -> Literal["participation", "franchise"]:
        """Return the part of a `Breakdown` that the deduction belongs to."""
        return "franchise" if self.deduction_kind is DeductionKind.FRANCHISE else "participation"


def mirror(line: Line) -> Line:
    """Return what a correction undoes: the line with every sign turned, as care or as a recovered deduction."""
    undone = replace(
        line,
        charged=-line.charged,
        base=-line.base,
        social_security=-line.social_security,
        mutual=-line.mutual,
        out_of_pocket=-line.out_of_pocket,
        other_insurer=-line.other_insurer,
        deduction=-line.deduction,
        kind=LineKind.CARE,
    )
    recovers = undone.social_security < 0 and undone.social_security == -undone.deduction
    return replace(undone, kind=LineKind.RECOVERED_DEDUCTION) if recovers else undone


def check(line: Line) -> None:
    """Check a line: rates, signs, the Assurance Maladie's share and the sum.

    Raises:
        Unbalanced: with the reason in French, amounts included.
    """
    _check_rates(line)
    _check_deduction(line)
    if line.kind is LineKind.CARE:
        _refuse(line, -1, "Un soin n’a pas de montant négatif")
        _check_share(line)
    elif line.kind is LineKind.RECOVERED_DEDUCTION:
        _check_recovered(line)
    elif mirror(line).kind is LineKind.RECOVERED_DEDUCTION:
        _check_recovered(mirror(line))
    else:
        _refuse(line, 1, "Une régularisation retire des montants, elle n’en ajoute pas")
    _check_sum(line)


def is_sound_care(
    charged: int, base: int, rate: int, standard_rate: int, social_security: int, mutual: int, out_of_pocket: int,
    other_insurer: int, deduction: int, deduction_kind: DeductionKind, kind: LineKind,
) -> bool:  # fmt: skip
    """Tell whether this is care that `check` accepts, in the order of `Line`'s fields and without making one.

    A first load brings a million lines, nearly all of which it is true of; of the others `check` says what is wrong.
    """
    return (
        kind is LineKind.CARE
        and charged == social_security + mutual + other_insurer + out_of_pocket
        and social_security == max(0, share_of(base, rate) - deduction)
        and 0 <= rate <= standard_rate <= FULL_RATE
        and not (charged < 0 or base < 0 or mutual < 0 or other_insurer < 0 or deduction < 0)
        and not (deduction and deduction_kind is DeductionKind.NONE)
    )


def _check_rates(line: Line) -> None:
    for rate in (line.rate, line.standard_rate):
        if not 0 <= rate <= FULL_RATE:
            raise Unbalanced(f"Un taux va de 0 % à 100 % : {formats.rate(rate)} ne convient pas.")
    if line.standard_rate < line.rate:
        raise Unbalanced(
            f"Le taux du parcours de soins ({formats.rate(line.standard_rate)}) "
            f"ne peut pas être inférieur au taux appliqué ({formats.rate(line.rate)})."
        )


def _check_deduction(line: Line) -> None:
    if line.deduction and line.deduction_kind is DeductionKind.NONE:
        raise Unbalanced(
            f"La retenue de {amount(line.deduction)} doit être une participation forfaitaire ou une franchise."
        )


def _refuse(line: Line, sign: int, rule: str) -> None:
    """Refuse the amounts that have this sign (1 or -1)."""
    wrong = [
        f"{words} {amount(getattr(line, name))}" for name, words in _WORDS.items() if getattr(line, name) * sign > 0
    ]
    if wrong:
        raise Unbalanced(f"{rule} : {', '.join(wrong)}.")


def _check_share(line: Line) -> None:
    expected = max(0, share_of(line.base, line.rate) - line.deduction)
    if line.social_security != expected:
        raise Unbalanced(
            f"La part de l’Assurance Maladie ({amount(line.social_security)}) devrait être de {amount(expected)} : "
            f"{formats.rate(line.rate)} de {amount(line.base)}, moins {amount(line.deduction)} de retenue."
        )


def _check_recovered(line: Line) -> None:
    others = (line.charged, line.base, line.rate, line.mutual, line.other_insurer)
    if any(others) or line.deduction <= 0 or line.social_security != -line.deduction:
        raise Unbalanced(
            f"Une retenue récupérée de {amount(line.deduction)} doit avoir une part Assurance Maladie de "
            f"{amount(-line.deduction)} (et non {amount(line.social_security)}), sans taux ni autre part : "
            f"dépense {amount(line.charged)}, base {amount(line.base)}, mutuelle {amount(line.mutual)}, "
            f"autre mutuelle {amount(line.other_insurer)}."
        )


def _check_sum(line: Line) -> None:
    total = line.social_security + line.mutual + line.other_insurer + line.out_of_pocket
    if line.charged != total:
        raise Unbalanced(
            f"La dépense ({amount(line.charged)}) n’est pas la somme de ses parts ({amount(total)}) : "
            f"Assurance Maladie {amount(line.social_security)}, mutuelle {amount(line.mutual)}, "
            f"autre mutuelle {amount(line.other_insurer)}, reste à charge {amount(line.out_of_pocket)}."
        )
