"""What is left to pay, split into its reasons. Exact: the parts always add up to `out_of_pocket`."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from espace.domain.breakdown.lines import Line, mirror
from espace.domain.labels import LineKind
from espace.domain.money import share_of


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Sums of one line or many, in cents; from `copayment` on, the parts of `out_of_pocket`.

    For care every part is ≥ 0 but `overpaid`, which is ≤ 0: what was paid beyond what was owed. A
    correction is the mirror image of what it corrects, so its parts are ≤ 0 and its `overpaid` is
    ≥ 0: an amount taken back. Breakdowns add up: that of many lines is the sum of each one's.
    """

    charged: int = 0
    base: int = 0
    social_security: int = 0
    mutual: int = 0
    other_insurer: int = 0
    out_of_pocket: int = 0
    copayment: int = 0  # ticket modérateur
    excess_fee: int = 0  # dépassement: above the base
    participation: int = 0
    franchise: int = 0
    off_pathway: int = 0  # majoration hors parcours de soins
    not_covered: int = 0  # care without a base
    confidential: int = 0  # another adult's care, whose reasons are not told
    overpaid: int = 0

    def __add__(self, other: "Breakdown") -> "Breakdown":
        return Breakdown(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __neg__(self) -> "Breakdown":
        return Breakdown(*(-cents for cents in astuple(self)))

    @property
    def parts(self) -> dict[str, int]:
        """Return the parts of `out_of_pocket` by name: they add up to it."""
        names = [field.name for field in fields(self)]
        return {name: getattr(self, name) for name in names[names.index("copayment") :]}


def pictured(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that a picture of who paid what is about: the care, or the corrections of a payment without.

    What a correction cancels was drawn with an earlier payment, and a recovered deduction is no share of this care.
    """
    care = [line for line in lines if line.kind is LineKind.CARE]
    return care or [line for line in lines if line.kind is LineKind.CORRECTION]


def break_down(lines: Sequence[Line]) -> Breakdown:
    """Return who paid what of one line or many, and the parts of what is left to pay."""
    return sum((_of_line(line) for line in lines), Breakdown())


def _of_line(line: Line) -> Breakdown:
    if line.kind is LineKind.CORRECTION:
        return -_of_line(mirror(line))
    rooms = _rooms(line)
    left, parts = max(0, line.out_of_pocket), {}
    for name, room in rooms.items():
        parts[name] = min(left, max(0, room))
        left -= parts[name]
    # A correction may undo a line in part, leaving an amount that no rule accounts for: it is not covered.
    parts["not_covered"] = parts.get("not_covered", 0) + left
    return Breakdown(
        charged=line.charged,
        base=line.base,
        social_security=line.social_security,
        mutual=line.mutual,
        other_insurer=line.other_insurer,
        out_of_pocket=line.out_of_pocket,
        overpaid=min(0, line.out_of_pocket),
        **parts,
    )


def _rooms(line: Line) -> dict[str, int]:
    """Return the most each part can hold, the last to be covered first.

    The insurers' money covers the ticket modérateur, then the excess, and only then what a
    responsible contract must leave to the patient: the hors-parcours increase and the flat
    deduction (Code de la sécurité sociale, L871-1). So what is left to pay fills the other way.
    """
    if line.private:
        return {"confidential": line.out_of_pocket}
    if line.kind is LineKind.RECOVERED_DEDUCTION:
        return {line.deduction_part: line.out_of_pocket}
    full, standard = share_of(line.base, line.rate), share_of(line.base, line.standard_rate)
    return {
        line.deduction_part: min(line.deduction, full - line.social_security),
        "off_pathway": standard - full,
        "excess_fee" if line.base else "not_covered": line.charged - line.base,
        "copayment": line.base - standard,
    }
