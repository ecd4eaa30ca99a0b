"""How a figure is summed up and printed: medians, spread, and the ratio beside its goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; it is reached when `value` is at most `goal`. Without a goal it is for orientation."""

    row: str
    what: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """Say whether the goal is reached."""
        if self.goal is None:
            return ""
        return f"goal ≤ {self.goal:g}{self.unit}: " + ("reached" if self.value <= self.goal else "MISSED")

    def __str__(self) -> str:
        return f"{self.row}  {self.what:<58} {self.value:>8.2f}{self.unit:<4} {self.verdict}".rstrip()


def spread(values: Sequence[float], unit: str, scale: float = 1.0, digits: int = 2) -> str:
    """Write a series as its median and its extremes."""
    low, middle, high = (scale * value for value in (min(values), median(values), max(values)))
    return f"{middle:.{digits}f} {unit} ({low:.{digits}f} to {high:.{digits}f}, {len(values)} runs)"
