"""What care cost over a period, in sums that keep the invariant of a line, and in one plain sentence."""

from dataclasses import dataclass

from espace.domain import formats
from espace.domain.breakdown import Words
from espace.domain.formats import NBSP, amount
from espace.domain.money import percentages
from espace.domain.searches import Search

_MONTHS = {3: "trois", 6: "six", 12: "douze"}


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of lines, in cents: `charged = social_security + mutual + other_insurer + out_of_pocket`.

    Any of them may be negative, where a period has more corrections than care.
    """

    charged: int = 0
    social_security: int = 0
    mutual: int = 0
    other_insurer: int = 0
    out_of_pocket: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.charged + other.charged,
            self.social_security + other.social_security,
            self.mutual + other.mutual,
            self.other_insurer + other.other_insurer,
            self.out_of_pocket + other.out_of_pocket,
        )

    @property
    def parts(self) -> list[int]:
        """Return who paid how much, in the order in which it is told and drawn: they add up to `charged`."""
        return [self.social_security, self.mutual, self.other_insurer, self.out_of_pocket]

    @property
    def is_drawable(self) -> bool:
        """Tell whether the parts are shares of a price: a correction alone has none."""
        return self.charged > 0 and min(self.parts) >= 0


def when(wanted: Search) -> str:
    """Write the period as a sentence begins: `Sur douze mois`, `En 2025`, `Du 3 mars au 4 juin 2026`."""
    first, last = wanted.first, wanted.last
    if wanted.months:
        return f"Sur {_MONTHS[wanted.months]} mois"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"En{NBSP}{first.year}"
    return formats.period(first, last)


def told(period: str, whose: str, sums: Sums) -> tuple[Words, ...]:
    """Return the sentence of a period: what was spent, and what is left to the member; amounts are strong.

    `period` begins it (see `when`) and `whose` says whose care it was: `vos soins`.
    """
    if sums.charged <= 0:
        start = f"{period}, les régularisations et les retenues l’emportent sur les soins : "
        left = _strong(sums.out_of_pocket)
        return Words(start), _strong(sums.charged), Words(" de dépenses, et "), left, Words(" à votre charge.")
    return Words(f"{period}, {whose} ont coûté "), _strong(sums.charged), *_left(sums)


def _left(sums: Sums) -> tuple[Words, ...]:
    cents = sums.out_of_pocket
    if cents == 0:
        return (Words(". Il ne vous reste rien à payer."),)
    if cents < 0:
        more = ". À la suite de régularisations, les remboursements dépassent ces dépenses de "
        return Words(more), _strong(-cents), Words(".")
    return Words(". Il vous en reste "), _strong(cents), Words(f" à payer{_share(sums)}.")


def _share(sums: Sums) -> str:
    """Write what the patient's part is of the whole, where it is a share of it."""
    if not sums.is_drawable:
        return ""
    percent = percentages(sums.parts)[-1]
    return f", soit {f'{percent}{NBSP}%' if percent else f'moins de 1{NBSP}%'}"


def _strong(cents: int) -> Words:
    return Words(amount(cents), strong=True)
